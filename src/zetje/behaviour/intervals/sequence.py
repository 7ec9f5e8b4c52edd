"""Intervals that stay true however often somebody looks.

A fixed-sample interval promises 95 % for one look. Whoever looks each week and stops at the first
success finds one where there is none. A confidence sequence holds for all looks together.

Published: Robbins (1970), the normal mixture; Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas
(2021; Annals of Statistics 2024), the asymptotic confidence sequence and its tuning. Ours: the
estimate must be person-robust, the t factor for few people, and the least people and events.

At the planned amount of information it is 1.55 times as wide as the interval of a single look:

>>> fixed = fixed_interval(estimate=0.03, standard_error=0.01)
>>> always = anytime_interval(
...     estimate=0.03, standard_error=0.01, information=1000.0, planned=1000.0
... )
>>> print(fixed.lower.round(3), always.lower.round(5), always.upper.round(3))
0.01 -0.00035 0.06
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from zetje.behaviour.arrays import Flags, Floats

ALPHA = 0.05
EVENTS_AT_LEAST = 20
PEOPLE_AT_LEAST = 30


@dataclass(frozen=True)
class Interval:
    """An estimate and the values that the data leave possible.

    `estimate`, `standard_error`, `lower` and `upper` have the shape and the unit of the estimate
    that was given; `alpha` is the share of such intervals, or of such sequences, that may miss.
    """

    estimate: Floats
    standard_error: Floats
    lower: Floats
    upper: Floats
    alpha: float

    @property
    def half_width(self) -> Floats:
        """Half the distance between the ends, in the unit of the estimate."""
        return np.asarray((self.upper - self.lower) / 2)

    @property
    def excludes_zero(self) -> Flags:
        """Whether no difference at all is ruled out; False where the interval is unknown (NaN)."""
        return np.asarray((self.lower > 0) | (self.upper < 0))


def planned_k(*, alpha: float = ALPHA) -> float:
    """Give the k for which the sequence is narrowest, to be reached at the planned information.

    Formula: k = −2 ln α + ln(1 − 2 ln α), Waudby-Smith et al. (2021), appendix B.2.
    Args: `alpha` in (0, 1). Returns: a number without unit, 7.94 for α = 0.05. Raises ValueError
    for another alpha.
    """
    _check_alpha(alpha)
    twice = -2 * np.log(alpha)
    return float(twice + np.log1p(twice))


def multiplier(*, information: ArrayLike, planned: ArrayLike, alpha: float = ALPHA) -> Floats:
    """How many standard errors the sequence reaches to each side.

    Formula: √((k + 1)/k · ln((k + 1)/α²)) with k = (information / planned) · `planned_k(alpha)`:
    Robbins' normal mixture, written for the standard error of now.
    Args: `information` and `planned`, of one unit (person-weeks, Σ weights, 1/SE²), broadcast;
    planned must be above 0 and chosen before the data. Returns: the factor, infinite where there
    is no information yet. Raises ValueError for a plan that is not above 0.
    """
    now, plan = np.asarray(information, dtype=np.float64), np.asarray(planned, dtype=np.float64)
    if not np.all(plan > 0):
        raise ValueError("planned must be above 0: an amount of information, chosen beforehand.")
    k = now / plan * planned_k(alpha=alpha)
    with np.errstate(divide="ignore"):
        return np.asarray(np.sqrt((k + 1) / k * np.log((k + 1) / alpha**2)))


def anytime_interval(
    *,
    estimate: ArrayLike,
    standard_error: ArrayLike,
    information: ArrayLike,
    planned: ArrayLike,
    degrees_of_freedom: ArrayLike = np.inf,
    alpha: float = ALPHA,
) -> Interval:
    """Give the interval that may be looked at whenever one likes.

    Formula: estimate ± SE · `multiplier` · t(1 − α/2; df) / z(1 − α/2). The last factor is this
    project's own proposal for few people; it is 1 for infinitely many.
    Args: `estimate` and a person-robust `standard_error` (from `difference`, `wcls` or `emee`;
    never from single rows: those gave 37 % false alarms), `information` and `planned` as for
    `multiplier`, `degrees_of_freedom` of the standard error; all broadcast.
    Returns: an `Interval`. Raises ValueError for an alpha outside (0, 1), a plan that is not above
    0, or a negative standard error.
    """
    reach = multiplier(information=information, planned=planned, alpha=alpha)
    return _around(estimate, standard_error, reach * t_factor(degrees_of_freedom, alpha), alpha)


def fixed_interval(
    *,
    estimate: ArrayLike,
    standard_error: ArrayLike,
    degrees_of_freedom: ArrayLike = np.inf,
    alpha: float = ALPHA,
) -> Interval:
    """Give the interval for one look at a moment that was chosen before the data.

    Formula: estimate ± SE · t(1 − α/2; df), Student (1908).
    Args and raises as `anytime_interval`. Returns: an `Interval`.
    """
    _check_alpha(alpha)
    reach = stats.norm.ppf(1 - alpha / 2) * t_factor(degrees_of_freedom, alpha)
    return _around(estimate, standard_error, np.asarray(reach), alpha)


def t_factor(degrees_of_freedom: ArrayLike, alpha: float = ALPHA) -> Floats:
    """How much wider Student's t makes an interval than the normal curve.

    Formula: t(1 − α/2; df) / z(1 − α/2). Returns: at least 1; NaN where df is not above 0.
    """
    df = np.asarray(degrees_of_freedom, dtype=np.float64)
    usable = np.where(df > 0, df, 1.0)
    factor = stats.t.ppf(1 - alpha / 2, usable) / stats.norm.ppf(1 - alpha / 2)
    return np.asarray(np.where(df > 0, factor, np.nan))


def _around(estimate: ArrayLike, error: ArrayLike, reach: Floats, alpha: float) -> Interval:
    centre, spread = np.asarray(estimate, np.float64), np.asarray(error, np.float64)
    if np.any(spread < 0):
        raise ValueError("standard_error must not be negative.")
    centre, spread, reach = np.broadcast_arrays(centre, spread, reach)
    return Interval(
        estimate=np.asarray(centre),
        standard_error=np.asarray(spread),
        lower=np.asarray(centre - spread * reach),
        upper=np.asarray(centre + spread * reach),
        alpha=alpha,
    )


def _check_alpha(alpha: float) -> None:
    if not 0 < alpha < 1:
        raise ValueError("alpha must lie strictly between 0 and 1.")
