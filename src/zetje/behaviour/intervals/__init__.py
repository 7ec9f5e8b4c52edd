"""Peeking-safe intervals: `sequence` holds the formula, `persons` an estimate that fits it."""

from zetje.behaviour.intervals.persons import (
    Difference,
    PersonSums,
    difference,
    person_sums,
    planned_information,
    week_sums,
)
from zetje.behaviour.intervals.sequence import (
    ALPHA,
    EVENTS_AT_LEAST,
    PEOPLE_AT_LEAST,
    Interval,
    anytime_interval,
    fixed_interval,
    multiplier,
    planned_k,
)

__all__ = [
    "ALPHA",
    "EVENTS_AT_LEAST",
    "PEOPLE_AT_LEAST",
    "Difference",
    "Interval",
    "PersonSums",
    "anytime_interval",
    "difference",
    "fixed_interval",
    "multiplier",
    "person_sums",
    "planned_information",
    "planned_k",
    "week_sums",
]
