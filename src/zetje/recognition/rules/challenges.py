"""Whole weeks, whole teams: what a challenge may be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

LONGEST_NAME: Final = 60
LONGEST_ABOUT: Final = 400
LENGTHS: Final = (1, 2, 3, 4, 6, 8)
GOALS: Final = range(5, 501)
_WEEK: Final = 7


def mondays(*, today: date, count: int = 8) -> Sequence[date]:
    """The Mondays on which a challenge can begin, next week's first."""
    first = today + timedelta(days=_WEEK - today.weekday())
    return [first + timedelta(weeks=number) for number in range(count)]


def last_day(*, starts_on: date, weeks: int) -> date:
    """The Sunday on which a challenge of so many weeks ends."""
    return starts_on + timedelta(days=_WEEK * weeks - 1)
