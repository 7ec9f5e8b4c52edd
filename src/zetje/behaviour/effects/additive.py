"""WCLS: how much a treatment adds to the outcome, from a micro-randomised trial.

Eight people, ten weeks each, prompted with chance .5; a prompt adds 2 and person 1 starts at 1.

>>> rng = np.random.default_rng(1)
>>> person, prompted = np.repeat(np.arange(8), 10), rng.integers(2, size=80)
>>> effects = wcls(
...     outcome=person + 2.0 * prompted, treatment=prompted, probability=np.full(80, 0.5),
...     available=np.ones(80), person=person, controls=person,
... )
>>> effects.coefficients.round(6), effects.control_coefficients.round(6)
(array([2.]), array([1., 1.]))
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.effects.fitting import (
    answer,
    check_columns,
    check_events,
    names_of,
    solve_scaled,
)
from zetje.behaviour.effects.reading import Rows, read
from zetje.behaviour.effects.results import Effects
from zetje.behaviour.effects.sandwich import covariances


def wcls(
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
) -> Effects:
    """Estimate causal excursion effects on a difference scale (Boruvka et al., JASA 2018).

    Minimises over (α, β)
        Σ_i Σ_t I·W·(Y − gᵀα − Σ_c (1{A=c} − p̃_c) fᵀβ_c)²,   W = p̃_A / p_A,
    with g = (1, controls), f = (1, moderators), c = 1 … K. The controls only lessen noise: β is
    right whether or not gᵀα is. Covariance by person with the correction of Mancl & DeRouen
    (2001), which the R package MRTAnalysis applies to at most 50 people and we always; Student's t
    with people − columns degrees of freedom. One row is one decision with one outcome: outcomes
    may not overlap.

    Args: n rows, in any order. `outcome` Y (n,), in its own unit. `treatment` A (n,), 0 or 1, or 0
    … K. `probability` p the logged chance of 1 (n,), or one for all rows, or of each condition (n,
    K + 1). `available` I (n,): other rows weigh nothing and may hold anything. `person` (n,) any
    keys. `controls` (n, k) and `moderators` (n, q), both without a constant. `numerator` p̃ in the
    shapes of `probability` (for K > 1 also (K + 1,)): it may depend on the moderators only; by
    default p itself where that is the same in all available rows, else 1/(K + 1) everywhere, as in
    MRTAnalysis. `level` of the intervals; `moderator_names` for the table.
    Returns: Effects. Raises NotEnoughDataError where the rows cannot answer, for a 0/1 outcome also
    for too few events (see `fitting.check_events`); ValueError for rows that do not fit.
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


def _estimated(rows: Rows, *, level: float, names: tuple[str, ...]) -> Effects:
    if np.all((rows.outcome == 0) | (rows.outcome == 1)):
        # Of a share near 1 it is the other outcome that is rare.
        rarer = rows.events.sum() * 2 > rows.drawn.sum()
        check_events(rows, rows.drawn - rows.events if rarer else rows.events)
    design = np.vstack([rows.controls.T, rows.centred.T]).T
    weighted = (design.T * rows.weight).T
    squares = weighted.T @ design
    check_columns(squares)
    coefficients = solve_scaled(squares, weighted.T @ rows.outcome)
    # Once more on what is left, for columns that are nearly each other's.
    coefficients += solve_scaled(squares, weighted.T @ (rows.outcome - design @ coefficients))
    found = covariances(
        left=design,
        right=design,
        spread=rows.weight,
        score=rows.weight * (rows.outcome - design @ coefficients),
        bread=solve_scaled(squares, np.eye(len(squares))),
        starts=rows.starts,
    )
    return answer(
        Effects,
        rows=rows,
        coefficients=coefficients,
        covariances=found,
        level=level,
        names=names,
    )
