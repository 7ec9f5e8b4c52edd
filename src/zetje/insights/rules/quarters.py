"""Quarters of ISO weeks: what is told once for a quarter that is over, and never in between.

Figures of windows that overlap can be taken from one another; those of quarters cannot.

>>> from zetje.behaviour.weeks import iso_of, number_of
>>> [iso_of(week) for week in last_quarter(number_of(2026, 46))]
[(2026, 27), (2026, 39)]
"""

from __future__ import annotations

from typing import Final

from zetje.behaviour.weeks import iso_of

# The weeks of a year with which quarters end; the 53rd that some years have begins the next one.
_ENDS: Final = (13, 26, 39, 52)
_LONGEST: Final = 14


def last_quarter(week: int) -> tuple[int, int]:
    """The first and the last week of the newest quarter that is over with a week.

    Args:
        week: as `behaviour.weeks` numbers them, over.
    """
    last = _end(week)
    return _end(last - 1) + 1, last


def _end(week: int) -> int:
    return next(each for each in range(week, week - _LONGEST, -1) if iso_of(each)[1] in _ENDS)
