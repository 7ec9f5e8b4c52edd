"""How many readers give how many points: by what is usual for a person, first readers most.

Published: the posterior mean of a gamma–Poisson skill (`behaviour.ranking`), which frees the answer
of the size of somebody's network. Ours: a ladder with squared steps on it, full at three tenths of
what is usual, so that nearly every honest post fills it and whoever buys clicks gains next to
nothing; and the prior that stands just on the last step, so that a newcomer or a small network is
taken to be read enough.
"""

from __future__ import annotations

import math

# How many expected readers an expectation must be worth to outweigh what we assume before.
WEIGHT = 5.0
# At which part of the usual readers the ladder is full.
FULL_AT = 0.3
# What we assume before: the part at which the ladder is full, and half a reader of it more.
ASSUMED = FULL_AT * (WEIGHT + 0.5)
_ROUNDING = 1e-9


def readers_needed(*, usual: float, certainty: float, steps: int) -> tuple[int, ...]:
    """For each step of the ladder, how many readers it takes; 0 for those given at once.

    Formula: step k of K where (c + w·y)/(a + w·E) ≥ f·(k/K)², with f = 0.3, a = 5 readers,
    c = f·(a + ½), E the usual readers, s their certainty and w = s/(s + E); the left side is
    `behaviour.ranking.score` with the prior Gamma(c, a).

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
    return tuple(max(0, math.ceil((part * base - ASSUMED) / weight - _ROUNDING)) for part in wanted)
