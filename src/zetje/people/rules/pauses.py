"""Turns the days that somebody names into moments of their own time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def pause_between(
    *, starts_on: date | None, ends_on: date | None, time_zone: str, now: datetime
) -> tuple[datetime, datetime | None]:
    """From the first day's midnight, or now, to the end of the last day, or open."""
    zone = ZoneInfo(time_zone)
    today = now.astimezone(zone).date()
    starts_at = now
    if starts_on is not None and starts_on > today:
        starts_at = datetime.combine(starts_on, time.min, zone)
    if ends_on is None:
        return starts_at, None
    return starts_at, datetime.combine(ends_on + timedelta(days=1), time.min, zone)


def pause_of_days(*, days: int, time_zone: str, now: datetime) -> tuple[datetime, datetime | None]:
    """From now to the end of the day that many days on; open for none."""
    if days <= 0:
        return now, None
    last = now.astimezone(ZoneInfo(time_zone)).date() + timedelta(days=days)
    return pause_between(starts_on=None, ends_on=last, time_zone=time_zone, now=now)
