"""Periods of a rule on the calendar of the organisation: ISO weeks, months, quarters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_ONE: Final = timedelta(days=1)
_MONTHS: Final = {"month": 1, "quarter": 3}


@dataclass(frozen=True)
class Period:
    """The days that count, the last one included."""

    starts_on: date
    ends_on: date

    def since(self, zone: str) -> datetime:
        """Its first moment where the organisation is."""
        return datetime.combine(self.starts_on, time.min, ZoneInfo(zone))

    def until(self, zone: str) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.ends_on + _ONE, time.min, ZoneInfo(zone))


def period_of(day: date, length: str) -> Period:
    """The period that a day is in.

    Args:
        day: any day of it.
        length: "week" (ISO), "month" or "quarter".

    >>> period_of(date(2027, 1, 1), "week")
    Period(starts_on=datetime.date(2026, 12, 28), ends_on=datetime.date(2027, 1, 3))
    >>> period_of(date(2028, 2, 9), "month").ends_on
    datetime.date(2028, 2, 29)
    """
    if length == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = _MONTHS[length]
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return Period(first, _months_on(first, months) - _ONE)


def next_period(period: Period, length: str) -> Period:
    """The one after it."""
    return period_of(period.ends_on + _ONE, length)


def periods_before(day: date, length: str, *, count: int) -> Iterator[Period]:
    """The last whole periods before the one that a day is in, the latest first."""
    found = period_of(day, length)
    for _ in range(count):
        found = period_of(found.starts_on - _ONE, length)
        yield found


def _months_on(first: date, months: int) -> date:
    number = first.month - 1 + months
    return date(first.year + number // 12, number % 12 + 1, 1)
