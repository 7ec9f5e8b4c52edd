"""What a message policy reads: who could get which arm, what was drawn and how likely, what came.

An *arm* is a kind of message (a family, a template); a *round* is one message to one person. All
is arrays of n rounds by K arms. Rounds are kept only as sums for each *stratum*: the arms that were
eligible together, in one period. Sums add up, so the order and the size of batches do not matter.

>>> rounds = read_rounds(
...     eligible=[[True, True], [True, False]], chosen=[1, 0], probability=[0.25, 1.0],
...     reward=[1, 0], at=[3, 9],
... )
>>> rounds.chance_of_each(np.array([[0.7, 0.3], [1.0, 0.0]]))
array([[0.75, 0.25],
       [1.  , 0.  ]])
>>> numbers, first = strata_of(rounds.eligible, rounds.at // 7)
>>> len(first)
2
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Flags, Floats, Ints, column, flags, table

_NEAR_ONE = 1e-6
_WORD = 64


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """Rounds whose reward is known.

    `eligible` (n, K); `chosen` (n,) arm numbers; `probability` (n,) the chance that the chosen arm
    had, or (n, K) that of every arm; `reward` (n,); `at` (n,) day numbers; `times` (n,) how many
    equal rounds a row stands for.
    """

    eligible: Flags
    chosen: Ints
    probability: Floats
    reward: Floats
    at: Floats
    times: Floats

    def chosen_only(self, values: Floats) -> Floats:
        """(n, K) with each of the (n,) `values` at the arm that was chosen, and 0 elsewhere."""
        spread = np.zeros(self.eligible.shape)
        spread[np.arange(len(self.chosen)), self.chosen] = values
        return spread

    def chance_of_each(self, guess: Floats) -> Floats:
        """The chance that every arm had in every round.

        Args: `guess` (n, K), what a policy would give each arm now to somebody who never got any.
        Returns: (n, K), rows sum to 1. Where every chance was logged it is that. Where only the
        chosen arm's was, the others share the rest in proportion to `guess`: exact when the guess
        gives the chosen arm its logged chance (no recency, or nobody got an arm before, and the
        policy unchanged since the draw), an approximation otherwise. The chosen arm keeps its own.
        """
        if self.probability.ndim == 2:
            return self.probability
        rows = np.arange(len(self.chosen))
        others = guess.copy()
        others[rows, self.chosen] = 0.0
        total = others.sum(axis=1)
        rest = np.divide(1.0 - self.probability, total, out=np.zeros_like(total), where=total > 0.0)
        others *= rest[:, np.newaxis]
        others[rows, self.chosen] = self.probability
        return others


@dataclass(frozen=True, slots=True, eq=False)
class Strata:
    """Sums of rounds, for S strata of K arms.

    `eligible` (S, K) and `period` (S,) name a stratum; `sums` (S, K, q) are what a policy adds up
    for each arm; `moments` (S, 3) are the rounds, their rewards and their squared rewards.
    """

    eligible: Flags
    period: Ints
    sums: Floats
    moments: Floats

    @classmethod
    def empty(cls, quantities: int) -> Strata:
        """No rounds yet; `quantities` is q."""
        return cls(
            np.zeros((0, 0), dtype=np.bool_),
            np.zeros(0, dtype=np.int64),
            np.zeros((0, 0, quantities)),
            np.zeros((0, 3)),
        )

    @property
    def arms(self) -> int:
        """How many arms are known, K."""
        return self.eligible.shape[1]

    def add(self, rounds: Rounds, *, quantities: list[Floats], period: Ints) -> Strata:
        """These sums with more rounds.

        Args: `quantities`, q arrays (n, K) to add up for each arm; `period` (n,). Returns: sums
        with those rounds in them; arms that are new begin at 0.
        """
        arms = rounds.eligible.shape[1]
        old = self._with_arms(arms)
        eligible = np.concatenate([old.eligible, rounds.eligible])
        numbers, first = strata_of(eligible, np.concatenate([old.period, period]))
        before, after = numbers[: len(old.period)], numbers[len(old.period) :]
        sums = np.zeros((len(first), arms, len(quantities)))
        sums[before] = old.sums
        cells = np.add.outer(after * arms, np.arange(arms, dtype=np.int64)).ravel()
        for place, quantity in enumerate(quantities):
            added = np.bincount(cells, weights=quantity.ravel(), minlength=len(first) * arms)
            sums[:, :, place] += added.reshape(len(first), arms)
        moments = np.zeros((len(first), 3))
        moments[before] = old.moments
        for place in range(3):
            weights = rounds.times * rounds.reward**place
            moments[:, place] += np.bincount(after, weights=weights, minlength=len(first))
        periods = np.concatenate([old.period, period])[first]
        return Strata(eligible[first], periods, sums, moments)

    def _with_arms(self, arms: int) -> Strata:
        more = arms - self.arms
        if more < 0:
            raise ValueError(f"eligible has {arms} columns; {self.arms} arms are known already.")
        return replace(
            self,
            eligible=np.pad(self.eligible, ((0, 0), (0, more))),
            sums=np.pad(self.sums, ((0, 0), (0, more), (0, 0))),
        )


def eligible_arms(values: ArrayLike) -> Flags:
    """Read which arms a round could get: (n, K) booleans, or 0 and 1. Raises ValueError if not."""
    array = np.asarray(values)
    if array.ndim != 2:
        raise ValueError(f"eligible must have two dimensions, rounds and arms, not {array.ndim}.")
    if array.dtype == np.bool_:
        return array
    return flags("eligible", array.ravel()).reshape(array.shape)


def read_rounds(
    *,
    eligible: ArrayLike,
    chosen: ArrayLike,
    probability: ArrayLike,
    reward: ArrayLike,
    at: ArrayLike,
    times: ArrayLike | None = None,
) -> Rounds:
    """Check rounds at the door.

    Args: as `Rounds`; `times` None means once each. Returns: the rounds. Raises ValueError for
    shapes that do not fit, an arm that was not eligible, a chosen arm without a chance, or chances
    of a row that do not sum to 1 over its eligible arms.
    """
    able = eligible_arms(eligible)
    rows, arms = able.shape
    numbers = column("chosen", chosen, rows=rows)
    picked = numbers.astype(np.int64)
    if not np.all((picked == numbers) & (picked >= 0) & (picked < arms)):
        raise ValueError(f"chosen must hold arm numbers from 0 to {arms - 1}.")
    if not np.all(able[np.arange(rows), picked]):
        raise ValueError("chosen names an arm that was not eligible in that round.")
    counted = np.ones(rows) if times is None else column("times", times, rows=rows)
    if np.any(counted < 0):
        raise ValueError("times must not be negative.")
    return Rounds(
        able,
        picked,
        _chances(probability, able, picked),
        column("reward", reward, rows=rows),
        column("at", at, rows=rows),
        counted,
    )


def _chances(probability: ArrayLike, eligible: Flags, chosen: Ints) -> Floats:
    rows = len(chosen)
    given = np.asarray(probability, dtype=np.float64)
    if given.ndim != 2:
        given = column("probability", given, rows=rows)
        of_chosen = given
    else:
        given = table("probability", given, rows=rows)
        if given.shape != eligible.shape:
            raise ValueError("probability must have one column, or one for each arm.")
        if np.any(given[~eligible] != 0.0) or np.any(np.abs(given.sum(axis=1) - 1.0) > _NEAR_ONE):
            raise ValueError("probability must sum to 1 over the eligible arms of every round.")
        of_chosen = given[np.arange(rows), chosen]
    if not np.all((of_chosen > 0.0) & (of_chosen <= 1.0 + _NEAR_ONE) & (given.T >= 0.0)):
        raise ValueError("probability must lie above 0 and at most at 1 for the chosen arm.")
    return np.minimum(given, 1.0)


def strata_of(eligible: Flags, period: Ints) -> tuple[Ints, Ints]:
    """Say which rounds had the same arms to choose from in the same period.

    Args: `eligible` (n, K), `period` (n,). Returns: (n,) stratum numbers from 0, and (S,) the first
    round of each stratum.
    """
    rows, arms = eligible.shape
    bits = np.packbits(eligible, axis=1)
    width = -(-max(arms, 1) // _WORD) * 8
    words = np.zeros((rows, width), dtype=np.uint8)
    words[:, : bits.shape[1]] = bits
    first, numbers = _distinct(np.asarray(period, dtype=np.int64))
    for word in words.view(np.int64).T:
        _, more = _distinct(word)
        first, numbers = _distinct(numbers * (rows + 1) + more)
    return numbers, first


def _distinct(values: Ints) -> tuple[Ints, Ints]:
    _, first, numbers = np.unique(values, return_index=True, return_inverse=True)
    return first.astype(np.int64), numbers.astype(np.int64)
