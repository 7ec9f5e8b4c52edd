"""Who stays: of everybody who made a first post, the part that still posts every other week.

People are put together by the month of their first post, months together until they are 2k people.
What is told of them in a month is worked out once, when the month is over, and then stands: worked
out again it would tell, by the difference, of whoever left in between.

A month here is the ISO weeks whose Thursday lies in it, four or five.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of
from zetje.insights.rules.release import FEW, MOST
from zetje.insights.rules.rounding import percent

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_MONTHS: Final = 12
_TO_THURSDAY: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Cohort:
    """People whose first post lies in the months `first` to `last`, and what was told of them.

    Attributes:
        people: how many they were when they were put together.
        told: by the months since the first post, from 1: a percentage, or "few" or "most".
    """

    first: int
    last: int
    people: int
    told: Mapping[int, float | str] = field(default_factory=dict[int, "float | str"])


def month_of(week: int) -> int:
    """The month in which a week lies, as one running number: twelve a year."""
    day = monday_of(week) + _TO_THURSDAY
    return day.year * _MONTHS + day.month - 1


def last_month(week: int) -> int:
    """The newest month that is over with a week."""
    return month_of(week + 1) - 1


def retention(
    *, member: Ints, week: Ints, known: Sequence[Cohort], until: int, least: int
) -> list[Cohort]:
    """What is known of cohorts, with the months added that are over by now.

    Args:
        member, week: (n,) every post: whose, and in which week.
        known: the cohorts as they were told before, the oldest first.
        until: the newest month that is over.
        least: k.

    Returns:
        the cohorts, the oldest first; what was told stands as it was.
    """
    if not member.size:
        return list(known)
    first_week, last_week = int(week.min()), int(week.max())
    months = np.array([month_of(each) for each in range(first_week, last_week + 1)], dtype=np.int64)
    people, whose = np.unique(member, return_inverse=True)
    begun = np.full(people.size, np.iinfo(np.int64).max)
    np.minimum.at(begun, whose, months[week - first_week])
    busy = _busy_weeks(whose, week, months[week - first_week])
    cohorts = [*known, *_new(begun, since=known[-1].last + 1 if known else 0, until=until, k=least)]
    lengths = _lengths(first_week, until)
    return [_told(cohort, begun, busy, lengths, until, least) for cohort in cohorts]


def _busy_weeks(whose: Ints, week: Ints, month: Ints) -> Mapping[int, Ints]:
    """By month: whose weeks with a post they are, one entry a week and person."""
    rows = np.unique(np.column_stack([month, whose, week]), axis=0)
    return {int(each): rows[rows[:, 0] == each, 1] for each in np.unique(rows[:, 0])}


def _lengths(first_week: int, until: int) -> Mapping[int, int]:
    """How many weeks each month has, from that of a week on."""
    found: dict[int, int] = {}
    week = first_week - 5
    while (month := month_of(week)) <= until:
        found[month] = found.get(month, 0) + 1
        week += 1
    return found


def _new(begun: Ints, *, since: int, until: int, k: int) -> Iterable[Cohort]:
    """Months that are put together until they hold 2k people; what is too few waits."""
    months, people = np.unique(begun[(begun >= since) & (begun <= until)], return_counts=True)
    first, held = None, 0
    for month, count in zip(months.tolist(), people.tolist(), strict=True):
        first = month if first is None else first
        held += count
        if held >= 2 * k:
            yield Cohort(first, month, held)
            first, held = None, 0


def _told(
    cohort: Cohort,
    begun: Ints,
    busy: Mapping[int, Ints],
    lengths: Mapping[int, int],
    until: int,
    least: int,
) -> Cohort:
    inside = (begun >= cohort.first) & (begun <= cohort.last)
    told = dict(cohort.told)
    for age in range(max(told, default=0) + 1, until - cohort.last + 1):
        stays = np.zeros(begun.size, dtype=np.bool_)
        for own in np.unique(begun[inside]).tolist():
            weeks = np.bincount(busy.get(own + age, begun[:0]), minlength=begun.size)
            stays |= (begun == own) & (weeks >= lengths[own + age] // 2)
        told[age] = _said(int(np.count_nonzero(stays & inside)), int(inside.sum()), least)
    return Cohort(cohort.first, cohort.last, cohort.people, told)


def _said(count: int, people: int, least: int) -> float | str:
    if count < least:
        return FEW
    return MOST if people - count < least else percent(count, people)


def as_json(cohorts: Sequence[Cohort]) -> list[dict[str, Any]]:
    """Cohorts as a study keeps them."""
    return [
        {
            "first": each.first,
            "last": each.last,
            "people": each.people,
            "told": [each.told[age] for age in sorted(each.told)],
        }
        for each in cohorts
    ]


def from_json(rows: Sequence[Mapping[str, Any]]) -> list[Cohort]:
    """Cohorts as a study kept them."""
    found: list[Cohort] = []
    for row in rows:
        told: Sequence[float | str] = row["told"]
        kept = dict(enumerate(told, start=1))
        found.append(Cohort(row["first"], row["last"], row["people"], kept))
    return found
