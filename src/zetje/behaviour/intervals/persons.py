"""The difference that a prompt makes, from sums by person that can be kept up week by week.

The estimate is that of `effects.wcls` without controls or moderators (Boruvka et al. 2018), its
standard error the sandwich by person with the correction of Mancl and DeRouen (2001). Both need no
more than five sums for each person, so that a look each week costs as little as the first.

>>> week = dict(treatment=[1, 0, 1, 0], probability=[0.5] * 4, available=[1] * 4, numerator=0.5)
>>> sums = week_sums(outcome=[1, 0, 0, 0], **week) + week_sums(outcome=[1, 0, 1, 1], **week)
>>> seen = difference(sums=sums)
>>> print(seen.estimate, seen.events, seen.people, seen.shown)
0.5 [1 3] 4 False
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.arrays import Flags, Floats, Ints, chances, column, flags, people
from zetje.behaviour.intervals.sequence import (
    ALPHA,
    EVENTS_AT_LEAST,
    PEOPLE_AT_LEAST,
    Interval,
    anytime_interval,
)


@dataclass(frozen=True)
class PersonSums:
    """What each person adds to the estimate; arrays (…, m) for m people and any number of trials.

    With c = A − p̃ and W = (p̃/p)^A ((1−p̃)/(1−p))^{1−A} over available rows: `weight` ΣW, `centred`
    ΣWc, `squared` ΣWc², `outcome` ΣWY, `product` ΣWcY, `rows`, and `prompted_events` and
    `silent_events`: rows with an outcome other than 0. Add two to join two spans of weeks.
    """

    weight: Floats
    centred: Floats
    squared: Floats
    outcome: Floats
    product: Floats
    rows: Floats
    prompted_events: Floats
    silent_events: Floats

    def __add__(self, other: PersonSums) -> PersonSums:
        return PersonSums(
            **{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        )


@dataclass(frozen=True)
class Difference:
    """The difference between prompted and silent weeks at one look; arrays have the trials' shape.

    `estimate` and `standard_error` in the unit of the outcome, NaN where they cannot be had;
    `degrees_of_freedom` people − 2; `information` Σ W c² less what the constant takes, which for
    one p is person-weeks · p(1−p); `people` with an available row; `events` (…, 2), silent and
    prompted; `shown`, whether there are enough people and events to say anything.
    """

    estimate: Floats
    standard_error: Floats
    degrees_of_freedom: Floats
    information: Floats
    people: Ints
    events: Ints
    shown: Flags

    def interval(self, *, planned: ArrayLike, alpha: float = ALPHA) -> Interval:
        """Give the peeking-safe interval; `planned` as from `planned_information`.

        Ends are NaN where nothing may be shown yet.
        """
        return anytime_interval(
            estimate=np.where(self.shown, self.estimate, np.nan),
            standard_error=np.where(self.shown, self.standard_error, np.nan),
            information=np.where(self.shown, self.information, np.nan),
            planned=planned,
            degrees_of_freedom=self.degrees_of_freedom,
            alpha=alpha,
        )


def planned_information(
    *, people: ArrayLike, weeks: ArrayLike, availability: ArrayLike, numerator: ArrayLike
) -> Floats:
    """Say beforehand how much information a plan will gather.

    Formula: people · weeks · availability · p̃(1 − p̃). Args broadcast; availability and numerator
    are shares. Returns: the information in the unit of `Difference.information`.
    """
    p = np.asarray(numerator, dtype=np.float64)
    size = np.asarray(people, dtype=np.float64) * np.asarray(weeks, dtype=np.float64)
    return np.asarray(size * np.asarray(availability, dtype=np.float64) * p * (1 - p))


def week_sums(
    *,
    outcome: ArrayLike,
    treatment: ArrayLike,
    probability: ArrayLike,
    available: ArrayLike,
    numerator: float,
) -> PersonSums:
    """Take one week of decisions, one for each person.

    Args: `outcome`, `treatment` (0 or 1), `probability` of treatment, `available` (0 or 1), each
    broadcast to (…, m) for m people; `numerator` p̃, one number in (0, 1) that stays the same for
    all weeks. Returns: `PersonSums` (…, m). Raises ValueError for a p̃ or, where available, a
    probability outside (0, 1).
    """
    _check_numerator(numerator)
    given, A, p, open_ = (
        np.asarray(one, dtype=np.float64) for one in (outcome, treatment, probability, available)
    )
    if np.any((open_ != 0) & ((p <= 0) | (p >= 1))):
        raise ValueError("probability must lie strictly between 0 and 1 where available.")
    safe = np.where(open_ != 0, p, 0.5)
    W = open_ * np.where(A != 0, numerator / safe, (1 - numerator) / (1 - safe))
    c = A - numerator
    Y = np.where(open_ != 0, given, 0.0)
    event = open_ * (Y != 0)
    Wc = W * c
    parts = (W, Wc, Wc * c, W * Y, Wc * Y, open_, event * (A != 0), event * (A == 0))
    return PersonSums(*(np.asarray(one) for one in np.broadcast_arrays(*parts)))


def person_sums(
    *,
    outcome: ArrayLike,
    treatment: ArrayLike,
    probability: ArrayLike,
    available: ArrayLike,
    person: ArrayLike,
    numerator: float,
) -> PersonSums:
    """Take decisions in any order, several for each person.

    Args: all (n,), `person` any sortable keys; the rest as `week_sums`. Returns: `PersonSums` (m,)
    in the sorted order of the people. Raises ValueError for lengths that differ and values that
    are not finite, and as `week_sums`.
    """
    Y = column("outcome", outcome)
    open_ = flags("available", available, rows=len(Y))
    p = column("probability", probability, rows=len(Y))
    chances("probability", p[open_])
    row = week_sums(
        outcome=Y,
        treatment=np.where(open_, column("treatment", treatment, rows=len(Y)), 0.0),
        probability=p,
        available=open_,
        numerator=numerator,
    )
    keys, whose = people("person", person, rows=len(Y))
    return PersonSums(
        **{one.name: _by_person(whose, getattr(row, one.name), len(keys)) for one in fields(row)}
    )


def difference(*, sums: PersonSums) -> Difference:
    """Estimate the difference and its person-robust standard error.

    Formula: (α, β) minimise Σ W (Y − α − c β)²; with x = (1, c), G_i = Σ_t W x x', B = Σ G_i and
    s_i = Σ_t W x r: Var = B⁻¹ Σ_i u_i u_i' B⁻¹, u_i = (I − G_i B⁻¹)⁻¹ s_i, which equals Mancl and
    DeRouen's r_i → (I − H_ii)⁻¹ r_i. Args: `sums` (…, m). Returns: a `Difference` of shape (…).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate, error, information = _solve(sums)
    whole = np.isfinite(estimate) & np.isfinite(error) & (information > 0) & (error > 0)
    number = np.count_nonzero(sums.rows > 0, axis=-1)
    events = np.stack(
        [sums.silent_events.sum(axis=-1), sums.prompted_events.sum(axis=-1)], axis=-1
    ).astype(np.int64)
    enough = (number >= PEOPLE_AT_LEAST) & np.all(events >= EVENTS_AT_LEAST, axis=-1)
    return Difference(
        estimate=np.asarray(np.where(whole, estimate, np.nan)),
        standard_error=np.asarray(np.where(whole, error, np.nan)),
        degrees_of_freedom=np.asarray(number - 2, dtype=np.float64),
        information=np.asarray(information),
        people=np.asarray(number, dtype=np.int64),
        events=events,
        shown=np.asarray(enough & whole),
    )


def _solve(sums: PersonSums) -> tuple[Floats, Floats, Floats]:
    """Solve the two normal equations of every trial by hand, and its sandwich by person."""
    a, b, d = (one.sum(axis=-1) for one in (sums.weight, sums.centred, sums.squared))
    y, cy = sums.outcome.sum(axis=-1), sums.product.sum(axis=-1)
    det = a * d - b * b
    alpha, beta = (d * y - b * cy) / det, (a * cy - b * y) / det
    over, under = _wide(-b / det), _wide(a / det)
    first = _wide(d / det)
    g, h, j = sums.weight, sums.centred, sums.squared
    s1 = sums.outcome - g * _wide(alpha) - h * _wide(beta)
    s2 = sums.product - h * _wide(alpha) - j * _wide(beta)
    # I − G B⁻¹, two by two, and the second row of B⁻¹ times its inverse times the scores.
    m11, m12 = 1 - (g * first + h * over), -(g * over + h * under)
    m21, m22 = -(h * first + j * over), 1 - (h * over + j * under)
    own = m11 * m22 - m12 * m21
    u1, u2 = (m22 * s1 - m12 * s2) / own, (m11 * s2 - m21 * s1) / own
    error = np.sqrt(((over * u1 + under * u2) ** 2).sum(axis=-1))
    return beta, error, np.asarray(det / a)


def _by_person(whose: Ints, values: Floats, number: int) -> Floats:
    return np.bincount(whose, weights=values, minlength=number).astype(np.float64)


def _wide(value: NDArray[np.float64]) -> Floats:
    return np.asarray(value)[..., np.newaxis]


def _check_numerator(numerator: float) -> None:
    if not 0 < numerator < 1:
        raise ValueError("numerator must lie strictly between 0 and 1.")
