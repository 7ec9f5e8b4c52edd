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
# How unlike each other the posts of one person are: the shape of their readers' gamma law.
LUMPY = 1.0
# Of a person's posts the part that may fall short of the last step. With 0.4 alone it would be six
# in ten of a network of 50 and none of a network of 20,000.
SHORT = 0.05


def readers_needed(*, usual: float, certainty: float, steps: int) -> tuple[int, ...]:
    """For each step of the ladder, how many readers it takes; 0 for those given at once.

    Formula: min(n_k, ⌈q·(k/K)²⌉) for step k of K, with n_k of `readers_by_score` and q the readers
    of which one post in twenty falls short: the 5 per cent point of a negative binomial of mean E
    and shape 1/(1/s + 1/λ), where E are the usual readers, s their certainty and λ = 1.

    Args:
        usual: readers of a usual post, 0 or more.
        certainty: how many past readers that is worth; 0 when nothing is known.
        steps: how many points the ladder has.

    Returns:
        `steps` numbers that never fall.
    """
    by_score = readers_by_score(usual=usual, certainty=certainty, steps=steps)
    most = by_score[-1] if by_score else 0
    if most == 0:
        return by_score
    worst = _worst_of_twenty(usual=usual, certainty=certainty, most=most)
    return tuple(
        min(readers, math.ceil(worst * (step / steps) ** 2 - _ROUNDING))
        for step, readers in enumerate(by_score, start=1)
    )


def _worst_of_twenty(*, usual: float, certainty: float, most: int) -> int:
    """The readers that all but one post in twenty reach; `most` where it is more."""
    shape = certainty * LUMPY / (certainty + LUMPY)
    chance = reached = (shape / (shape + usual)) ** shape
    readers = 0
    while reached < SHORT and readers < most:
        chance *= (shape + readers) / (readers + 1) * usual / (shape + usual)
        readers += 1
        reached += chance
    return readers


def readers_by_score(*, usual: float, certainty: float, steps: int) -> tuple[int, ...]:
    """For each step, the readers with which a score reaches its part of two fifths of the usual.

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
