"""When mail that nobody asked for this minute may reach a person: at work, in their own zone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

OPENS: Final = 9
CLOSES: Final = 17
SATURDAY: Final = 5
_WEEK: Final = 7


def at_work_from(now: datetime, *, time_zone: str, working_days: Collection[int]) -> datetime:
    """This moment while it is in somebody's working hours, else when those begin next.

    Args:
        now: the moment, aware.
        time_zone: the person's own.
        working_days: the days they work, 0 for Monday; week-ends never count. None at all stands
            for Monday to Friday.
    """
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    days = {day for day in working_days if day < SATURDAY} or set(range(SATURDAY))
    for ahead in range(_WEEK + 1):
        day = local.date() + timedelta(days=ahead)
        opens = datetime.combine(day, time(OPENS), zone)
        closes = datetime.combine(day, time(CLOSES), zone)
        if day.weekday() in days and local < closes:
            return max(now, opens)
    return now
