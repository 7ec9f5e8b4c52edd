"""When a digest may reach a person: their own day and hour, in their time zone, while at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import DAYS, monday_of, week_number

Ints = NDArray[np.int64]

WORKING_FROM = 8
WORKING_TILL = 18
MONDAY_TO_FRIDAY = 0b0011111
EVERY_DAY = 0b1111111
NO_DAY = DAYS
NO_MOMENT = -1

# For each set of days: its first day and its last day.
_FIRST = np.array([(m & -m).bit_length() - 1 if m else NO_DAY for m in range(1 << DAYS)])
_LAST = np.array([m.bit_length() - 1 if m else NO_DAY for m in range(1 << DAYS)])


@dataclass(frozen=True, slots=True)
class Wishes:
    """When people want their digest: one entry a person.

    `zone` is an index into the list of time zones; `working` and `off` are seven bits, Monday the
    lowest: the days a person usually works, and the days of this week they are away on.
    """

    zone: Ints
    weekday: Ints
    hour: Ints
    working: Ints
    off: Ints


@dataclass(frozen=True, slots=True)
class Moments:
    """When each digest goes out and until when it is worth sending, in seconds since 1970.

    `day` is the ordinal of the person's own date. All three are -1 where the week has no moment.
    """

    send_at: Ints
    useful_until: Ints
    day: Ints


def send_moments(wishes: Wishes, *, zones: Sequence[ZoneInfo], week: int, now: datetime) -> Moments:
    """Find the moment of each person in an ISO week of theirs, at the earliest now.

    The wished day, or the next one of that week on which the person works; a day that somebody
    never works stands for their last working day before it. A moment that has passed is now, while
    working hours last. No week-ends, holidays or leave; what finds no day is dropped for the week.
    """
    day = _days(wishes, zones, week, now)
    hour = np.clip(wishes.hour, WORKING_FROM, WORKING_TILL - 1)
    found = day != NO_DAY
    key = (wishes.zone * (DAYS + 1) + day) * 24 + hour
    kinds, where = np.unique(key, return_inverse=True)
    opens, closes = (np.full(kinds.size, NO_MOMENT, dtype=np.int64) for _ in range(2))
    monday = monday_of(week).toordinal()
    known: list[int] = kinds.tolist()
    for index, kind in enumerate(known):
        rest, at = divmod(kind, 24)
        zone, weekday = divmod(rest, DAYS + 1)
        if weekday == NO_DAY:
            continue
        local = date.fromordinal(monday + weekday)
        opens[index] = _instant(local, at, zones[zone])
        closes[index] = _instant(local, WORKING_TILL, zones[zone])
    return Moments(
        send_at=np.where(found, np.maximum(opens[where], int(now.timestamp())), NO_MOMENT),
        useful_until=np.where(found, closes[where], NO_MOMENT),
        day=np.where(found, monday + day, NO_MOMENT),
    )


def _days(wishes: Wishes, zones: Sequence[ZoneInfo], week: int, now: datetime) -> Ints:
    """The weekday of each person's moment, or NO_DAY."""
    usual = wishes.working & MONDAY_TO_FRIDAY
    from_wish = usual & (EVERY_DAY << wishes.weekday)
    wished = np.where(from_wish > 0, _FIRST[from_wish], _LAST[usual])
    earliest = np.array([_earliest_day(zone, week, now) for zone in zones], dtype=np.int64)
    first = np.maximum(wished, earliest[wishes.zone])
    usable = usual & ~wishes.off & (EVERY_DAY << first)
    return _FIRST[usable & EVERY_DAY].astype(np.int64)


def _earliest_day(zone: ZoneInfo, week: int, now: datetime) -> int:
    """The first weekday of the week that still has working hours left in this time zone."""
    local = now.astimezone(zone)
    this_week = week_number(local.date())
    if this_week != week:
        return 0 if this_week < week else NO_DAY
    return local.weekday() + (local.hour >= WORKING_TILL)


def _instant(day: date, hour: int, zone: ZoneInfo) -> int:
    """The instant at which a clock in this zone shows this hour, the first where it shows it twice.

    In a spring gap the clock never shows it: PEP 495 then counts on with the offset before the gap.
    """
    return int(datetime.combine(day, time(hour), zone).timestamp())


def moment_of(seconds: int) -> datetime:
    """A moment as the rest of the code knows it: aware, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
