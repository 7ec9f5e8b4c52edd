"""How many clicks are usual: counts that grow with an audience, fitted in every cell at once.

Published: the negative binomial law (Greenwood and Yule 1920) and its regression by weighted least
squares and maximum likelihood (Lawless 1987; Hilbe 2011). Ours: the weak prior that holds the
exponent of the audience, and the cap on how alike people may be called.

>>> rng = np.random.default_rng(3)
>>> audience = rng.lognormal(6, 1, 2000)
>>> clicks = rng.poisson(0.02 * audience**0.8 * rng.gamma(4, 1 / 4, 2000))
>>> law = fit_counts(count=clicks, exposure=np.ones(2000), log_size=np.log(audience))
>>> print(law.slope.round(2), law.shape.round(1))
[0.83] [4.3]
>>> print(law.mean(log_size=np.log([100, 1000]), cell=[0, 0]).round(1))
[0.7 5. ]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from zetje.behaviour.arrays import Floats, Ints, column

# Engagement grows a little slower than an audience: most published exponents lie between .7 and 1.
SLOPE_MEAN = 0.85
SLOPE_SD = 0.15
# A shape of ten thousand is a spread of one per cent: nobody can be told apart by less.
SHAPE_LEAST, SHAPE_MOST = 0.02, 1e4
ROUNDS = 60
SETTLED = 1e-5
NEARBY = 1e-4


@dataclass(frozen=True)
class CountLaw:
    """A law for each of c cells: count ~ NegativeBinomial(mean m, variance m + m²/shape).

    log m = log exposure + `level` + `slope` · (log size − `centre`). All (c,); `level_variance` is
    the squared standard error of `level`.
    """

    level: Floats
    slope: Floats
    centre: Floats
    shape: Floats
    level_variance: Floats

    def mean(self, *, log_size: ArrayLike, cell: ArrayLike) -> Floats:
        """Give the usual count for one unit of exposure.

        Args: `log_size` (n,), natural logarithm of people; `cell` (n,) numbers 0 … c−1.
        Returns: (n,) counts.
        """
        c = np.asarray(cell, dtype=np.int64)
        return np.exp(self.level[c] + self.slope[c] * (np.asarray(log_size) - self.centre[c]))


@dataclass
class _Fit:
    """The rows and where the search stands; sums go by cell."""

    y: Floats
    exposure: Floats
    size: Floats
    cell: Ints
    cells: int
    level: Floats
    slope: Floats
    log_shape: Floats

    def sums(self, values: Floats) -> Floats:
        summed = np.bincount(self.cell, weights=values, minlength=self.cells)
        return summed.astype(np.float64)

    def means(self) -> Floats:
        return self.exposure * np.exp(self.level[self.cell] + self.slope[self.cell] * self.size)


def fit_counts(
    *,
    count: ArrayLike,
    exposure: ArrayLike,
    log_size: ArrayLike | None = None,
    cell: ArrayLike | None = None,
    cells: int | None = None,
) -> CountLaw:
    """Fit a `CountLaw` to the rows of each cell, all cells together.

    Formulas: Fisher scoring for level and slope, weights m·s/(s + m) with s the shape, the slope
    with prior N(.85, .15²); Newton for log s on the likelihood, held to .02 … 10,000.
    Args: `count` (n,) not negative, need not be whole; `exposure` (n,) posts or expected clicks,
    rows with 0 say nothing; `log_size` (n,) natural logarithm of the audience, none for a plain
    rate; `cell` (n,) numbers 0 … c−1, one cell when left out; `cells` c.
    Returns: a `CountLaw`; a cell without any count has the level of half a count in all.
    Raises ValueError for shapes that differ and negative or non-finite values.
    """
    y = column("count", count)
    n = len(y)
    e = column("exposure", exposure, rows=n)
    size = np.zeros(n) if log_size is None else column("log_size", log_size, rows=n)
    at = np.zeros(n, dtype=np.int64) if cell is None else np.asarray(cell, dtype=np.int64)
    if np.any(y < 0) or np.any(e < 0):
        raise ValueError("count and exposure must not be negative.")
    c = cells if cells is not None else int(np.max(at, initial=0)) + 1
    told = e > 0
    fit, centre = _start(y[told], e[told], size[told], at[told], c)
    moved, left = 1.0, ROUNDS
    while moved > SETTLED and left:
        moved, left = max(_step_mean(fit), _step_shape(fit)), left - 1
    m, s = fit.means(), np.exp(fit.log_shape)
    weight = fit.sums(m * s[fit.cell] / (s[fit.cell] + m))
    return CountLaw(
        level=fit.level,
        slope=fit.slope,
        centre=centre,
        shape=s,
        level_variance=1 / np.maximum(weight, 1e-9),
    )


def _start(y: Floats, e: Floats, size: Floats, cell: Ints, cells: int) -> tuple[_Fit, Floats]:
    """Begin at the prior's slope, the plain rate and the shape by moments."""
    rows = np.maximum(np.bincount(cell, minlength=cells), 1)
    centre = np.bincount(cell, weights=size, minlength=cells) / rows
    slope, zero = np.full(cells, SLOPE_MEAN), np.zeros(cells)
    fit = _Fit(y, e, size - centre[cell], cell, cells, zero, slope, zero)
    base = fit.sums(fit.means())
    fit.level = np.log(np.maximum(fit.sums(y), 0.5) / np.maximum(base, 1e-9))
    m = fit.means()
    extra = fit.sums(((y - m) ** 2 - m) / (1 + m)) / np.maximum(fit.sums(m**2 / (1 + m)), 1e-9)
    fit.log_shape = -np.log(np.clip(extra, 1 / 500, 10))
    return fit, centre


def _step_mean(fit: _Fit) -> float:
    """One scoring step for level and slope; returns the longest."""
    m, s = fit.means(), np.exp(fit.log_shape)[fit.cell]
    w = m * s / (s + m)
    total = np.maximum(fit.sums(w), 1e-9)
    middle = fit.sums(w * fit.size) / total
    off = fit.size - middle[fit.cell]
    missed = (fit.y - m) * s / (s + m)
    pull = fit.sums(off * missed) + (SLOPE_MEAN - fit.slope) / SLOPE_SD**2
    slope = np.clip(pull / (fit.sums(w * off**2) + 1 / SLOPE_SD**2), -0.3, 0.3)
    level = np.clip(fit.sums(missed) / total - slope * middle, -1, 1)
    # A cell without a single count has no finite level: it stays where it began.
    level = np.where(fit.sums(fit.y) > 0, level, 0.0)
    fit.slope = fit.slope + slope
    fit.level = fit.level + level
    return float(max(np.max(np.abs(slope)), np.max(np.abs(level))))


def _step_shape(fit: _Fit) -> float:
    """One Newton step for the logarithm of the shape; returns the longest."""
    m = fit.means()
    here, near = _shape_score(fit, m, 0.0), _shape_score(fit, m, NEARBY)
    bend = (near - here) / NEARBY
    newton = np.where(bend < 0, -here / np.minimum(bend, -1e-12), np.sign(here))
    low, high = np.log(SHAPE_LEAST), np.log(SHAPE_MOST)
    moved = np.clip(fit.log_shape + np.clip(newton, -1, 1), low, high)
    longest = float(np.max(np.abs(moved - fit.log_shape)))
    fit.log_shape = moved
    return longest


def _shape_score(fit: _Fit, m: Floats, beside: float) -> Floats:
    """Give the derivative of the likelihood to log shape, `beside` the present one."""
    shape = np.exp(fit.log_shape + beside)
    s = shape[fit.cell]
    score = special.digamma(fit.y + s) - special.digamma(s) + np.log(s / (s + m))
    return shape * fit.sums(score + (m - fit.y) / (s + m))
