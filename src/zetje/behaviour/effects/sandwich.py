"""The covariance of estimated effects, robust for whatever ties the rows of one person together.

Sandwich: B (Σ_i u_i u_iᵀ) Bᵀ with u_i = D_i r_i the score of person i and B the inverse of minus
the derivative of the equations (Liang & Zeger, Biometrika 1986). Small-sample correction (Mancl &
DeRouen, Biometrics 2001): r_i → (I − H_ii)⁻¹ r_i with H_ii = J_i B D_i, where J_i holds the
derivative of the mean. H_ii is as large as a person's rows; we solve the same in as many
dimensions as there are coefficients, by D (I − J B D)⁻¹ r = (I − D J B)⁻¹ D r.

One column of ones and three people of two rows: each carries a third of the mean, so a person's
residual grows by 1/(1 − 1/3).

>>> ones = np.ones((6, 1))
>>> plain, corrected = covariances(
...     left=ones, right=ones, spread=np.ones(6), score=np.array([1, 1, -1, -1, 0, 0.0]),
...     bread=np.array([[1 / 6]]), starts=np.array([0, 2, 4]),
... )
>>> (36 * plain).round(6), (corrected / plain).round(6)
(array([[8.]]), array([[2.25]]))
"""

from __future__ import annotations

import numpy as np

from zetje.behaviour.arrays import Floats, Ints
from zetje.behaviour.effects.obstacles import NotEnoughDataError, Obstacle

_ROWS_AT_ONCE = 1 << 14
_LEAST_FREEDOM = 1e-8
_SURELY_FREE = 0.9


def covariances(
    *, left: Floats, right: Floats, spread: Floats, score: Floats, bread: Floats, starts: Ints
) -> tuple[Floats, Floats]:
    """Say how far estimates may lie from the truth.

    Args: rows stand person by person. `left` L (n, k) and `score` s (n,): the score of person i is
    u_i = Σ_t s_t L_t. `right` R (n, k) and `spread` v (n,): D_i J_i = Σ_t v_t L_t R_tᵀ. `bread` B
    (k, k). `starts` (m,), the first row of each person.
    Returns: the covariance (k, k) without and with the small-sample correction.
    Raises NotEnoughDataError where somebody alone decides a coefficient: (I − D J B) is singular.
    """
    size = bread.shape[0]
    sizes = np.sqrt(np.abs(np.diag(bread)))
    plain, corrected = np.zeros((size, size)), np.zeros((size, size))
    for first, last in _portions(starts, len(score)):
        here = slice(starts[first], starts[last] if last < len(starts) else len(score))
        begins = starts[first:last] - starts[first]
        scores = _sums(left[here].T * score[here], begins).T
        products = _products(left[here], right[here], spread[here], begins, same=right is left)
        hat = (products.reshape(-1, size) @ bread).reshape(products.shape)
        grown = _grown(scores, hat, sizes)
        plain += scores.T @ scores
        corrected += grown.T @ grown
    return bread @ plain @ bread.T, bread @ corrected @ bread.T


def _portions(starts: Ints, rows: int) -> list[tuple[int, int]]:
    """Runs of people of some ten thousand rows each, which a processor keeps at hand."""
    portion = starts // _ROWS_AT_ONCE
    firsts = np.flatnonzero(np.diff(portion, prepend=-1))
    lasts = np.append(firsts[1:], len(starts))
    return [(int(first), int(last)) for first, last in zip(firsts, lasts, strict=True)]


def _sums(columns: Floats, begins: Ints) -> Floats:
    """The sums of columns (k, n) over each person (k, m)."""
    return np.add.reduceat(columns, begins, axis=1)


def _products(left: Floats, right: Floats, spread: Floats, begins: Ints, *, same: bool) -> Floats:
    """Σ_t v_t L_t R_tᵀ of each person (m, k, k)."""
    size = left.shape[1]
    found = np.empty((len(begins), size, size))
    weighted = right.T * spread
    for row in range(size):
        from_column = row if same else 0
        sums = _sums(weighted[from_column:] * left[:, row], begins).T
        found[:, row, from_column:] = sums
        if same:
            found[:, from_column:, row] = sums
    return found


def _grown(scores: Floats, hat: Floats, sizes: Floats) -> Floats:
    """(I − D J B)⁻¹ u of each person (m, k); `hat` is D J B, `sizes` the units of its columns."""
    freedom = np.eye(len(sizes)) - hat
    # Far inside the unit circle nothing is singular; the eigenvalues of few others are looked at.
    norms = np.einsum("mij,mij,ij->m", hat, hat, np.outer(sizes**2, sizes**-2))
    doubtful = np.linalg.eigvals(freedom[norms > _SURELY_FREE])
    alone = np.abs(doubtful).min(axis=1, initial=1) < _LEAST_FREEDOM
    if alone.any():
        raise NotEnoughDataError(Obstacle.ONE_PERSON_DECIDES, found=int(alone.sum()))
    return np.linalg.solve(freedom, scores[:, :, np.newaxis])[:, :, 0].astype(np.float64)
