"""What the clicks say of somebody's skill: a gamma prior for all, a gamma posterior for each.

Published: gamma–Poisson shrinkage by marginal likelihood (Robbins 1956; Clayton and Kaldor 1987).
Ours: an uncertain expectation counts for less, clicks and expected clicks alike being multiplied by
w = certainty/(certainty + E), which gives the counts the right mean and variance.

>>> prior = fit_prior(clicks=[4, 30, 11, 18, 2], expected=[8, 15, 12, 16, 7])
>>> print(score(clicks=[0, 30], expected=[1, 15], prior=Skill(a=4.0, b=4.0)).round(2))
[0.8  1.79]
>>> better, worse = Skill(a=np.array([34.0]), b=np.array([19.0])), Skill(a=4.0, b=5.0)
>>> print(chance_above(first=better, second=worse).round(3))
[0.965]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from zetje.behaviour.arrays import Floats, column, people
from zetje.behaviour.counts import fit_counts


@dataclass(frozen=True)
class Skill:
    """A gamma law of skill θ, one for all or one a row: shape `a`, rate `b`, mean a/b.

    Skill 1.2 means a fifth more clicks than expected.
    """

    a: ArrayLike
    b: ArrayLike

    @property
    def mean(self) -> Floats:
        """Give a/b, the score."""
        return np.asarray(np.asarray(self.a) / np.asarray(self.b), dtype=np.float64)


def evidence(
    *, clicks: ArrayLike, expected: ArrayLike, certainty: ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """Weigh clicks and expected clicks by how well the expectation is known.

    Formula: w = s/(s + E) with s the certainty, since y given an uncertain E has variance
    Eθ + (Eθ)²/s. Returns: w·clicks and w·expected, (n,) each. Raises ValueError for shapes that
    differ and negative values.
    """
    y = column("clicks", clicks)
    e = column("expected", expected, rows=len(y))
    if np.any(y < 0) or np.any(e < 0):
        raise ValueError("Clicks and expected clicks must not be negative.")
    if certainty is None:
        return y, e
    s = column("certainty", certainty, rows=len(y))
    if np.any(s < 0):
        raise ValueError("certainty must not be negative.")
    w = np.divide(s, s + e, out=np.zeros(len(y)), where=s > 0)
    return w * y, w * e


def amount(*, clicks: ArrayLike, expected: ArrayLike, certainty: ArrayLike | None = None) -> Floats:
    """Say how many expected clicks each row's evidence is worth.

    Formula: w(1 − w)(s + y), which is E where the expectation is certain. It depends on old and
    new clicks together, as the comparison of two counts does (Przyborowski and Wilenski 1940): a
    bar on the old ones alone would let in the people who were lucky then. Returns: (n,) clicks.
    Raises ValueError for shapes that differ and negative values.
    """
    wy, known = evidence(clicks=clicks, expected=expected, certainty=certainty)
    if certainty is None:
        return known
    s, e = column("certainty", certainty), column("expected", expected)
    w = np.divide(s, s + e, out=np.zeros(len(e)), where=s > 0)
    return (1 - w) * (w * s + wy)


def fit_prior(
    *,
    clicks: ArrayLike,
    expected: ArrayLike,
    certainty: ArrayLike | None = None,
    group: ArrayLike | None = None,
) -> Skill:
    """Estimate how much skill differs between people.

    Formula: a and b that maximise Π NegativeBinomial(y; shape a, mean E·a/b) over the group; a is
    at most 10,000, a spread of one per cent.
    Args: `clicks`, `expected`, `certainty` (n,), see `expect`; `group` (n,) keys of those who are
    compared with each other (an organisation), all together when left out.
    Returns: a `Skill` with (n,) figures, each row that of its group. Raises ValueError for shapes
    that differ and negative values.
    """
    y, e = evidence(clicks=clicks, expected=expected, certainty=certainty)
    keys, cell = people("group", np.zeros(len(y)) if group is None else group, rows=len(y))
    law = fit_counts(count=y, exposure=e, cell=cell, cells=len(keys))
    return Skill(a=law.shape[cell], b=(law.shape / np.exp(law.level))[cell])


def posterior(
    *,
    clicks: ArrayLike,
    expected: ArrayLike,
    prior: Skill,
    certainty: ArrayLike | None = None,
) -> Skill:
    """Give what is known of each row's skill: Gamma(a + w·y, b + w·E), arguments as `score`."""
    y, e = evidence(clicks=clicks, expected=expected, certainty=certainty)
    return Skill(a=np.asarray(prior.a) + y, b=np.asarray(prior.b) + e)


def score(
    *,
    clicks: ArrayLike,
    expected: ArrayLike,
    prior: Skill,
    certainty: ArrayLike | None = None,
) -> Floats:
    """Give the expected skill of each row.

    Formula: (a + w·y)/(b + w·E), w as in `evidence` and 1 without `certainty`.
    Args: `clicks` y and `expected` E (n,); `prior` from `fit_prior`; `certainty` (n,).
    Returns: (n,), 1.2 for a fifth more than expected. Raises ValueError for shapes that differ and
    negative values.
    """
    return posterior(clicks=clicks, expected=expected, prior=prior, certainty=certainty).mean


def chance_above(*, first: Skill, second: Skill) -> Floats:
    """Give the chance that the first one's skill is above the second one's.

    Formula: P(θ₁ > θ₂) = I_x(a₂, a₁) with x = b₂/(b₁ + b₂), the regularised incomplete beta
    function. Returns: chances in the shape to which the figures broadcast.
    """
    b1, b2 = np.asarray(first.b, dtype=np.float64), np.asarray(second.b, dtype=np.float64)
    x = b2 / (b1 + b2)
    return np.asarray(
        special.betainc(np.asarray(second.a), np.asarray(first.a), x), dtype=np.float64
    )
