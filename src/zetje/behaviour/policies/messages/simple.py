"""Two message policies to compare with: by lot, and by the average reward of each arm.

`AverageReward` is what is done when nobody thinks of eligibility: it compares arms over rounds in
which different arms could be sent. Where the arms that are eligible decide most of the reward, an
arm that is sent on good days looks good (Yancey & Settles, KDD 2020, section 4).

>>> able = np.array([[True, True, False]])
>>> never = np.full((1, 3), np.inf)
>>> Uniform().probabilities(eligible=able, days_since=never)
array([[0.5, 0.5, 0. ]])
>>> learned = AverageReward(mix=0.1).update(
...     eligible=able, chosen=[1], probability=[0.5], reward=[1], at=[0], times=[2]
... ).update(eligible=able, chosen=[0], probability=[0.5], reward=[0], at=[0])
>>> learned.probabilities(eligible=able, days_since=never).round(3)
array([[0.05, 0.95, 0.  ]])
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats
from zetje.behaviour.policies.messages.learning import Learning
from zetje.behaviour.policies.messages.rotation import Rotation
from zetje.behaviour.policies.messages.rounds import Rounds, Strata, read_rounds


@dataclass(frozen=True, kw_only=True)
class Uniform:
    """Every eligible arm the same chance, whatever was sent before; learns nothing."""

    version: int = 0

    @property
    def name(self) -> str:
        """The policy's name in the log."""
        return type(self).__name__

    def probabilities(self, *, eligible: ArrayLike, days_since: ArrayLike) -> Floats:
        """The chance of each arm; see `Rotation.chances` for shapes and errors."""
        return Rotation(mix=1.0).chances(
            scores=np.zeros(0), eligible=eligible, days_since=days_since
        )

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
        """Check the rounds (see `read_rounds`), learn nothing, and count a version on."""
        read_rounds(
            eligible=eligible,
            chosen=chosen,
            probability=probability,
            reward=reward,
            at=at,
            times=times,
        )
        return replace(self, version=self.version + 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class AverageReward(Learning):
    """A softmax over each arm's average reward, as a part of the average over all arms.

    The naive comparison, not a recommendation. An arm without rounds scores 0, the average.
    """

    known: Strata = field(default_factory=lambda: Strata.empty(2), repr=False)

    @property
    def scores(self) -> Floats:
        """(K,) average reward of each arm over that of all rounds, minus 1; 0 where unknown."""
        rounds, rewards = self.known.sums.sum(axis=0).T
        mean = rewards.sum() / max(rounds.sum(), 1.0)
        average = np.divide(rewards, rounds, out=np.full_like(rewards, mean), where=rounds > 0.0)
        return (average - mean) / abs(mean) if mean else np.zeros_like(average)

    def _quantities(self, rounds: Rounds) -> list[Floats]:
        sent = rounds.chosen_only(rounds.times)
        return [sent, sent * rounds.reward[:, np.newaxis]]
