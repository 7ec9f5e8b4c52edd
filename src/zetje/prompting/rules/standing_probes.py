"""Which weeks chance keeps free of digest and prompt: the one real test of a habit.

Only for who stands in Consolidation or is verified, so that whoever still learns is not left alone.
A week after a probe week never is one; any other is one with `CHANCE`. In the long run that makes
one week in four a probe week, six or seven in the half year that verification looks at, of which
`zetje.behaviour.phases` wants four. The rule and its number are this project's own proposal.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.phases import Phase

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CHANCE: Final = 1 / 3


def may_be_probed(*, phase: Ints, was_free: Flags, experiments_refused: Flags) -> Flags:
    """For whom chance may free the week that is planned.

    Args: `phase` (n,), values of `Phase`; `was_free` (n,), whether the week before it is free;
    `experiments_refused` (n,), who wants no part in any draw.
    Returns: (n,).
    """
    return (phase >= Phase.CONSOLIDATION) & ~was_free & ~experiments_refused


def draw(*, count: int, rng: np.random.Generator, chance: float = CHANCE) -> Flags:
    """Whose week is free: one throw each, independent of everything else.

    Args: `count`, n; `rng`, where chance comes from; `chance` in (0, 1).
    Returns: (n,). Raises ValueError for a chance that leaves nothing to chance.
    """
    if not 0 < chance < 1:
        raise ValueError("A chance must lie between 0 and 1.")
    return rng.random(count) < chance
