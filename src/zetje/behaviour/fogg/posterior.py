"""What one person's funnel says, given what people are like: the engine below the estimates.

Each person has three numbers x on the logit scale: of opening, of starting once opened (motivation)
and of sharing once started (ability). People are spread as x ~ N(μ, Σ); a person's steps are
binomial, with an easier way adding δ to the last. The posterior of x is found at its mode by
Newton's method and then carried on a fixed set of points around that mode, each weighted by
posterior over proposal (importance sampling on a quasi-random lattice, Roberts' R3 sequence 2018):
without dice, and exact enough for counts of 0, 1 and 2, where the bell curve at the mode is not.

>>> people = Spread(mean=np.zeros(3), covariance=np.eye(3), easing=0.0)
>>> nobody = Funnel(np.zeros((1, 4)), np.zeros((1, 4)))
>>> cloud = posterior(nobody, people, points=512)
>>> mean = np.einsum("np,npk->nk", cloud.weights, cloud.points)
>>> bool(np.all(np.abs(mean) < 0.01))
True
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, log_expit, ndtri

from zetje.behaviour.arrays import Floats
from zetje.behaviour.fogg.funnel import Funnel

# Which of the three numbers each of the four steps of a funnel rests on.
STEPS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]], dtype=np.float64)
EASED = np.array([0, 0, 0, 1], dtype=np.float64)
NEWTON_STEPS = 25
LONGEST_STEP = 2.0
# The proposal is wider than the bell at the mode, for the long side of a skewed posterior.
WIDENING = 1.3


@dataclass(frozen=True, slots=True)
class Spread:
    """How people differ: `mean` (3,) and `covariance` (3, 3) of x, and `easing`, δ above."""

    mean: Floats
    covariance: Floats
    easing: float


@dataclass(frozen=True, slots=True)
class Cloud:
    """The posterior of n people: `points` (n, p, 3) and `weights` (n, p) that sum to one."""

    points: Floats
    weights: Floats


def posterior(funnel: Funnel, spread: Spread, *, points: int) -> Cloud:
    """Find the posterior of x for each person, on `points` weighted points.

    Args: `funnel` of n people; `spread`, what people are like.
    Returns: n clouds. Memory grows as n × points: give the rows in pieces.
    """
    mode, precision = _modes(funnel, spread)
    root = WIDENING * np.linalg.cholesky(np.linalg.inv(precision))
    lattice = normal_lattice(points)
    cloud = mode[:, np.newaxis, :] + np.einsum("nij,pj->npi", root, lattice)
    log_weights = _log_posterior(cloud, funnel, spread) + 0.5 * (lattice**2).sum(axis=1)
    weights = np.exp(log_weights - log_weights.max(axis=1, keepdims=True))
    return Cloud(cloud, weights / weights.sum(axis=1, keepdims=True))


def normal_lattice(points: int) -> Floats:
    """Spread points evenly under the standard normal in three dimensions.

    u_i = frac(½ + i·(1/g, 1/g², 1/g³)), g⁴ = g + 1 (Roberts 2018), carried to the normal; with each
    point its mirror image, and stretched, so that mean and covariance are exact.
    Returns: (points, 3), `points` even.
    """
    ratio = 1.2207440846057596
    index = np.arange(1, points // 2 + 1)[:, np.newaxis]
    even = np.mod(0.5 + index * ratio ** -np.arange(1.0, 4.0), 1.0)
    half = np.asarray(ndtri(even), dtype=np.float64)
    root = np.linalg.cholesky(half.T @ half / len(half))
    half = half @ _inverse(np.asarray(root, dtype=np.float64)).T
    return np.concatenate([half, -half])


def _modes(funnel: Funnel, spread: Spread) -> tuple[Floats, Floats]:
    """The mode of each posterior (n, 3) and its precision there (n, 3, 3)."""
    prior = _inverse(spread.covariance)
    x = np.tile(spread.mean, (funnel.people, 1))
    for _ in range(NEWTON_STEPS):
        slope, precision = _slopes(x, funnel, spread, prior)
        step = np.linalg.solve(precision, slope[:, :, np.newaxis])[:, :, 0]
        x = x + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    return x, _slopes(x, funnel, spread, prior)[1]


def _inverse(matrix: Floats) -> Floats:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _slopes(x: Floats, funnel: Funnel, spread: Spread, prior: Floats) -> tuple[Floats, Floats]:
    chance = expit(x @ STEPS.T + spread.easing * EASED)
    slope = (funnel.successes - funnel.trials * chance) @ STEPS - (x - spread.mean) @ prior
    bend = funnel.trials * chance * (1 - chance)
    return slope, np.einsum("ns,si,sj->nij", bend, STEPS, STEPS) + prior


def _log_posterior(cloud: Floats, funnel: Funnel, spread: Spread) -> Floats:
    height = cloud @ STEPS.T + spread.easing * EASED
    away = cloud - spread.mean
    prior = np.linalg.inv(spread.covariance)
    return (
        np.einsum("ns,nps->np", funnel.successes, log_expit(height))
        + np.einsum("ns,nps->np", funnel.trials - funnel.successes, log_expit(-height))
        - 0.5 * np.einsum("npi,ij,npj->np", away, prior, away)
    )
