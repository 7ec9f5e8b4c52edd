"""What both estimators read: the available rows of a micro-randomised trial, person by person.

Unavailable rows weigh nothing in either equation, so they are left out at the door; whatever they
hold (a probability of 0, an outcome that is not a number) is not looked at.

>>> rows = read(
...     outcome=[1, 0, 9, 1, 0], treatment=[1, 0, 1, 0, 1], probability=[0.5, 0.5, 0, 0.5, 0.5],
...     available=[1, 1, 0, 1, 1], person=["b", "a", "a", "b", "c"], controls=None,
...     moderators=None, numerator=None,
... )
>>> rows.outcome, rows.people
(array([0., 1., 1., 0.]), 3)
>>> rows.centred.ravel()
array([-0.5,  0.5, -0.5,  0.5])
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Flags, Floats, Ints, chances, column, flags, people, table
from zetje.behaviour.effects.obstacles import NotEnoughDataError, Obstacle

_SUMS_TO_ONE = 1e-6


@dataclass(frozen=True)
class Rows:
    """The available rows, each person's together, matrices with their columns contiguous.

    `outcome` Y (n,); `weight` W = p̃(A)/p(A) (n,); `controls` g, a constant first (n, k + 1);
    `centred` (1{A=c} − p̃_c) f for each condition c = 1 … K (n, K·(q + 1)); `treated` 1{A=c} f in
    the same order; `starts` (m,) the first row of each person; `total` rows before unavailable ones
    were left out; `drawn` and `events` (K + 1,) rows, and rows with an outcome other than 0, in
    each condition; `width` q + 1.
    """

    outcome: Floats
    weight: Floats
    controls: Floats
    centred: Floats
    treated: Floats
    starts: Ints
    total: int
    drawn: Ints
    events: Ints
    width: int

    @property
    def people(self) -> int:
        """How many people were available at least once."""
        return len(self.starts)

    @property
    def coefficients(self) -> int:
        """How many coefficients the equations have, those of the controls included."""
        return self.controls.shape[1] + self.centred.shape[1]


def read(
    *,
    outcome: ArrayLike,
    treatment: ArrayLike,
    probability: ArrayLike,
    available: ArrayLike,
    person: ArrayLike,
    controls: ArrayLike | None,
    moderators: ArrayLike | None,
    numerator: ArrayLike | None,
) -> Rows:
    """Check and order what `wcls` and `emee` are given; see there for arguments and shapes.

    Raises ValueError for what does not fit, NotEnoughDataError for no more people than
    coefficients or for a condition that was never drawn.
    """
    there = flags("available", available)
    order, starts = _person_by_person(_kept("person", person, there))
    rows = len(order)

    def taken(name: str, values: ArrayLike) -> Floats:
        return column(name, _kept(name, values, there), rows=rows)[order]

    def constant_and(name: str, values: ArrayLike | None) -> Floats:
        if values is None:
            return np.ones((rows, 1))
        given = table(name, _kept(name, values, there), rows=rows)
        columns = np.ones((given.shape[1] + 1, rows))
        columns[1:] = given[order].T
        return columns.T

    result = taken("outcome", outcome)
    logged = _probabilities("probability", probability, there)[order]
    drawn = _conditions(taken("treatment", treatment), logged.shape[1])
    counted = _numerator(numerator, there, logged, order)
    moderating = constant_and("moderators", moderators)
    mine = np.arange(rows)
    indicator = np.eye(logged.shape[1])[drawn, 1:]
    found = Rows(
        outcome=result,
        weight=counted[mine, drawn] / logged[mine, drawn],
        controls=constant_and("controls", controls),
        centred=_blocks(indicator - counted[:, 1:], moderating),
        treated=_blocks(indicator, moderating),
        starts=starts,
        total=len(there),
        drawn=np.bincount(drawn, minlength=logged.shape[1]),
        events=np.bincount(drawn[result != 0], minlength=logged.shape[1]),
        width=moderating.shape[1],
    )
    _check(found)
    return found


def _person_by_person(person: ArrayLike) -> tuple[Ints, Ints]:
    """An order of the rows that brings each person's together, and where each begins in it."""
    keys, numbers = people("person", person)
    # Short integers are sorted by counting, several times as fast.
    short = numbers.astype(np.uint16) if len(keys) <= np.iinfo(np.uint16).max else numbers
    order = np.argsort(short, kind="stable")
    return order, np.flatnonzero(np.diff(numbers[order], prepend=-1))


def _check(rows: Rows) -> None:
    if rows.people <= rows.coefficients:
        raise NotEnoughDataError(
            Obstacle.TOO_FEW_PEOPLE, found=rows.people, needed=rows.coefficients + 1
        )
    if not rows.drawn.all():
        raise NotEnoughDataError(Obstacle.ONE_CONDITION_ONLY, found=int(np.argmin(rows.drawn)))


def _kept(name: str, values: ArrayLike, available: Flags) -> np.ndarray[tuple[int, ...]]:
    array = np.asarray(values)
    if array.ndim == 0 or len(array) != len(available):
        size = "one value" if array.ndim == 0 else f"{len(array)} rows"
        raise ValueError(f"{name} has {size} where {len(available)} rows are expected.")
    return array if available.all() else array[available]


def _probabilities(name: str, values: ArrayLike, available: Flags) -> Floats:
    """The chance of each condition in each available row (n, K + 1), from any accepted shape."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0:
        array = np.broadcast_to(array, available.shape)
    kept = _kept(name, array, available)
    if kept.ndim == 1:
        treated = chances(name, kept)
        return np.column_stack([1 - treated, treated])
    matrix = table(name, kept)
    chances(name, matrix.ravel())
    if matrix.shape[1] < 2 or np.any(np.abs(matrix.sum(axis=1) - 1) > _SUMS_TO_ONE):
        raise ValueError(f"{name} must have a column for each condition, and rows that sum to 1.")
    return matrix


def _numerator(values: ArrayLike | None, available: Flags, logged: Floats, order: Ints) -> Floats:
    """p̃ of each condition in each row: given, or else a constant."""
    if values is None:
        first = logged[:1]
        same = bool(np.all(logged == first))
        constant = first if same else np.full((1, logged.shape[1]), 1 / logged.shape[1])
        return np.broadcast_to(constant, logged.shape)
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 1 and logged.shape[1] > 2 and len(array) == logged.shape[1]:
        array = np.broadcast_to(array, (len(available), len(array)))
    matrix = _probabilities("numerator", array, available)[order]
    if matrix.shape != logged.shape:
        raise ValueError("numerator must speak of the same conditions as probability.")
    return matrix


def _conditions(treatment: Floats, conditions: int) -> Ints:
    drawn = treatment.astype(np.int64)
    if np.any(drawn != treatment) or np.any((drawn < 0) | (drawn >= conditions)):
        raise ValueError(f"treatment may hold only whole numbers from 0 to {conditions - 1}.")
    return drawn


def _blocks(factors: Floats, moderating: Floats) -> Floats:
    """Each factor times each moderator (n, K·(q + 1)), columns contiguous."""
    return np.array([one * other for one in factors.T for other in moderating.T]).T
