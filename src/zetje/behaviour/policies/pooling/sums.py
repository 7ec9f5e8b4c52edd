"""What rows leave behind: sums for each person, all that a linear model needs to know of the past.

Action-centred features (Liao et al. 2020): φ = [g(s); π f(s); (A − π) f(s)]. The rows themselves
are not kept: a person is d(d+1)/2 + d + 2 numbers, whatever the number of weeks.

>>> phi = centred(baseline=[[1.0]], advantage=[[2.0]], probability=[0.25], treatment=[1])
>>> phi
array([[1. , 0.5, 1.5]])
>>> sums = Sums.nothing(3).plus(person=np.array(["ann"]), features=phi, reward=np.array([1.0]))
>>> sums.keys.tolist(), sums.rewards.tolist(), sums.square(slice(0, 1))[0, 1].tolist()
(['ann'], [[1.0, 0.5, 1.5]], [0.5, 0.25, 0.75])
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.arrays import Floats, Ints, chances, column, flags, people, table

UNKNOWN = -1


def centred(
    *, baseline: ArrayLike, advantage: ArrayLike, probability: ArrayLike, treatment: ArrayLike
) -> Floats:
    """Make the features of action-centred rows.

    Args: `baseline` g (n, k), `advantage` f (n, q), `probability` π (n,) strictly between 0 and 1,
    `treatment` A (n,) flags. Returns: (n, k + 2q). Raises ValueError for anything else.
    """
    g = table("baseline", baseline)
    f = table("advantage", advantage, rows=len(g))
    chance = chances("probability", probability, rows=len(g))[:, np.newaxis]
    sent = flags("treatment", treatment, rows=len(g))[:, np.newaxis]
    return np.hstack([g, chance * f, (sent - chance) * f])


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums over the rows of each of m people.

    `keys` (m,) sorted; `products` (m, d(d+1)/2) the upper triangle of Σφφ', row by row; `rewards`
    (m, d) Σφr; `squares` (m,) Σr²; `count` (m,) rows.
    """

    keys: NDArray[Any]
    products: Floats
    rewards: Floats
    squares: Floats
    count: Ints

    @classmethod
    def nothing(cls, width: int) -> Self:
        """Nobody yet, for features of this width d."""
        return cls(
            keys=np.empty(0, dtype=np.int64),
            products=np.empty((0, width * (width + 1) // 2)),
            rewards=np.empty((0, width)),
            squares=np.empty(0),
            count=np.empty(0, dtype=np.int64),
        )

    def plus(self, *, person: NDArray[Any], features: Floats, reward: ArrayLike) -> Self:
        """Add rows; these sums stay as they are.

        Args: `person` (n,) keys of one kind with those known; `features` φ (n, d); `reward` (n,).
        Returns the new sums. Raises ValueError for other shapes or another kind of keys.
        """
        earned = column("reward", reward, rows=len(features))
        fresh, whose = people("person", person, rows=len(features))
        self._check_kind(fresh)
        keys = np.union1d(self.keys, fresh) if len(self.keys) else fresh
        old, new = np.searchsorted(keys, self.keys), np.searchsorted(keys, fresh)[whose]
        first, second = np.triu_indices(features.shape[1])
        products = np.zeros((len(keys), len(first)))
        products[old] = self.products
        for place, (i, j) in enumerate(zip(first, second, strict=True)):
            term = features[:, i] * features[:, j]
            products[:, place] += np.bincount(new, weights=term, minlength=len(keys))
        rewards = np.zeros((len(keys), features.shape[1]))
        rewards[old] = self.rewards
        for place in range(features.shape[1]):
            term = features[:, place] * earned
            rewards[:, place] += np.bincount(new, weights=term, minlength=len(keys))
        squares = np.bincount(new, weights=earned**2, minlength=len(keys)).astype(np.float64)
        squares[old] += self.squares
        count = np.bincount(new, minlength=len(keys)).astype(np.int64)
        count[old] += self.count
        return type(self)(keys, products, rewards, squares, count)

    def square(self, rows: slice) -> Floats:
        """Unfold Σφφ' of some people, (…, d, d)."""
        width = self.rewards.shape[1]
        first, second = np.triu_indices(width)
        full = np.empty((len(self.keys[rows]), width, width))
        full[:, first, second] = self.products[rows]
        full[:, second, first] = self.products[rows]
        return full

    def places(self, person: NDArray[Any]) -> Ints:
        """Find people: their row each, `UNKNOWN` for whoever has none.

        Args: `person` (n,). Returns: (n,). Raises ValueError for another kind of keys.
        """
        self._check_kind(person)
        if np.array_equal(person, self.keys):
            return np.arange(len(person))
        if not len(self.keys):
            return np.full(len(person), UNKNOWN, dtype=np.int64)
        # In order first: neighbours are then near each other in memory, three times as quick.
        order = np.argsort(person)
        places = np.empty(len(person), dtype=np.int64)
        places[order] = np.searchsorted(self.keys, person[order])
        places[places == len(self.keys)] = 0
        return np.where(self.keys[places] == person, places, UNKNOWN)

    def _check_kind(self, person: NDArray[Any]) -> None:
        """Numbers and texts would be compared as texts, and no person found again."""
        if len(self.keys) and len(person) and _is_text(person) != _is_text(self.keys):
            raise ValueError("person must hold keys of one kind, numbers or texts, every time.")


def _is_text(keys: NDArray[Any]) -> bool:
    return keys.dtype.kind in "US"
