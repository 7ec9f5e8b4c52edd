"""What the people of one organisation are like: the group to which each person is pooled.

The spread x ~ N(μ, Σ) and the easing δ are found by the EM algorithm on the binomial steps of
everyone's funnel (a logistic-normal model; the expectations by the points of `posterior`). A weak
prior keeps a small organisation from claiming that all its people are alike, or worlds apart: Σ as
if ten more people with a standard deviation of 1 had been seen, δ ~ N(0, 1). Both are this
project's own.

>>> from zetje.behaviour.fogg.funnel import read_funnel
>>> few = read_funnel(sent=[9, 9], opened=[4, 5], started=[2, 1], shared=[1, 1])
>>> fit_population(few).is_known
False
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

from zetje.behaviour.arrays import Floats
from zetje.behaviour.fogg.funnel import Funnel
from zetje.behaviour.fogg.posterior import EASED, STEPS, Spread, posterior

PIECE = 2_000
POINTS = 128
ROUNDS = 300
CLOSE = 1e-3
PRIOR_PEOPLE = 10.0
PRIOR_VARIANCE = 1.0
TWO_SIDED = 1.96
# Before anything is known: 40 % of what is sent is opened, 30 % of that started, 70 % of that
# shared, with people far apart. Assumptions, used for nothing but a picture without claims.
PRIOR = Spread(mean=logit(np.array([0.4, 0.3, 0.7])), covariance=np.eye(3), easing=0.0)


@dataclass(frozen=True, slots=True)
class Population:
    """What people are like.

    `is_known` is false when the funnel was too thin; `spread` is then the assumption PRIOR.
    `mean_errors` (3,) are standard errors of μ; `easing` (low, high) is the 95 % interval of δ, the
    randomised effect of the easier way on the logit of sharing, None where nobody got it. An
    interval around zero says that *shared of started* is not about ability here.
    """

    spread: Spread
    is_known: bool
    mean_errors: Floats
    easing: tuple[float, float] | None

    @property
    def outlook(self) -> Spread:
        """The spread in which a person is to be expected: wider by what is unknown of μ."""
        unknown = np.diag(np.nan_to_num(self.mean_errors) ** 2)
        return replace(self.spread, covariance=self.spread.covariance + unknown)


@dataclass(slots=True)
class _Sums:
    """Expectations over people: of x (n, 3), the sum of covariances, and slope and bend of δ."""

    means: Floats
    covariances: Floats
    slopes: Floats
    bend: float


def fit_population(funnel: Funnel) -> Population:
    """Find what people are like from everyone's funnel, or say that it is too early.

    Args: `funnel` of n people; those without a single mail say nothing and are left out.
    Returns: the population. Nothing is random: the same rows give the same answer.
    """
    if funnel.is_too_thin:
        return Population(PRIOR, False, np.full(3, np.nan), None)
    reached = funnel.trials[:, 0] > 0
    known = Funnel(funnel.trials[reached], funnel.successes[reached])
    spread = PRIOR
    for _ in range(ROUNDS):
        before, spread = spread, _improve(_expect(known, spread), spread)
        if _distance(before, spread) < CLOSE:
            break
    return _result(known, spread)


def _improve(sums: _Sums, spread: Spread) -> Spread:
    """One M-step: the spread under which these expectations are the most likely."""
    people = len(sums.means)
    mean = sums.means.mean(axis=0)
    away = sums.means - mean
    scatter = sums.covariances + away.T @ away + PRIOR_PEOPLE * PRIOR_VARIANCE * np.eye(3)
    easing = spread.easing + (sums.slopes.sum() - spread.easing) / (sums.bend + 1)
    return Spread(mean, scatter / (people + PRIOR_PEOPLE), float(easing))


def _expect(funnel: Funnel, spread: Spread) -> _Sums:
    pieces = [
        _expect_piece(funnel.rows(slice(first, first + PIECE)), spread)
        for first in range(0, funnel.people, PIECE)
    ]
    return _Sums(
        means=np.concatenate([piece.means for piece in pieces]),
        covariances=np.sum([piece.covariances for piece in pieces], axis=0),
        slopes=np.concatenate([piece.slopes for piece in pieces]),
        bend=sum(piece.bend for piece in pieces),
    )


def _expect_piece(funnel: Funnel, spread: Spread) -> _Sums:
    cloud = posterior(funnel, spread, points=POINTS)
    means = np.einsum("np,npk->nk", cloud.weights, cloud.points)
    away = cloud.points - means[:, np.newaxis, :]
    chance = expit(cloud.points @ STEPS.T + spread.easing * EASED)[:, :, -1]
    eased, shared = funnel.trials[:, -1], funnel.successes[:, -1]
    expected = (cloud.weights * chance).sum(axis=1)
    return _Sums(
        means=means,
        covariances=np.einsum("np,npi,npj->ij", cloud.weights, away, away),
        slopes=shared - eased * expected,
        bend=float((eased * (cloud.weights * chance * (1 - chance)).sum(axis=1)).sum()),
    )


def _distance(before: Spread, after: Spread) -> float:
    return max(
        float(np.abs(after.mean - before.mean).max()),
        float(np.abs(after.covariance - before.covariance).max()),
        abs(after.easing - before.easing),
    )


def _result(funnel: Funnel, spread: Spread) -> Population:
    """Standard errors from the outer products of people's scores (Berndt et al. 1974)."""
    sums = _expect(funnel, spread)
    scores = (sums.means - spread.mean) @ np.linalg.inv(spread.covariance)
    tried = bool(funnel.trials[:, -1].any())
    if tried:
        scores = np.column_stack([scores, sums.slopes])
    information = scores.T @ scores
    errors = np.sqrt(np.diag(np.linalg.pinv(information)))
    easing = None
    if tried:
        reach = TWO_SIDED * float(errors[3])
        easing = (spread.easing - reach, spread.easing + reach)
    return Population(spread, True, errors[:3], easing)
