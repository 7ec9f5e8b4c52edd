"""Reads an experiment in which chance gives each week of each person one of two sides.

The difference and its error are those of `behaviour.intervals` (robust by person), with an interval
that holds for all looks together; how many times the base it is comes from `behaviour.effects.emee`
(Qian et al. 2021), told once nothing is added any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.effects import NotEnoughDataError, emee
from zetje.behaviour.intervals import (
    Difference,
    Interval,
    difference,
    person_sums,
    planned_information,
)
from zetje.behaviour.intervals.sequence import fixed_interval
from zetje.insights.rules.experiment_telling import told, told_rate, told_ratio
from zetje.insights.rules.rounding import alike

Flags = NDArray[np.bool_]

_HALF: Final = 0.5
_WEEKS_BEFORE_A_LOOK: Final = 4


@dataclass(frozen=True, slots=True)
class DrawnWeeks:
    """An experiment by week of a person; tables (people, weeks).

    `shared`, whether they shared; `drawn`, whether the new side was drawn; `counts`, whether the
    week is part of it. `planned` weeks; `is_over`, whether nothing is added any more; `least`, how
    many people a count needs.
    """

    shared: Flags
    drawn: Flags
    counts: Flags
    planned: int
    is_over: bool
    least: int


def read_weeks(rows: DrawnWeeks) -> dict[str, Any]:
    """What such an experiment says, ready for JSON, in the form of `read_teams`."""
    weeks = rows.counts.shape[1]
    person = np.broadcast_to(np.arange(len(rows.counts))[:, None], rows.counts.shape)
    columns: dict[str, Any] = {
        "outcome": rows.shared.ravel().astype(np.float64),
        "treatment": rows.drawn.ravel(),
        "probability": np.full(rows.counts.size, _HALF),
        "available": rows.counts.ravel(),
        "person": person.ravel(),
    }
    seen = difference(sums=person_sums(**columns, numerator=_HALF))
    refused = [
        name
        for name, holds in (
            ("weeks", weeks >= _WEEKS_BEFORE_A_LOOK),
            ("shares", bool(seen.shown)),
            ("behind", all(_is_told(rows, is_new) for is_new in (False, True))),
        )
        if not holds
    ]
    found: dict[str, Any] = {
        "people": int(seen.people) // 5 * 5,
        "weeks": weeks,
        "sides": [_side(rows, is_new) for is_new in (False, True)],
        "refused": refused,
        "effects": [] if refused else [_so_far(rows, seen)],
        "end": None,
    }
    if rows.is_over:
        found["end"] = {
            "refused": refused,
            "weeks": weeks,
            "weeks_before": 0,
            "weeks_after": 0,
            "adjusted": False,
            "during": [] if refused else [_at_end(rows, seen) | _ratio(columns, rows)],
            "after": [],
        }
    return found


def _so_far(rows: DrawnWeeks, seen: Difference) -> dict[str, Any]:
    part = rows.counts.mean()
    planned = planned_information(
        people=len(rows.counts), weeks=rows.planned, availability=part, numerator=_HALF
    )
    interval = seen.interval(planned=planned)
    return _said(rows, interval)


def _at_end(rows: DrawnWeeks, seen: Difference) -> dict[str, Any]:
    interval = fixed_interval(
        estimate=seen.estimate,
        standard_error=seen.standard_error,
        degrees_of_freedom=seen.degrees_of_freedom,
    )
    return _said(rows, interval)


def _ratio(columns: dict[str, Any], rows: DrawnWeeks) -> dict[str, Any]:
    try:
        found = emee(**columns)
    except NotEnoughDataError:
        return {}
    low, high = (float(end) for end in found.relative_risk_intervals[0])
    base = float(rows.shared[rows.counts & ~rows.drawn].mean())
    ratio = told_ratio(float(found.relative_risks[0]), low, high, base=base, people=_alike(rows))
    return {"base": _side(rows, False)["rate"]} | ratio


def _counts_of(rows: DrawnWeeks, is_new: bool) -> tuple[int, int]:
    """Who had a week on a side, and who of them shared in one."""
    mine = rows.counts & (rows.drawn == is_new)
    return int(mine.any(axis=1).sum()), int((mine & rows.shared).any(axis=1).sum())


def _is_told(rows: DrawnWeeks, is_new: bool) -> bool:
    return _counts_of(rows, is_new)[1] >= rows.least


def _side(rows: DrawnWeeks, is_new: bool) -> dict[str, Any]:
    mine = rows.counts & (rows.drawn == is_new)
    people, _sharers = _counts_of(rows, is_new)
    rate = None
    if _is_told(rows, is_new):
        rate = told_rate(float(rows.shared[mine].mean()), people=alike(mine.sum(axis=1)))
    return {"teams": 0, "people": people // 5 * 5, "rate": rate}


def _said(rows: DrawnWeeks, interval: Interval) -> dict[str, Any]:
    return told(
        estimate=float(interval.estimate),
        lower=float(interval.lower),
        upper=float(interval.upper),
        people=_alike(rows),
    )


def _alike(rows: DrawnWeeks) -> int:
    """How many people alike the smaller side is; whoever had most weeks on it weighs most."""
    return min(
        alike((rows.counts & (rows.drawn == is_new)).sum(axis=1)) for is_new in (False, True)
    )
