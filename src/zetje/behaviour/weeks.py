"""ISO weeks as one running number, so that week 53 and the turn of a year are no special case.

>>> number_of(2027, 1) - number_of(2026, 53)
1
>>> iso_of(week_number(date(2027, 1, 3)))
(2026, 53)

A week is a matter of place. Sunday evening in New York is Monday morning in Amsterdam:

>>> from datetime import UTC
>>> moment = datetime(2026, 3, 9, 3, 30, tzinfo=UTC)
>>> [iso_of(week_of(moment, zone=ZoneInfo(name)))
...  for name in ("America/New_York", "Europe/Amsterdam")]
[(2026, 10), (2026, 11)]
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

DAYS = 7
Ints = NDArray[np.int64]


def week_number(day: date) -> int:
    """Count the Mondays since year 1: two neighbouring ISO weeks always differ by one.

    0001-01-01 was a Monday in the proleptic Gregorian calendar that Python keeps.
    """
    return (day.toordinal() - 1) // DAYS


def week_of(moment: datetime, *, zone: ZoneInfo) -> int:
    """Give the running number of the week in which a moment lies for somebody in this time zone.

    Raises ValueError for a moment that does not say its own time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment must carry its time zone; without one it has no week.")
    return week_number(moment.astimezone(zone).date())


def weeks_of(moments: ArrayLike, *, zone: ZoneInfo) -> Ints:
    """Give the week of each moment, for everybody in one time zone at once.

    A week begins at the first instant of the local Monday, on the clock that is then in force, so
    the weeks in which summer time begins and ends have 167 and 169 hours.

    Args: `moments` (n,), seconds since 1970-01-01 UTC. Returns: (n,) running numbers.
    """
    seconds = np.asarray(moments, dtype=np.float64)
    if not seconds.size:
        return np.empty(0, dtype=np.int64)
    ends = (float(seconds.min()), float(seconds.max()))
    first, last = (week_of(datetime.fromtimestamp(end, zone), zone=zone) for end in ends)
    mondays = (monday_of(week) for week in range(first + 1, last + 1))
    starts = [datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() for day in mondays]
    return first + np.searchsorted(starts, seconds, side="right").astype(np.int64)


def monday_of(number: int) -> date:
    """Give the Monday on which this week begins."""
    return date.fromordinal(number * DAYS + 1)


def iso_of(number: int) -> tuple[int, int]:
    """Give the ISO year and ISO week that this running number stands for."""
    year, week, _ = monday_of(number).isocalendar()
    return year, week


def number_of(iso_year: int, iso_week: int) -> int:
    """Give the running number of an ISO week.

    Raises ValueError for a week that the year does not have, such as 53 in most years.
    """
    return week_number(date.fromisocalendar(iso_year, iso_week, 1))


def days_masks(index: Ints, starts: Ints, ends: Ints, *, week: int, people: int) -> Ints:
    """Which days of a week lie in people's spans of days, as seven bits each, Monday the lowest.

    `index` says whose each span is; `starts` and `ends` are ordinals of dates, both included.
    """
    monday = monday_of(week).toordinal()
    masks = np.zeros(people, dtype=np.int64)
    for weekday in range(DAYS):
        inside = (starts <= monday + weekday) & (ends >= monday + weekday)
        np.bitwise_or.at(masks, index[inside], 1 << weekday)
    return masks
