"""ISO weeks as one running number, so that week 53 and the turn of a year are no special case.

>>> number_of(2027, 1) - number_of(2026, 53)
1
>>> iso_of(week_number(date(2027, 1, 3)))
(2026, 53)
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

DAYS = 7
Ints = NDArray[np.int64]


def week_number(day: date) -> int:
    """Count the Mondays since year 1: two neighbouring ISO weeks always differ by one.

    0001-01-01 was a Monday in the proleptic Gregorian calendar that Python keeps.
    """
    return (day.toordinal() - 1) // DAYS


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
