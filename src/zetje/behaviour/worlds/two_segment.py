"""The two-segment world: where the arms that are eligible decide most of the reward.

Rebuilt from published aggregates of Yancey & Settles, "A Sleeping, Recovering Bandit Algorithm for
Optimizing Recurring Notifications", KDD 2020 (doi 10.1145/3394486.3403351), by this project. A
round falls in a segment with probability `share`; the segment's arms are eligible. The reward of
arm a in segment s is Bernoulli with mean

    r_sa = m_s (1 + e_a) / mean over the segment's arms of (1 + e)

so that a uniform draw earns m_s. Arm A is eligible only where rewards are six times as high, and C
only where nothing else is: their average reward is high and says nothing about them. Nobody got an
arm before, in this world: recency plays no part.

>>> world = TwoSegmentWorld()
>>> round(world.uniform_reward, 7), round(world.gain(world.oracle), 7)
(0.1438274, 0.0142087)
>>> from zetje.behaviour.policies.messages import MainEffect
>>> run = world.play(
...     policy=MainEffect(), days=40, sends=200_000, rng=np.random.default_rng(1))
>>> bool(run.gain[-1] > 0.6 * world.gain(world.oracle))
True
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Flags, Floats, Ints, column
from zetje.behaviour.policies.messages.rounds import eligible_arms

ARMS = tuple("ABCDEFGHJKL")
EFFECT = (
    -0.003562,
    -0.01096,
    0.0,
    0.009327,
    -0.002596,
    -0.00773,
    0.015002,
    -0.02211,
    0.004618,
    0.001988,
    0.01551,
)
SEGMENTS = ("ABDEFGHJKL", "BDEFGHJKL", "C")
SHARE = (0.39613, 0.57508, 0.02879)
MEAN_REWARD = (0.26982, 0.0436, 0.4123)
_NEAR = 1e-9


class Learner(Protocol):
    """A message policy that reads equal rounds as one row."""

    def probabilities(self, *, eligible: ArrayLike, days_since: ArrayLike) -> Floats:
        """The chance of each arm."""
        ...

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
        """The policy to go on with."""
        ...


Policy = TypeVar("Policy", bound=Learner)


@dataclass(frozen=True, slots=True, eq=False)
class Run(Generic[Policy]):
    """What became of a policy.

    `gain` (days,) is its true expected reward over that of a uniform draw, minus 1, each morning;
    `policies` are those of the mornings and, last, the one after the last day.
    """

    gain: Floats
    policies: tuple[Policy, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """Rounds of one day, equal ones as one row: what `update` of a message policy takes."""

    eligible: Flags
    chosen: Ints
    probability: Floats
    reward: Floats
    times: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class TwoSegmentWorld:
    """Segments, arms and what they truly earn; the published ones unless told otherwise.

    `share` (S,) sums to 1; `mean_reward` (S,); `eligible` (S, K); `effect` (K,), relative reward.
    Raises ValueError for shapes that do not fit, shares that do not sum to 1 and rewards that are
    no chances.
    """

    share: Floats = field(default_factory=lambda: np.array(SHARE))
    mean_reward: Floats = field(default_factory=lambda: np.array(MEAN_REWARD))
    eligible: Flags = field(default_factory=lambda: _published_arms())
    effect: Floats = field(default_factory=lambda: np.array(EFFECT))

    def __post_init__(self) -> None:
        segments, arms = eligible_arms(self.eligible).shape
        column("share", self.share, rows=segments)
        column("mean_reward", self.mean_reward, rows=segments)
        column("effect", self.effect, rows=arms)
        if abs(float(self.share.sum()) - 1.0) > _NEAR or np.any(self.share < 0.0):
            raise ValueError("share must sum to 1.")
        if not np.all((self.reward >= 0.0) & (self.reward <= 1.0)):
            raise ValueError("mean_reward and effect must give every arm a chance of reward.")

    @cached_property
    def reward(self) -> Floats:
        """The mean reward of each arm in each segment, (S, K); 0 where it is not eligible."""
        factor = self.eligible * (1.0 + self.effect)
        mean = factor.sum(axis=1) / self.eligible.sum(axis=1)
        return factor * (self.mean_reward / mean)[:, np.newaxis]

    @cached_property
    def uniform(self) -> Floats:
        """The chances of a uniform draw, (S, K)."""
        return self.eligible / self.eligible.sum(axis=1, keepdims=True)

    @cached_property
    def oracle(self) -> Floats:
        """The chances of who knows the truth: the best arm of each segment, (S, K)."""
        chances = np.zeros(self.eligible.shape)
        chances[np.arange(len(chances)), np.argmax(self.reward, axis=1)] = 1.0
        return chances

    @property
    def uniform_reward(self) -> float:
        """The mean reward of a uniform draw."""
        return self.expected_reward(self.uniform)

    def expected_reward(self, chances: Floats) -> float:
        """The true mean reward of a round drawn with `chances` (S, K)."""
        return float(self.share @ (chances * self.reward).sum(axis=1))

    def gain(self, chances: Floats) -> float:
        """The true mean reward of `chances` (S, K) over that of a uniform draw, minus 1."""
        return self.expected_reward(chances) / self.uniform_reward - 1.0

    def chances(self, policy: Learner) -> Floats:
        """What a policy does in each segment, (S, K), to people who never got any arm."""
        never = np.full(self.eligible.shape, np.inf)
        return policy.probabilities(eligible=self.eligible, days_since=never)

    def day(self, *, chances: Floats, sends: int, rng: np.random.Generator) -> Day:
        """Draw the rounds of a day.

        Args: `chances` (S, K), rows sum to 1; `sends`, how many rounds. Returns: at most 2·S·K
        rows that stand for them, with the chance of every arm.
        """
        rounds = rng.multinomial(sends, self.share)
        sent = rng.multinomial(rounds, chances / chances.sum(axis=1, keepdims=True))
        won = rng.binomial(sent, self.reward)
        times = np.stack([won, sent - won], axis=2)
        segment, arm, lost = np.nonzero(times)
        return Day(
            self.eligible[segment],
            arm.astype(np.int64),
            chances[segment],
            np.where(lost == 0, 1.0, 0.0),
            times[segment, arm, lost].astype(np.float64),
        )

    def play(
        self, *, policy: Policy, days: int, sends: int, rng: np.random.Generator
    ) -> Run[Policy]:
        """Let a policy send for a number of days; it learns every night.

        Args: `sends` a day; `rng`, the dice of the world. Returns: the run.
        """
        gain = np.zeros(days)
        policies = [policy]
        for number in range(days):
            chances = self.chances(policies[-1])
            gain[number] = self.gain(chances)
            day = self.day(chances=chances, sends=sends, rng=rng)
            policies.append(
                policies[-1].update(
                    eligible=day.eligible,
                    chosen=day.chosen,
                    probability=day.probability,
                    reward=day.reward,
                    at=np.full(len(day.chosen), number),
                    times=day.times,
                )
            )
        return Run(gain, tuple(policies))


def _published_arms() -> Flags:
    return np.array([[arm in segment for arm in ARMS] for segment in SEGMENTS])
