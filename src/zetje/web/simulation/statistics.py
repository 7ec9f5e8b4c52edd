"""Means with 95 % intervals over seeds: how sure a simulation is of its own mean, and no more.

A seed is one invented organisation. The intervals say nothing about people in an organisation, and
nothing about how true the assumptions are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import stats

from zetje.behaviour.arrays import Floats

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over seeds with its interval; all not-a-number where there is none."""

    mean: float
    low: float
    high: float

    def scaled(self, factor: float, *, less: float = 0.0) -> Estimate:
        """factor · (x − less) of all three."""
        return Estimate(*(factor * (one - less) for one in (self.mean, self.low, self.high)))


def mean_over_seeds(values: Floats) -> Estimate:
    """The mean and its Student interval, x̄ ± t·s/√S.

    Args: `values` (seeds,), at least two.
    """
    half = _quantile(len(values)) * float(values.std(ddof=1)) / math.sqrt(len(values))
    mean = float(values.mean())
    return Estimate(mean, mean - half, mean + half)


def ratio_over_seeds(top: Floats, bottom: Floats) -> Estimate:
    """The ratio of two means on the same seeds, with the delta method on the log scale.

    r = x̄/ȳ; SE(log r) = s(x/x̄ − y/ȳ)/√S; r·e^{±t·SE}. Not the mean of each seed's ratio, which
    has no mean where a seed's base may be zero.

    Args: `top`, `bottom` (seeds,). Returns: not-a-number throughout where a mean is zero.
    """
    above, below = float(top.mean()), float(bottom.mean())
    if above <= 0 or below <= 0:
        return Estimate(math.nan, math.nan, math.nan)
    spread = float(np.std(top / above - bottom / below, ddof=1)) / math.sqrt(len(top))
    reach = math.exp(_quantile(len(top)) * spread)
    return Estimate(above / below, above / below / reach, above / below * reach)


@cache
def _quantile(seeds: int) -> float:
    return float(stats.t.ppf(0.5 + LEVEL / 2, df=seeds - 1))
