"""How scores of arms become chances: who got an arm lately gets it less, and every arm stays open.

    π_a = (1 − mix) · softmax_a((s_a − γ · 0.5^(d_a / h)) / τ) + mix / (number of eligible arms)

The softmax with a recency penalty is that of Yancey & Settles, "A Sleeping, Recovering Bandit
Algorithm for Optimizing Recurring Notifications", KDD 2020 (doi 10.1145/3394486.3403351), with the
γ = 0.017, h = 15 days and τ = 0.0025 of that paper. The uniform mix, 5 %, is this project's own
proposal: with it every arm can be learned about again, and every effect estimated afterwards.

>>> rotation = Rotation()
>>> got = np.array([[np.inf, 0.0, np.inf], [np.inf, np.inf, np.inf]])
>>> able = np.array([[True, True, True], [False, True, False]])
>>> rotation.chances(scores=np.zeros(3), eligible=able, days_since=got).round(3)
array([[0.491, 0.017, 0.491],
       [0.   , 1.   , 0.   ]])
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Flags, Floats
from zetje.behaviour.policies.messages.rounds import eligible_arms

# Values handled at a time: a few arrays of this size stay in a processor's second cache.
_BLOCK = 32_768
# exp of less than this is still a number above zero after another product or two.
_DEEPEST = -600.0
_LONG = 60.0


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """Turns scores into chances.

    `gamma` is the penalty of an arm that the person got today, in units of the score (relative
    reward); `half_life`, in days, how long half of it lasts; `tau` the temperature, in units of
    the score; `mix` the share that is drawn uniformly from the eligible arms, from 0 to 1;
    `version` how often the policy was updated. Raises ValueError for anything else.
    """

    gamma: float = 0.017
    half_life: float = 15.0
    tau: float = 0.0025
    mix: float = 0.05
    version: int = 0

    @property
    def name(self) -> str:
        """The policy's name in the log."""
        return type(self).__name__

    def __post_init__(self) -> None:
        if not (self.gamma >= 0.0 and self.half_life > 0.0 and self.tau > 0.0):
            raise ValueError("gamma must not be negative; half_life and tau must be above 0.")
        if not 0.0 <= self.mix <= 1.0:
            raise ValueError("mix must lie between 0 and 1.")

    def chances(self, *, scores: Floats, eligible: ArrayLike, days_since: ArrayLike) -> Floats:
        """The chance of each arm for each person.

        Args: `scores` (K,), relative reward; an arm beyond them scores 0. `eligible` (n, K)
        booleans; `days_since` (n, K), days since this person last got this arm, inf for never.
        Returns: (n, K); rows sum to 1, or are 0 throughout where no arm is eligible. Raises
        ValueError for shapes that do not fit and for days that are negative or not a number.
        """
        able = eligible_arms(eligible)
        days = np.asarray(days_since, dtype=np.float64)
        if days.shape != able.shape:
            raise ValueError("days_since must have the shape of eligible.")
        rows, arms = able.shape
        if len(scores) > arms:
            raise ValueError(f"eligible has {arms} columns; {len(scores)} arms are known already.")
        logits = np.zeros(arms)
        logits[: len(scores)] = scores / self.tau
        logits -= logits.max(initial=-np.inf)
        steep = logits.min(initial=0.0) - self.gamma / self.tau < _DEEPEST
        chances = np.empty((rows, arms))
        step = max(1, _BLOCK // max(arms, 1))
        scratch = np.empty((min(step, rows), arms))
        for start in range(0, rows, step):
            part = slice(start, min(start + step, rows))
            self._fill(
                chances[part], scratch[: part.stop - start], logits, able[part], days[part], steep
            )
        return chances

    def _fill(
        self,
        chances: Floats,
        scratch: Floats,
        logits: Floats,
        eligible: Flags,
        days: Floats,
        steep: bool,
    ) -> None:
        """Fill `chances` for a block of people, without arrays of its own larger than a column."""
        if not days.min(initial=0.0) >= 0.0:
            raise ValueError("days_since must not be negative; inf says never.")
        # Past sixty half-lives nothing is left that a float could show; exp2 is slow at infinity.
        np.minimum(days, _LONG * self.half_life, out=scratch)
        scratch *= -1.0 / self.half_life
        np.exp2(scratch, out=scratch)
        scratch *= -self.gamma / self.tau
        scratch += logits
        if steep:
            np.copyto(scratch, -np.inf, where=~eligible)
            highest = scratch.max(axis=1, keepdims=True)
            scratch -= np.where(np.isfinite(highest), highest, 0.0)
        np.exp(scratch, out=scratch)
        np.copyto(chances, eligible)
        scratch *= chances
        ones = np.ones(len(logits))
        scratch *= _shares(1.0 - self.mix, scratch @ ones)
        chances *= _shares(self.mix, chances @ ones)
        chances += scratch


def _shares(whole: float, parts: Floats) -> Floats:
    """`whole` over `parts` as a column; 0 where there is no part."""
    return np.divide(whole, parts, out=np.zeros_like(parts), where=parts > 0.0)[:, np.newaxis]
