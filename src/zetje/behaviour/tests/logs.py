"""Logs of decisions with a known truth, for the tests and the proof of off-policy estimates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Floats, Ints
from zetje.behaviour.offpolicy import Evaluation, arm_means, evaluate


@dataclass(frozen=True)
class Log:
    """One generated log and the true mean reward of the target policy."""

    reward: Floats
    chosen: Ints
    logged: Floats
    target: Floats
    person: Ints
    truth: float

    def evaluate(self) -> Evaluation:
        """Judge the target policy, with predictions made from other people."""
        predicted = arm_means(reward=self.reward, chosen=self.chosen, actions=3, person=self.person)
        return evaluate(
            reward=self.reward,
            chosen=self.chosen,
            logged=self.logged,
            target=self.target,
            person=self.person,
            predicted=predicted,
        )


def make_log(*, rng: np.random.Generator, people: int = 200, weeks: int = 20) -> Log:
    """Three messages, people who differ, a log that prefers by context what the target does not.

    A person's own rate and the week's context move the reward; the context moves both policies.
    """
    n = people * weeks
    person = np.repeat(np.arange(people), weeks)
    context = rng.random(n) < 0.4
    logged = np.where(context[:, None], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5])
    target = np.where(context[:, None], [0.2, 0.2, 0.6], [0.1, 0.7, 0.2])
    own = rng.beta(2, 6, people)[person]
    lift = np.where(context[:, None], [0.00, 0.10, 0.20], [0.10, 0.25, 0.00])
    chosen = (rng.random(n)[:, None] > logged.cumsum(axis=1)[:, :2]).sum(axis=1)
    reward = (rng.random(n) < own + lift[np.arange(n), chosen] * (1 - own)).astype(np.float64)
    gain = 0.4 * 0.14 + 0.6 * 0.185
    return Log(reward, chosen, logged, target, person, truth=0.25 + gain * 0.75)
