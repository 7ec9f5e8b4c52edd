"""Made-up moments of prompts whose effect is known."""

from __future__ import annotations

import numpy as np

from zetje.insights.rules.moments import Moments


def moments_of(
    *,
    people: int,
    weeks: int,
    rng: np.random.Generator,
    effect: float = 0.0,
    base: float = 0.1,
    chance: tuple[float, float] = (0.3, 0.7),
    first: int = 0,
) -> Moments:
    """Each person in each week once; a prompt adds `effect` to everybody's own chance to share.

    Those differ between people (beta, concentration 5), and the chance of a prompt from moment to
    moment.
    """
    size = people * weeks
    rate = np.repeat(rng.beta(base * 5, (1 - base) * 5, people), weeks) if base else np.zeros(size)
    drawn = rng.uniform(*chance, size)
    prompted = rng.random(size) < drawn
    # Kept inside, so that the average effect is what was asked for.
    rate = np.clip(rate, max(0.0, -effect), 1 - max(0.0, effect))
    return Moments(
        person=first + np.repeat(np.arange(people), weeks),
        week=np.tile(np.arange(weeks), people),
        prompted=prompted,
        chance=drawn,
        shared=rng.random(size) < rate + prompted * effect,
    )
