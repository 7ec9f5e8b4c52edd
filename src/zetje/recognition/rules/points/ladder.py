"""How many readers give how many points: by what is usual for a person, first readers most.

Published: the posterior mean of a gamma–Poisson skill (`behaviour.ranking`), which frees the answer
of the size of somebody's network. Ours: a ladder with squared steps on it, full at two fifths of
what is usual, so that nearly every honest post fills it and whoever buys clicks gains next to
nothing; and the prior that stands on the last step, so that a newcomer or a small network is taken
to be read enough.
"""

from __future__ import annotations

import math

# How many expected readers an expectation must be worth to outweigh what we assume before.
WEIGHT = 5.0
# At which part of the usual readers the ladder is full.
FULL_AT = 0.4
_ROUNDING = 1e-9


def readers_needed(*, usual: float, certainty: float, steps: int) -> tuple[int, ...]:
    """For each step of the ladder, how many readers it takes; 0 for those given at once.

    Formula: step k of K where (f·a + w·y)/(a + w·E) ≥ f·(k/K)², with f = 0.4, a = 5 readers, E the
    usual readers, s their certainty and w = s/(s + E) as in `behaviour.ranking.skill`.

    Args:
        usual: readers of a usual post, 0 or more.
        certainty: how many past readers that is worth; 0 when nothing is known.
        steps: how many points the ladder has.

    Returns:
        `steps` numbers that never fall.
    """
    weight = certainty / (certainty + usual) if certainty > 0 else 0.0
    if weight == 0.0:
        return (0,) * steps
    base = WEIGHT + weight * usual
    wanted = [FULL_AT * (step / steps) ** 2 for step in range(1, steps + 1)]
    return tuple(
        max(0, math.ceil((part * base - FULL_AT * WEIGHT) / weight - _ROUNDING)) for part in wanted
    )
