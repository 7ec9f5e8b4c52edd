"""Which team gets what: a draw among the allocations that treat the arms alike at the start.

With a dozen teams a free draw often gives one arm the eager ones. Published: restricted
(covariate-constrained) randomisation, Raab and Butcher (2001), Moulton (2004); the 2×2 factorial.
Ours: the defaults, a tenth of ten thousand draws.

>>> rng = np.random.default_rng(4)
>>> rate, size = [0.02, 0.03, 0.05, 0.08, 0.10, 0.12, 0.20, 0.30], [9, 11, 8, 14, 10, 9, 12, 10]
>>> drawn = assign_teams(covariates=np.column_stack([rate, size]), rng=rng)
>>> drawn.arms.sum(), drawn.imbalance < drawn.usual_imbalance
(np.int64(4), True)
>>> factors(arms=[0, 1, 2, 3]).tolist()
[[0, 0], [0, 1], [1, 0], [1, 1]]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.arrays import Flags, Floats, Ints, column, table


@dataclass(frozen=True)
class Assignment:
    """One draw for every team.

    `arms` (teams,) numbers 0 … arms − 1, sizes as equal as can be; `imbalance` of this draw and
    `usual_imbalance`, the median of free draws, without unit; `acceptable`, how many different
    allocations the draw was made among; `most_often_together`, the largest share of them in which
    two teams have one arm, and `least_often_together`: near 1 or 0 the draw is hardly a draw
    (Moulton 2004).
    """

    arms: Ints
    imbalance: float
    usual_imbalance: float
    acceptable: int
    most_often_together: float
    least_often_together: float


def assign_teams(
    *,
    covariates: ArrayLike,
    rng: np.random.Generator,
    arms: int = 2,
    candidates: int = 10_000,
    keep: float = 0.1,
) -> Assignment:
    """Draw one allocation among the best balanced.

    Formula: imbalance = Σ_k Σ_arms (mean of z_k in the arm)², z_k the covariate in standard
    deviations (Raab and Butcher 2001, for any number of arms). Of `candidates` free draws the
    different ones up to the `keep` quantile of imbalance are acceptable; one of them is drawn.
    Args: `covariates` (teams, k), what should be alike: share rate before, size, network; `arms`,
    4 for a 2×2. Returns: an `Assignment`. Raises ValueError for fewer than 2 arms, fewer than two
    teams an arm, fewer than 100 candidates, or a keep outside (0, 1].
    """
    z = _standardised(table("covariates", covariates))
    teams = len(z)
    if arms < 2 or teams < 2 * arms:
        raise ValueError("At least 2 arms are needed, and at least two teams for each.")
    if candidates < 100 or not 0 < keep <= 1:
        raise ValueError("candidates must be at least 100, and keep above 0 and at most 1.")
    labels = np.arange(teams, dtype=np.int64) % arms
    drawn = rng.permuted(np.tile(labels, (candidates, 1)), axis=1)
    imbalance = _imbalance(drawn, z, arms)
    fit = drawn[imbalance <= np.quantile(imbalance, keep)]
    fit = np.unique(fit, axis=0)
    chosen = np.asarray(fit[rng.integers(len(fit))], dtype=np.int64)
    together = _together(fit, arms)
    return Assignment(
        arms=chosen,
        imbalance=float(_imbalance(chosen[np.newaxis], z, arms)[0]),
        usual_imbalance=float(np.median(imbalance)),
        acceptable=len(fit),
        most_often_together=float(np.max(together)),
        least_often_together=float(np.min(together)),
    )


def factors(*, arms: ArrayLike) -> Ints:
    """Read the four arms of a 2×2 as two yes-or-no factors.

    Arm 0 has neither, 1 the second, 2 the first, 3 both. Args: `arms` (n,) numbers 0 … 3.
    Returns: (n, 2) of 0 and 1. Raises ValueError for any other number.
    """
    numbers = column("arms", arms)
    if not np.all(np.isin(numbers, [0, 1, 2, 3])):
        raise ValueError("The arms of a 2×2 are 0, 1, 2 and 3.")
    whole = numbers.astype(np.int64)
    return np.stack([whole // 2, whole % 2], axis=-1)


def _standardised(values: Floats) -> Floats:
    spread = values.std(axis=0)
    return (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def _imbalance(drawn: NDArray[np.int64], z: Floats, arms: int) -> Floats:
    total = np.zeros(len(drawn))
    for arm in range(arms):
        inside: Flags = drawn == arm
        mean = inside.astype(np.float64) @ z / inside.sum(axis=1, keepdims=True)
        total += np.sum(mean**2, axis=1)
    return total


def _together(fit: NDArray[np.int64], arms: int) -> Floats:
    """For each pair of teams, the share of acceptable allocations that put both in one arm."""
    inside = [(fit == arm).astype(np.float64) for arm in range(arms)]
    both = np.sum([one.T @ one for one in inside], axis=0) / len(fit)
    return np.asarray(both[np.triu_indices(fit.shape[1], k=1)], dtype=np.float64)
