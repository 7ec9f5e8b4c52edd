"""What every message policy that learns has in common: it keeps sums, never rounds.

>>> from zetje.behaviour.policies.messages import MainEffect
>>> policy = MainEffect(tau=0.01).update(
...     eligible=[[True, True]], chosen=[1], probability=[0.5], reward=[1], at=[0])
>>> again = MainEffect.from_state(policy.state())
>>> again.tau, again.version, again.known.arms
(0.01, 1, 2)
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.arrays import Floats, Ints
from zetje.behaviour.policies.messages.rotation import Rotation
from zetje.behaviour.policies.messages.rounds import Rounds, Strata, read_rounds

_SUMS = ("eligible", "period", "sums", "moments")
_KNOWN = "known_"


@dataclass(frozen=True, kw_only=True, eq=False)
class Learning(Rotation, ABC):
    """A message policy that scores arms by what came of them; `known` holds what was learned.

    Settings are those of `Rotation` and of the policy itself. It never changes: `update` gives the
    policy to go on with.
    """

    known: Strata = field(default_factory=lambda: Strata.empty(0), repr=False)

    @property
    @abstractmethod
    def scores(self) -> Floats:
        """(K,) what each arm is worth beside the others, as a part of the reward; 0 if unknown."""

    @abstractmethod
    def _quantities(self, rounds: Rounds) -> list[Floats]:
        """What to add up for each arm: arrays (n, K)."""

    def _period(self, rounds: Rounds) -> Ints:
        """The period of each round, (n,): one for all, unless a policy tells them apart."""
        return np.zeros(len(rounds.chosen), dtype=np.int64)

    def probabilities(self, *, eligible: ArrayLike, days_since: ArrayLike) -> Floats:
        """The chance of each arm; see `Rotation.chances` for shapes and errors."""
        return self.chances(scores=self.scores, eligible=eligible, days_since=days_since)

    def update(
        self,
        *,
        eligible: ArrayLike,
        chosen: ArrayLike,
        probability: ArrayLike,
        reward: ArrayLike,
        at: ArrayLike,
        times: ArrayLike | None = None,
    ) -> Self:
        """Learn from rounds, each given once, in any order and in batches of any size.

        Args: `eligible` (n, K); `chosen` (n,) arm numbers; `probability` (n,), the chance that the
        chosen arm had, or (n, K), that of every arm; `reward` (n,); `at` (n,) day numbers; `times`
        (n,), how many equal rounds a row stands for, None for one. Returns: the policy to go on
        with. Raises ValueError as `read_rounds` says.
        """
        rounds = read_rounds(
            eligible=eligible,
            chosen=chosen,
            probability=probability,
            reward=reward,
            at=at,
            times=times,
        )
        known = self.known.add(
            rounds, quantities=self._quantities(rounds), period=self._period(rounds)
        )
        return replace(self, known=known, version=self.version + 1)

    def state(self) -> dict[str, NDArray[Any]]:
        """Settings and knowledge as plain arrays, to keep until next week."""
        names = [one.name for one in fields(self) if one.name != "known"]
        settings = {name: getattr(self, name) for name in names}
        sums = {_KNOWN + name: getattr(self.known, name) for name in _SUMS}
        return sums | {name: np.asarray(v) for name, v in settings.items() if v is not None}

    @classmethod
    def from_state(cls, state: Mapping[str, NDArray[Any]]) -> Self:
        """Go on from what `state` gave. Raises KeyError where sums are missing."""
        settings: dict[str, Any] = {
            name: tuple(value.tolist()) if value.ndim else value.item()
            for name, value in state.items()
            if not name.startswith(_KNOWN)
        }
        return cls(**settings, known=Strata(**{name: state[_KNOWN + name] for name in _SUMS}))
