"""Who moved on and who went back between phases: how many crossed each boundary, each way.

How many people stand on each side of a boundary is shown every week, so who knows how many crossed
it one way knows how many crossed it the other way. Therefore both ways are told or neither is, and
in steps of five: the people who were there all the while are not quite those of the weekly figures,
and what the two differ by would be the move of whoever left in between.

>>> before = [1] * 30 + [2] * 20
>>> after = [2] * 12 + [1] * 18 + [1] * 6 + [2] * 14
>>> crossings(before=before, after=after, least=5)
[Crossing(on=10, back=5), None, None]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from zetje.insights.rules.rounding import is_open

# Consolidation and verification count as one.
LAST_PHASE: Final = 4
STEP: Final = 5


@dataclass(frozen=True, slots=True)
class Crossing:
    """People who went over a boundary between two phases, in steps of five."""

    on: int
    back: int


def crossings(*, before: ArrayLike, after: ArrayLike, least: int) -> list[Crossing | None]:
    """What may be told of each boundary between neighbouring phases, the first one first.

    Args:
        before, after: (n,) the phase of each person at both ends, from 1.
        least: how many people must have moved each way, and must have stayed on each side.

    Returns:
        one for each boundary; None where too few moved one way or the other.
    """
    first = np.minimum(np.asarray(before, dtype=np.int64), LAST_PHASE)
    last = np.minimum(np.asarray(after, dtype=np.int64), LAST_PHASE)
    found: list[Crossing | None] = []
    for boundary in range(1, LAST_PHASE):
        below = first <= boundary
        on = int(np.count_nonzero(below & (last > boundary)))
        back = int(np.count_nonzero(~below & (last <= boundary)))
        under = int(np.count_nonzero(below))
        is_told = is_open(on, under, least) and is_open(back, first.size - under, least)
        found.append(Crossing(_about(on), _about(back)) if is_told else None)
    return found


def _about(people: int) -> int:
    return STEP * round(people / STEP)
