"""How far one group lies below the others, told apart from luck, and what that is worth a week.

Groups that stand out among many mostly stand out by luck. What each shows is therefore pulled
towards what all show (partial pooling), as far as the groups differ no more than luck would make
them. An interval of a pooled value stays right when one looks at the lowest group only; that of a
raw one does not (Efron 2011, "Tweedie's formula and selection bias").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

# How much groups differ on the logit scale, before anything is seen; an assumption of ours.
SPREAD: Final = 0.8
_STEPS: Final = 60
_CLOSE: Final = 1e-4
# So many of all together stand beside a group's own counts where their variance is taken.
_SMOOTH: Final = 4
_TAIL: Final = 0.025


@dataclass(frozen=True, slots=True)
class Group:
    """What a group did: `done` of `of`, both sums over the weeks of a quarter, by `people`."""

    label: str
    people: int
    of: int
    done: int

    @property
    def rate(self) -> float:
        """The part that was done; 0 where there was nothing to do."""
        return min(1.0, self.done / self.of) if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a group lies below the others, in parts of one; below zero it lies above them.

    Attributes:
        mean: what is expected.
        lower: an end of the interval of 95 %.
        upper: the other one.
        deviation: of what is believed of it.
        others: the part that the others do, all together.
    """

    mean: float
    lower: float
    upper: float
    deviation: float
    others: float


def gaps_of(groups: Sequence[Group], *, design: float) -> tuple[Gap, ...]:
    """How far each of some groups lies below the others together.

    y_g ~ N(θ_g, s_g²), θ_g ~ N(μ, τ²), μ flat, τ half-normal with scale `SPREAD` · p(1 − p);
    s_g² = design · p_g(1 − p_g)/n_g · (m − 1)/(m − 3) of m people. Gelman et al. (2013), Bayesian
    Data Analysis, 5.4, with τ on a grid. The gap of g is c'θ, where c weighs the others by their n
    and g by −1; its quantiles are those of the mixture of normals over τ.

    Args:
        groups: two or more, each with something to do.
        design: how many times the variance of counts is that of independent ones, as the same
            people stand in many weeks; 1 or more.

    Returns:
        one a group, in their order.

    Raises:
        ValueError: there are fewer than two groups, or one of them had nothing to do.
    """
    if len(groups) < 2 or any(each.of <= 0 for each in groups):
        raise ValueError("gaps are told between groups that had something to do")
    n = np.array([each.of for each in groups], dtype=np.float64)
    y = np.array([each.rate for each in groups])
    variance = variances_of(groups, design=design)
    pooled = float((y * n).sum() / n.sum())
    spreads = np.linspace(_CLOSE, 3 * SPREAD * max(pooled * (1 - pooled), 0.01), _STEPS)
    weights, means, covers = _posterior(y, variance, spreads)
    return tuple(_gap(at, n, y, weights, means, covers) for at in range(len(groups)))


def variances_of(groups: Sequence[Group], *, design: float) -> Floats:
    """The variance of each group's own rate, s_g² of `gaps_of`; arguments as there."""
    n = np.array([each.of for each in groups], dtype=np.float64)
    y = np.array([each.rate for each in groups])
    known = n / design
    near = (y * known + _SMOOTH * (y * n).sum() / n.sum()) / (known + _SMOOTH)
    people = np.maximum([float(each.people) for each in groups], 5.0)
    # Of few people the variance itself is not well known: that of Student's t, m − 1 degrees.
    few = (people - 1) / (people - 3)
    return np.maximum(few * near * (1 - near) / known, 1e-9)


def _posterior(y: Floats, variance: Floats, spreads: Floats) -> tuple[Floats, Floats, Floats]:
    """Of each τ: its weight, and the mean and covariance of θ given it."""
    count = y.size
    total = variance + spreads[:, np.newaxis] ** 2
    precision = (1 / total).sum(axis=1)
    centre = (y / total).sum(axis=1) / precision
    scale = spreads[-1] / 3
    log = (
        -0.5 * (spreads / scale) ** 2
        - 0.5 * np.log(precision)
        - 0.5 * np.log(total).sum(axis=1)
        - 0.5 * ((y - centre[:, np.newaxis]) ** 2 / total).sum(axis=1)
    )
    weights = np.exp(log - log.max())
    apart = np.eye(count) - 1 / count
    inverse = np.diag(1 / variance) + apart / spreads[:, np.newaxis, np.newaxis] ** 2
    covers: Floats = np.linalg.inv(inverse).astype(np.float64)
    return weights / weights.sum(), covers @ (y / variance), covers


def _gap(at: int, n: Floats, y: Floats, weights: Floats, means: Floats, covers: Floats) -> Gap:
    others = np.where(np.arange(n.size) == at, 0.0, n)
    contrast = others / others.sum()
    of_others = float(contrast @ y)
    contrast[at] = -1.0
    mean = means @ contrast
    deviation = np.sqrt(np.einsum("i,tij,j->t", contrast, covers, contrast))
    middle = float(weights @ mean)
    spread = float(np.sqrt(weights @ (deviation**2 + (mean - middle) ** 2)))
    lower, upper = (_quantile(part, weights, mean, deviation) for part in (_TAIL, 1 - _TAIL))
    return Gap(middle, lower, upper, spread, of_others)


def _quantile(part: float, weights: Floats, mean: Floats, deviation: Floats) -> float:
    """Where a mixture of normals has so much below it; halving, to a millionth of its width."""
    low, high = float((mean - 8 * deviation).min()), float((mean + 8 * deviation).max())
    for _ in range(40):
        middle = (low + high) / 2
        below = float(weights @ ndtr((middle - mean) / deviation))
        low, high = (middle, high) if below < part else (low, middle)
    return (low + high) / 2


def design_effect(*, done: Floats, of: Floats, team: NDArray[np.int64]) -> float:
    """How many times the variance of a rate is that of independent counts, for people in weeks.

    Σ(x_i − R_t n_i)² · N/(N − T) over Σ R_t(1 − R_t) n_i, with R_t the rate of a person's team:
    the ratio of the variance between people (Cochran 1977, 6.3) to the binomial one.

    Args:
        done: (n,) what each person did, summed over weeks.
        of: (n,) out of how many.
        team: (n,) whose team they are in.

    Returns:
        1 or more; 1 where nothing varies.
    """
    teams, place = np.unique(team, return_inverse=True)
    sums = np.bincount(place, weights=of), np.bincount(place, weights=done)
    rate = np.minimum(1.0, np.divide(sums[1], sums[0], out=np.zeros(teams.size), where=sums[0] > 0))
    expected = float((rate[place] * (1 - rate[place]) * of).sum())
    active = int((of > 0).sum())
    if expected <= 0 or active <= teams.size:
        return 1.0
    found = float(((done - rate[place] * of) ** 2).sum()) * active / (active - teams.size)
    return max(1.0, found / expected)
