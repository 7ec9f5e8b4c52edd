"""Simulated people whose motivation and ability are known, and what became of what was sent."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from zetje.behaviour.fogg import Estimates, Funnel, Population, binding_factor, read_funnel
from zetje.behaviour.fogg.posterior import Spread

VARIED = np.array([[0.8, 0.4, 0.0], [0.4, 1.0, 0.2], [0.0, 0.2, 1.2]])
ALIKE = 0.1 * np.eye(3)
MEAN = np.array([0.0, -0.8, 1.0])


@dataclass(frozen=True, slots=True)
class World:
    """People (n, 3) on the logit scale, their funnel, and what they are truly like as a group."""

    people: np.ndarray
    funnel: Funnel
    truth: Population

    @property
    def binding(self) -> np.ndarray:
        """What truly binds each of them."""
        return binding_factor(self.people, self.truth)

    @property
    def figures(self) -> list[np.ndarray]:
        """The true prompt's part, motivation and ability, in (0, 1)."""
        mean, covariance = self.truth.spread.mean, self.truth.spread.covariance
        tie = covariance[0, 1] / covariance[1, 1]
        own = self.people[:, 0] - tie * (self.people[:, 1] - mean[1])
        return [expit(own), expit(self.people[:, 1]), expit(self.people[:, 2])]

    def coverage(self, found: Estimates) -> np.ndarray:
        """The part of people whose interval holds the truth: prompt, motivation, ability."""
        ranges = (found.prompt, found.motivation, found.ability)
        return np.array(
            [
                np.mean((each.low <= true) & (true <= each.high))
                for each, true in zip(ranges, self.figures, strict=True)
            ]
        )


def simulate(
    *,
    seed: int,
    people: int,
    sent: int,
    mean: np.ndarray = MEAN,
    covariance: np.ndarray = VARIED,
    easing: float = 0.8,
) -> World:
    """Send each person about `sent` mails; half of the started shares get an easier way."""
    rng = np.random.default_rng(seed)
    x = rng.multivariate_normal(mean, covariance, size=people)
    mails = rng.binomial(sent, 0.8, people)
    opened = rng.binomial(mails, expit(x[:, 0]))
    started = rng.binomial(opened, expit(x[:, 1]))
    easily = rng.binomial(started, 0.5) if easing else np.zeros(people, dtype=np.int64)
    usual = rng.binomial(started - easily, expit(x[:, 2]))
    easy = rng.binomial(easily, expit(x[:, 2] + easing))
    funnel = read_funnel(
        sent=mails,
        opened=opened,
        started=started,
        shared=usual + easy,
        easily_started=easily,
        easily_shared=easy,
    )
    known = (easing, easing) if easing else None
    truth = Population(Spread(mean, covariance, easing), True, np.zeros(3), known)
    return World(x, funnel, truth)
