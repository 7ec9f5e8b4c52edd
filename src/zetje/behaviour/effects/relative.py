"""EMEE: how many times as likely a treatment makes the outcome, from a micro-randomised trial.

Without controls or moderators, and with p̃ = p the same everywhere, the answer is the plain ratio
of shares: here 12 of 20 against 6 of 20.

>>> prompted = np.tile([1, 0], 20)
>>> shared = np.where(prompted == 1, np.arange(40) < 24, np.arange(40) < 12)
>>> effects = emee(
...     outcome=shared, treatment=prompted, probability=0.5, available=np.ones(40),
...     person=np.tile(np.arange(8), 5),
... )
>>> effects.relative_risks.round(6)
array([2.])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats
from zetje.behaviour.effects.fitting import (
    answer,
    check_columns,
    check_events,
    names_of,
    solve_scaled,
    well_conditioned,
)
from zetje.behaviour.effects.obstacles import NotEnoughDataError, Obstacle
from zetje.behaviour.effects.reading import Rows, read
from zetje.behaviour.effects.results import RelativeEffects
from zetje.behaviour.effects.sandwich import covariances

_STEPS = 100
_LEAST_SHARE = 1e-6
_CLOSE_ENOUGH = 1e-10


def emee(
    *,
    outcome: ArrayLike,
    treatment: ArrayLike,
    probability: ArrayLike,
    available: ArrayLike,
    person: ArrayLike,
    controls: ArrayLike | None = None,
    moderators: ArrayLike | None = None,
    numerator: ArrayLike | None = None,
    level: float = 0.95,
    moderator_names: Sequence[str] | None = None,
) -> RelativeEffects:
    """Estimate causal excursion effects on the log relative risk (Qian et al., Biometrika 2021).

    Solves for (α, β), with t = Σ_c 1{A=c} fᵀβ_c,
        Σ_i Σ_t I·W·e^{−t}·(Y − e^{gᵀα + t})·[g; (1{A=c} − p̃_c) f] = 0,   W = p̃_A / p_A,
    by a damped Newton method (a step counts where the next one would be shorter: Deuflhard's
    natural monotonicity). The covariance is the sandwich by person with the full derivative of the
    equations, and H_ii = J_i B D_i in the correction of Mancl & DeRouen (2001), as in the R
    package MRTAnalysis; Student's t with people − columns degrees of freedom.

    Args: as `wcls`, but `outcome` is 0 or 1 (a count, or any number from 0, is met alike). People
    who were never available count nowhere.
    Returns: RelativeEffects, whose coefficients are logarithms and whose `relative_risks` are
    ratios. Raises NotEnoughDataError where the rows cannot answer, among them too few events (see
    `fitting.check_events`) and equations without a finite solution; ValueError for rows that do
    not fit.
    """
    rows = read(
        outcome=outcome,
        treatment=treatment,
        probability=probability,
        available=available,
        person=person,
        controls=controls,
        moderators=moderators,
        numerator=numerator,
    )
    return _estimated(rows, level=level, names=names_of(rows, moderator_names))


def _estimated(rows: Rows, *, level: float, names: tuple[str, ...]) -> RelativeEffects:
    if np.any(rows.outcome < 0):
        raise ValueError("outcome may hold nothing below 0 for a relative effect.")
    check_events(rows, rows.events)
    equations = _equations(rows)
    check_columns((equations.left.T * rows.weight) @ equations.left)
    coefficients = _solved(equations)
    now = equations.at(coefficients)
    found = covariances(
        left=equations.left,
        right=equations.right,
        spread=now.expected,
        score=now.score,
        bread=solve_scaled(now.slope, np.eye(len(now.slope))),
        starts=rows.starts,
    )
    return answer(
        RelativeEffects,
        rows=rows,
        coefficients=coefficients,
        covariances=found,
        level=level,
        names=names,
    )


@dataclass(frozen=True)
class _Point:
    """The equations at one (α, β): each row's W e^{gα}, its score, and minus the derivative."""

    expected: Floats
    score: Floats
    value: Floats
    slope: Floats


@dataclass(frozen=True)
class _Equations:
    """The rows as the equations meet them: [g; (1{A} − p̃) f] and [g; 1{A} f], each (n, k)."""

    rows: Rows
    left: Floats
    right: Floats

    def at(self, coefficients: Floats) -> _Point:
        first = self.rows.controls.shape[1]
        with np.errstate(over="ignore", invalid="ignore"):
            expected = self.rows.weight * np.exp(self.rows.controls @ coefficients[:first])
            undone = np.exp(-(self.rows.treated @ coefficients[first:]))
            seen = self.rows.weight * undone * self.rows.outcome
            score = seen - expected
            slope = np.hstack(
                [
                    (self.left.T * expected) @ self.rows.controls,
                    (self.left.T * seen) @ self.rows.treated,
                ]
            )
            return _Point(expected, score, self.left.T @ score, slope)


def _equations(rows: Rows) -> _Equations:
    return _Equations(
        rows,
        left=np.vstack([rows.controls.T, rows.centred.T]).T,
        right=np.vstack([rows.controls.T, rows.treated.T]).T,
    )


def _start(rows: Rows) -> Floats:
    """No effect, and the same chance for everyone."""
    coefficients = np.zeros(rows.coefficients)
    coefficients[0] = np.log(np.average(rows.outcome, weights=rows.weight))
    return coefficients


def _solved(equations: _Equations) -> Floats:
    """Follow Newton's steps to where they end; NotEnoughDataError where they do not."""
    # A step is measured by what it changes in the exponents, whatever the columns' units.
    sizes = np.sqrt(np.mean(equations.right**2, axis=0))
    coefficients = _start(equations.rows)
    for _ in range(_STEPS):
        point = equations.at(coefficients)
        if not well_conditioned(point.slope):
            break
        step = solve_scaled(point.slope, point.value)
        if np.max(np.abs(step * sizes)) < _CLOSE_ENOUGH:
            return coefficients + step
        coefficients = coefficients + _damping(equations, coefficients, point, step, sizes) * step
    raise NotEnoughDataError(Obstacle.NO_SOLUTION, found=_STEPS)


def _damping(
    equations: _Equations, coefficients: Floats, point: _Point, step: Floats, sizes: Floats
) -> float:
    """The share of the step after which the next one would be shorter."""
    length = np.max(np.abs(step * sizes))

    def shortens(share: float) -> bool:
        there = equations.at(coefficients + share * step)
        with np.errstate(invalid="ignore"):
            following = solve_scaled(point.slope, there.value)
        return bool(np.max(np.abs(following * sizes)) <= (1 - share / 4) * length)

    share = 1.0
    while not shortens(share) and share > _LEAST_SHARE:
        share /= 2
    return share
