"""What a way of prompting knows and learns, for many organisations (seeds) side by side.

What is learned in one organisation stays there: the core's policies are kept one for each seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from zetje.behaviour import burden
from zetje.behaviour.arrays import Flags, Floats, Ints
from zetje.behaviour.availability import IGNORED_IN_A_ROW, WEEKS_OF_SILENCE
from zetje.behaviour.policies import FullPooling, MainEffect, PartialPooling
from zetje.behaviour.worlds.advocacy import ARMS

_DAYS = 7.0
# What is believed before the first week: of a share without a prompt, and of what a prompt adds.
# One guess for all worlds, tuned to none: (mean, standard deviation) of each feature.
_BASELINE = ((0.05, 0.1), (0.5, 0.3))
_EFFECT = ((0.05, 0.1), (-0.02, 0.05))
_NOISE_VARIANCE = 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a product can know at the moment of a prompt; (seeds, people) arrays.

    `week` since the start; `reachable`, a message would arrive; `early`, shared this week already;
    `recent`, shares of the last weeks, discounted (0 to 1); `draw`, a uniform number with which a
    wording is drawn.
    """

    week: int
    reachable: Flags
    early: Flags
    recent: Floats
    draw: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a week; (seeds, people) arrays.

    `probability` of a prompt; who was `prompted`; the `arm` each got or would have got; who
    `shared` after the moment of the prompt; who `ignored` one (no share, no Skip).
    """

    probability: Floats
    prompted: Flags
    arm: Ints
    shared: Flags
    ignored: Flags


def chose(sight: Sight, outcome: Outcome) -> Flags:
    """Who made a choice this week: a share, or Skip after a prompt."""
    return sight.early | outcome.shared | (outcome.prompted & ~outcome.ignored)


class Rest:
    """Four weeks of silence after three prompts in a row without a choice."""

    def __init__(self, *, shape: tuple[int, int]) -> None:
        self._ignored = np.zeros(shape, dtype=np.int64)
        self._until = np.zeros(shape, dtype=np.int64)

    def is_over(self, week: int) -> Flags:
        """Whom the rule allows to be prompted in this week."""
        return week >= self._until

    def learn(self, sight: Sight, outcome: Outcome) -> None:
        """Count what is ignored in a row."""
        self._ignored = np.where(chose(sight, outcome), 0, self._ignored + outcome.ignored)
        enough = self._ignored >= IGNORED_IN_A_ROW
        self._until[enough] = sight.week + 1 + WEEKS_OF_SILENCE
        self._ignored[enough] = 0


class Learner:
    """A send policy of the core for each seed, with the features that it looks at.

    `takes_uplift`: the reward is Y − A·c(dose), and the effect what a prompt adds to silence. Else
    it is A·Y, and what follows a prompt counts as its merit.
    """

    def __init__(
        self,
        kind: type[FullPooling | PartialPooling],
        *,
        shape: tuple[int, int],
        takes_uplift: bool,
    ) -> None:
        self._policies = [_fresh(kind) for _ in range(shape[0])]
        self._dose = np.zeros(shape)
        self._takes_uplift = takes_uplift

    def ask(self, sight: Sight, available: Flags) -> Floats:
        """The chance of a prompt for each, (seeds, people); 0 where it may not be."""
        return np.stack(
            [
                policy.probabilities(**self._rows(seed, sight, available))
                for seed, policy in enumerate(self._policies)
            ]
        )

    def learn(self, sight: Sight, available: Flags, outcome: Outcome) -> None:
        """Update each seed's policy with the rows of the week, then the dose of each person."""
        rewards = self._rewards(outcome)
        self._policies = [
            policy.update(
                **self._rows(seed, sight, available),
                probability=np.where(available[seed], outcome.probability[seed], 0.5),
                treatment=outcome.prompted[seed],
                reward=rewards[seed],
            )
            for seed, policy in enumerate(self._policies)
        ]
        self._dose = burden.next_dose(
            dose=self._dose.ravel(),
            prompted=outcome.prompted.ravel(),
            chose=chose(sight, outcome).ravel(),
        ).reshape(self._dose.shape)

    def _rewards(self, outcome: Outcome) -> Floats:
        if not self._takes_uplift:
            return (outcome.prompted & outcome.shared).astype(np.float64)
        return burden.rewards(
            outcome=outcome.shared.ravel(),
            treatment=outcome.prompted.ravel(),
            price=burden.price(dose=self._dose.ravel()),
        ).reshape(self._dose.shape)

    def _rows(self, seed: int, sight: Sight, available: Flags) -> dict[str, Any]:
        one = np.ones(self._dose.shape[1])
        return {
            "person": np.arange(len(one)),
            "baseline": np.column_stack([one, sight.recent[seed]]),
            "advantage": np.column_stack([one, self._dose[seed]]),
            "available": available[seed],
        }


class Wordings:
    """The core's main-effect model of wordings for each seed, and who had which when."""

    def __init__(self, *, shape: tuple[int, int]) -> None:
        self._policies = [MainEffect() for _ in range(shape[0])]
        self._last = np.full((*shape, ARMS), -np.inf)
        self._chances = np.zeros((*shape, ARMS))
        self._eligible = np.ones((shape[1], ARMS), dtype=np.bool_)

    def word(self, sight: Sight) -> Ints:
        """Draw a wording for each."""
        days = (sight.week - self._last) * _DAYS
        self._chances = np.stack(
            [
                policy.probabilities(eligible=self._eligible, days_since=days[seed])
                for seed, policy in enumerate(self._policies)
            ]
        )
        passed = np.cumsum(self._chances, axis=-1) < sight.draw[..., np.newaxis]
        return np.minimum(passed.sum(axis=-1), ARMS - 1)

    def learn(self, sight: Sight, outcome: Outcome) -> None:
        """Update each seed's policy with the prompts that were sent."""
        for seed, policy in enumerate(self._policies):
            sent = np.flatnonzero(outcome.prompted[seed])
            if not len(sent):
                continue
            arms = outcome.arm[seed, sent]
            self._policies[seed] = policy.update(
                eligible=self._eligible[sent],
                chosen=arms,
                probability=self._chances[seed, sent],
                reward=outcome.shared[seed, sent],
                at=np.full(len(sent), sight.week * _DAYS),
            )
            self._last[seed, sent, arms] = sight.week


def _fresh(kind: type[FullPooling | PartialPooling]) -> FullPooling | PartialPooling:
    beliefs = np.array([*_BASELINE, *_EFFECT, *_EFFECT])
    return kind(
        prior_mean=beliefs[:, 0],
        prior_covariance=np.diag(beliefs[:, 1] ** 2),
        noise_variance=_NOISE_VARIANCE,
    )
