"""What an organisation decides by before it chose anything itself, and what a decision looks at.

The features, the prior and when enough is known are this project's own proposals; the rest follows
docs/behaviour.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.policies import MainEffect, PartialPooling

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Weeks of prompts and answers that a decision looks back on, and those of the share rate.
WEEKS_BACK: Final = 26
RATE_WEEKS: Final = 8
FRESH_DAYS: Final = 7

# Below the first size nobody is held out; the second part holds from the second size on.
SMALL: Final = 1_000
LARGE: Final = 5_000
HELD_OUT_BELOW_LARGE: Final = 0.1
HELD_OUT_FROM_LARGE: Final = 0.05
HOLD_OUT_SEED: Final = 0x401D

# From here on the policies decide: what an effect needs before it is shown at all.
ENOUGH_PEOPLE: Final = 30
ENOUGH_SHARES: Final = 20

# One person's coefficients, in the order [g, π f, (A − π) f] with g = (1, share rate) and
# f = (1, habit strength): one share in twenty weeks for who never shared, half of the own rate on
# top; a prompt adds three in a hundred, less the stronger the habit.
PRIOR_MEAN: Final = (0.05, 0.5, 0.0, 0.0, 0.03, -0.03)
PRIOR_DEVIATION: Final = (0.1, 0.25, 0.1, 0.1, 0.05, 0.05)
NOISE_VARIANCE: Final = 0.09


def hold_out_share(*, chosen: float | None, people: int) -> float:
    """The chance that somebody belongs to the hold-out: as chosen, else by how many take part."""
    if chosen is not None:
        return chosen
    if people < SMALL:
        return 0.0
    return HELD_OUT_BELOW_LARGE if people < LARGE else HELD_OUT_FROM_LARGE


def knows_enough(*, people: int, shares_prompted: int, shares_silent: int) -> bool:
    """Whether so much was learned that the policies may decide instead of the calendar."""
    return people >= ENOUGH_PEOPLE and min(shares_prompted, shares_silent) >= ENOUGH_SHARES


def baseline_features(*, share_rate: ArrayLike) -> Floats:
    """g (n, 2): one, and the shares a week of the last eight weeks, at most one."""
    rate = np.minimum(np.asarray(share_rate, dtype=np.float64), 1.0)
    return np.column_stack([np.ones(len(rate)), rate])


def advantage_features(*, habit_strength: ArrayLike) -> Floats:
    """f (n, 2), what the effect of a prompt may depend on: one, and the habit strength."""
    strength = np.asarray(habit_strength, dtype=np.float64)
    return np.column_stack([np.ones(len(strength)), strength])


def new_send_policy(
    *,
    least_chance: float,
    most_chance: float,
    prior_mean: ArrayLike = (),
    prior_deviation: ArrayLike = (),
) -> PartialPooling:
    """Whether to prompt, before the first lesson. An empty prior stands for the one above."""
    mean = np.asarray(prior_mean, dtype=np.float64)
    deviation = np.asarray(prior_deviation, dtype=np.float64)
    return PartialPooling(
        prior_mean=mean if mean.size else PRIOR_MEAN,
        prior_covariance=np.diag(np.square(deviation if deviation.size else PRIOR_DEVIATION)),
        noise_variance=NOISE_VARIANCE,
        L_min=least_chance,
        L_max=most_chance,
    )


def new_message_policy() -> MainEffect:
    """Which kind of prompt, before the first lesson: the kinds take turns."""
    return MainEffect()
