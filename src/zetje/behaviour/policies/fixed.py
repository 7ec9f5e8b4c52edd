"""Policies that learn nothing: what an organisation begins with, and what others are compared with.

In the learning mode an organisation's own calendar decides when a week has a prompt, and a fixed
chance still leaves some of its people out each time, so that effects can be estimated from the
first week on.

>>> policy = Calendar(probability=0.5)
>>> policy.probabilities(
...     person=[1, 2, 3], baseline=[[1], [1], [1]], advantage=[[1], [0], [1]], available=[1, 1, 0]
... )
array([0.5, 0.1, 0. ])
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats, flags, table

L_MIN = 0.1
L_MAX = 0.9


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """Prompt every available row with one chance, whoever it is.

    Args: `probability`, kept within [L_min, L_max] so that the other choice stays possible.
    Raises ValueError for limits that do not satisfy 0 < L_min ≤ L_max < 1.
    """

    probability: float = 0.5
    L_min: float = L_MIN
    L_max: float = L_MAX
    version: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.L_min <= self.L_max < 1:
            raise ValueError("L_min and L_max must satisfy 0 < L_min ≤ L_max < 1.")

    @property
    def name(self) -> str:
        """The policy's name in the log."""
        return type(self).__name__

    def probabilities(
        self, *, person: ArrayLike, baseline: ArrayLike, advantage: ArrayLike, available: ArrayLike
    ) -> Floats:
        """Give the chance of a prompt, (n,): the fixed one, 0 where a row is not available.

        Args as in `SendPolicy`; features are not looked at. Raises ValueError for other lengths.
        """
        open_rows = flags("available", available, rows=len(np.asarray(person)))
        return np.where(open_rows, min(max(self.probability, self.L_min), self.L_max), 0.0)

    def update(
        self,
        *,
        person: ArrayLike,
        baseline: ArrayLike,
        advantage: ArrayLike,
        available: ArrayLike,
        probability: ArrayLike,
        treatment: ArrayLike,
        reward: ArrayLike,
    ) -> Self:
        """Learn nothing; only the version moves on, as the log expects."""
        return replace(self, version=self.version + 1)


class Calendar(Fixed):
    """Prompt as a calendar says: the first advantage feature is 1 in a week with a prompt, else 0.

    Weeks of the calendar get the fixed chance, the others L_min: nothing is ever certain, so that
    the calendar itself can be judged.
    """

    def probabilities(
        self, *, person: ArrayLike, baseline: ArrayLike, advantage: ArrayLike, available: ArrayLike
    ) -> Floats:
        """Give the chance of a prompt, (n,), by the calendar in the first advantage feature.

        Raises ValueError for other lengths.
        """
        chance = super().probabilities(
            person=person, baseline=baseline, advantage=advantage, available=available
        )
        planned = table("advantage", advantage, rows=len(chance))[:, 0] > 0
        return np.where(planned, chance, np.minimum(chance, self.L_min))
