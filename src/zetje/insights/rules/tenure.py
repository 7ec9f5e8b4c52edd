"""How long people have worked here, in the three bands that groups are told apart by."""

from __future__ import annotations

from datetime import date
from typing import Final

UNDER_ONE, ONE_TO_THREE, OVER_THREE = "under_one", "one_to_three", "over_three"
TENURES: Final = (UNDER_ONE, ONE_TO_THREE, OVER_THREE)
_YEAR: Final = 365


def tenure_of(started_on: date | None, *, on: date) -> str:
    """The band on a day; "" where it is not known since when."""
    if started_on is None:
        return ""
    days = (on - started_on).days
    if days < _YEAR:
        return UNDER_ONE
    return ONE_TO_THREE if days < 3 * _YEAR else OVER_THREE
