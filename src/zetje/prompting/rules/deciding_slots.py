"""When it is decided whether to prompt somebody: at their own slot, two working days after the
digest, and in the digest's own week.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import DAYS
from zetje.prompting.rules.moments import (
    EVERY_DAY,
    MONDAY_TO_FRIDAY,
    NO_DAY,
    WORKING_FROM,
    WORKING_TILL,
)

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

HOURS_AFTER_DIGEST: Final = 3
_FIRST: Final = np.array([(m & -m).bit_length() - 1 if m else NO_DAY for m in range(1 << DAYS)])


def slot_days(*, digest_day: Ints, working: Ints, off: Ints) -> Ints:
    """The weekday of each person's slot.

    It is the second day that they work after the digest, or the first where the week holds no
    second. Where leave and holidays leave none, it is the day it would have been without them; who
    works no later day at all has it on the day of the digest.

    Args:
        digest_day: (n,) weekday on which the digest came, 0 for Monday.
        working: (n,) seven bits, Monday the lowest: the days they usually work.
        off: (n,) seven bits: the days of this week they are away on.

    Returns:
        (n,) weekdays.
    """
    usual = working & MONDAY_TO_FRIDAY
    later = usual & (EVERY_DAY << (digest_day + 1)) & EVERY_DAY
    day = _second(later & ~off)
    day = np.where(day == NO_DAY, _second(later), day)
    return np.where(day == NO_DAY, digest_day, day).astype(np.int64)


def slot_hours(*, day: Ints, digest_day: Ints, hour: Ints, refused: Flags) -> tuple[Ints, Flags]:
    """The hour of each person's slot: their own, or the nearest later one they did not refuse.

    On the day of the digest itself it is some hours after it.

    Args:
        day: (n,) weekday of the slot.
        digest_day: (n,) weekday of the digest.
        hour: (n,) the hour they like.
        refused: (n, 168) flags of the hours of the week that are to stay free, Monday's first.

    Returns:
        (n,) hours, and (n,) whether that day has an hour that is not refused.
    """
    wished = np.clip(hour, WORKING_FROM, WORKING_TILL - 1)
    wished = np.where(day == digest_day, wished + HOURS_AFTER_DIGEST, wished)
    wished = np.minimum(wished, WORKING_TILL - 1)
    found = np.ones(len(day), dtype=np.bool_)
    for row in np.flatnonzero(refused.any(axis=1)).tolist():
        first = int(wished[row])
        free = [
            one
            for one in (*range(first, WORKING_TILL), *range(first - 1, WORKING_FROM - 1, -1))
            if not refused[row, int(day[row]) * 24 + one]
        ]
        found[row] = bool(free)
        wished[row] = free[0] if free else first
    return wished, found


def _second(days: Ints) -> Ints:
    """The second of some days, else the first, else NO_DAY."""
    second = days & (days - 1)
    return np.where(second > 0, _FIRST[second], _FIRST[days])
