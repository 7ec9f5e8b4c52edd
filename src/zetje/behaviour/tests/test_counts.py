"""Counts that grow with an audience: fitted in each cell as if it were alone."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from zetje.behaviour.counts import SLOPE_MEAN, SLOPE_SD, fit_counts


def test_fit_agrees_with_an_independent_search() -> None:
    rng = np.random.default_rng(1)
    size = rng.normal(6, 1, 500)
    mean = 2 * np.exp(0.75 * (size - 6))
    count = rng.poisson(mean * rng.gamma(3, 1 / 3, 500))

    law = fit_counts(count=count, exposure=np.ones(500), log_size=size)

    def worth(at: np.ndarray) -> float:
        m, s = np.exp(at[0] + at[1] * (size - size.mean())), np.exp(at[2])
        fit = stats.nbinom.logpmf(count, s, s / (s + m)).sum()
        return -float(fit - (at[1] - SLOPE_MEAN) ** 2 / (2 * SLOPE_SD**2))

    best = optimize.minimize(worth, [0.0, 0.8, 1.0], method="Nelder-Mead", tol=1e-9).x
    assert [law.level[0], law.slope[0], np.log(law.shape[0])] == pytest.approx(best, abs=1e-3)


def test_cells_do_not_hear_of_each_other() -> None:
    rng = np.random.default_rng(2)
    size, cell = rng.normal(6, 1, 300), rng.integers(0, 3, 300)
    count = rng.poisson(np.exp(cell + 0.8 * (size - 6)))

    together = fit_counts(count=count, exposure=np.ones(300), log_size=size, cell=cell)

    for number in range(3):
        rows = cell == number
        alone = fit_counts(count=count[rows], exposure=np.ones(rows.sum()), log_size=size[rows])
        assert together.slope[number] == pytest.approx(alone.slope[0], abs=1e-4)
        assert together.level[number] == pytest.approx(alone.level[0], abs=1e-4)


def test_a_cell_without_a_count_has_half_a_count() -> None:
    law = fit_counts(count=[0, 0, 8, 12], exposure=[5, 5, 5, 5], cell=[0, 0, 1, 1])

    assert law.mean(log_size=[0, 0], cell=[0, 1]) == pytest.approx([0.05, 2.0], rel=0.01)


def test_a_cell_without_rows_is_no_trouble() -> None:
    law = fit_counts(count=[3, 4], exposure=[1, 1], cell=[1, 1], cells=3)

    assert np.all(np.isfinite(law.level))
    assert np.all(law.level_variance > 0)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        fit_counts(count=[-1], exposure=[1])
