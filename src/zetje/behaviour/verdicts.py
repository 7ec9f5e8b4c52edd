"""What an interval allows us to say: a code with numbers. The words are for the page.

The rules are this project's own. Nothing is said before 30 people and 20 events in each condition;
an interval that holds zero never becomes "it does not work", only "no difference larger than".

>>> found = judge(
...     estimate=0.03, lower=0.01, upper=0.05, people=400, events=[310, 420], base=0.10
... )
>>> print(found.verdict, found.relative.estimate.round(2), found.bound)
works 0.3 0.05
>>> judge(estimate=0.03, lower=-0.02, upper=0.08, people=12, events=[9, 14]).missing
(<Missing.PEOPLE: 'people'>, <Missing.EVENTS: 'events'>)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import column
from zetje.behaviour.intervals import EVENTS_AT_LEAST, PEOPLE_AT_LEAST


class Verdict(StrEnum):
    """What may be said of a difference. Higher outcomes are better."""

    WORKS = "works"
    HARMS = "harms"
    NO_DIFFERENCE_LARGER_THAN = "no_difference_larger_than"
    NOT_ENOUGH_DATA = "not_enough_data"


class Missing(StrEnum):
    """Why there is not enough data: any of these, in this order."""

    PEOPLE = "people"
    EVENTS = "events"
    ESTIMATE = "estimate"
    PRECISION = "precision"


@dataclass(frozen=True)
class Relative:
    """A difference as a share of the base: 0.3 is thirty per cent more than without."""

    estimate: np.float64
    lower: np.float64
    upper: np.float64


@dataclass(frozen=True)
class Finding:
    """A verdict and the numbers that carry it.

    `estimate`, `lower`, `upper` and `bound` (the largest difference, up or down, that the interval
    leaves possible) in the unit of the outcome; all NaN and `relative` None while there is not
    enough data for them. `relative` is None too when the base is not known. `missing` is empty
    unless the verdict is NOT_ENOUGH_DATA. `people` and `events` (two: silent, prompted) were seen.
    """

    verdict: Verdict
    estimate: float
    lower: float
    upper: float
    bound: float
    relative: Relative | None
    missing: tuple[Missing, ...]
    people: int
    events: tuple[int, int]


def judge(
    *,
    estimate: float,
    lower: float,
    upper: float,
    people: int,
    events: ArrayLike,
    base: float | None = None,
    worthwhile: float | None = None,
) -> Finding:
    """Say what one interval allows.

    WORKS when the whole interval lies above zero, HARMS when below; otherwise
    NO_DIFFERENCE_LARGER_THAN `bound` = max(|lower|, |upper|), unless that bound is larger than
    `worthwhile`: an interval that leaves a worthwhile gain and as large a loss possible is
    NOT_ENOUGH_DATA (PRECISION), with its numbers kept.
    Args: `estimate`, `lower`, `upper` in the outcome's unit, peeking-safe where people look often;
    `people` in the comparison; `events` two counts, silent and prompted; `base` the outcome's mean
    without prompts, when known with as many events, taken as exact; `worthwhile` the smallest
    difference that would matter, same unit, chosen beforehand.
    Returns: a `Finding`. Raises ValueError for ends in the wrong order, a base or a worthwhile
    difference that is not above 0, or events that are not two counts.
    """
    counts = column("events", events, rows=2)
    if lower > upper:
        raise ValueError("lower must not lie above upper.")
    for name, value in (("base", base), ("worthwhile", worthwhile)):
        if value is not None and not value > 0:
            raise ValueError(f"{name} must be above 0.")
    seen = (int(counts[0]), int(counts[1]))
    missing = _missing(people=people, events=seen, ends=(estimate, lower, upper))
    if missing:
        nothing = float("nan")
        return Finding(
            verdict=Verdict.NOT_ENOUGH_DATA,
            estimate=nothing,
            lower=nothing,
            upper=nothing,
            bound=nothing,
            relative=None,
            missing=missing,
            people=people,
            events=seen,
        )
    bound = max(abs(lower), abs(upper))
    verdict = _verdict(lower=lower, upper=upper, bound=bound, worthwhile=worthwhile)
    vague = verdict is Verdict.NOT_ENOUGH_DATA
    return Finding(
        verdict=verdict,
        estimate=float(estimate),
        lower=float(lower),
        upper=float(upper),
        bound=float(bound),
        relative=None if base is None else _relative(base, estimate, lower, upper),
        missing=(Missing.PRECISION,) if vague else (),
        people=people,
        events=seen,
    )


def _missing(
    *, people: int, events: tuple[int, int], ends: tuple[float, float, float]
) -> tuple[Missing, ...]:
    found: list[Missing] = []
    if people < PEOPLE_AT_LEAST:
        found.append(Missing.PEOPLE)
    if min(events) < EVENTS_AT_LEAST:
        found.append(Missing.EVENTS)
    if not found and not np.all(np.isfinite(ends)):
        found.append(Missing.ESTIMATE)
    return tuple(found)


def _verdict(*, lower: float, upper: float, bound: float, worthwhile: float | None) -> Verdict:
    if lower > 0:
        return Verdict.WORKS
    if upper < 0:
        return Verdict.HARMS
    if worthwhile is not None and bound > worthwhile:
        return Verdict.NOT_ENOUGH_DATA
    return Verdict.NO_DIFFERENCE_LARGER_THAN


def _relative(base: float, estimate: float, lower: float, upper: float) -> Relative:
    return Relative(*(np.float64(value / base) for value in (estimate, lower, upper)))
