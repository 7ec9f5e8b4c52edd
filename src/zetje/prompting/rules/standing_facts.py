"""From the event record to the facts that the phases and the habit are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.phases import Fact

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Kind(IntEnum):
    """What an event of the record is to the standing of its person."""

    OPENED = 0
    READ = 1
    WHY = 2
    EXAMPLE = 3
    FEEDBACK = 4
    STARTED = 5
    CONFIRMED = 6
    UNDONE = 7
    PROBE = 8


DIGEST_OPENED: Final = "digest.opened"
STORY_READ: Final = "story.read"
WHY_ANSWERED: Final = "why.answered"
EXAMPLE_SEEN: Final = "example.seen"
FEEDBACK_SEEN: Final = "feedback.seen"
PROBE_DRAWN: Final = "probe.drawn"
PHASE_CHANGED: Final = "phase.changed"

# The names that events have in the record. A share of an idea of one's own is a share.
KINDS: Final = MappingProxyType(
    {
        DIGEST_OPENED: Kind.OPENED,
        STORY_READ: Kind.READ,
        WHY_ANSWERED: Kind.WHY,
        EXAMPLE_SEEN: Kind.EXAMPLE,
        FEEDBACK_SEEN: Kind.FEEDBACK,
        PROBE_DRAWN: Kind.PROBE,
        "share.started": Kind.STARTED,
        "share.confirmed": Kind.CONFIRMED,
        "share.undone": Kind.UNDONE,
        "idea.started": Kind.STARTED,
        "idea.shared": Kind.CONFIRMED,
        "idea.undone": Kind.UNDONE,
    }
)
# What counts once for each thing it happened to, however often it did.
_ONCE: Final = MappingProxyType(
    {
        Kind.OPENED: Fact.DIGEST_OPENED,
        Kind.READ: Fact.STORY_READ,
        Kind.WHY: Fact.WHY_ANSWERED,
        Kind.EXAMPLE: Fact.EXPERT_EXAMPLE_SEEN,
        Kind.FEEDBACK: Fact.EXPERT_FEEDBACK_SEEN,
    }
)


@dataclass(frozen=True, slots=True)
class Record:
    """Events of people in the order in which they were written, one row each: arrays (f,).

    Attributes:
        person: whose, an index.
        kind: values of `Kind`.
        number: what it happened to: the share, the running number of a probe's week, else a hash.
        week: the running number of the week it fell in, on the person's own clock.
        flag: of a share whether it was in own words, of a draw whether it freed the week.
    """

    person: Ints
    kind: Ints
    number: Ints
    week: Ints
    flag: Flags


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts for `zetje.behaviour.phases.gather`, and the shares of each week (n, w)."""

    person: Ints
    fact: Ints
    age: Ints
    acts: Ints


def facts_of(record: Record, *, own_weeks: Flags, weeks: range) -> Facts:
    """Fold the record into facts; the order of events on different things does not matter.

    A probe week is a fact once it is over or has a share; one in which its person was away says
    nothing.

    Args:
        record: what happened; what lies outside `weeks` is left out.
        own_weeks: (n, w), whether the week was the person's own: joined, not away.
        weeks: w running numbers; the last is the week it is now.
    """
    people, count = own_weeks.shape
    acts, shares = _shares(record, people, weeks)
    found = [shares, _probes(record, acts, own_weeks, weeks)]
    for kind, fact in _ONCE.items():
        rows = np.flatnonzero(record.kind == kind)
        pairs = np.stack([record.person[rows], record.number[rows]], axis=1)
        first = rows[np.unique(pairs, axis=0, return_index=True)[1]] if rows.size else rows
        found.append(_Rows(record.person[first], record.week[first], _all(first, fact)))
    person = np.concatenate([rows.person for rows in found])
    column = np.concatenate([rows.week for rows in found]) - weeks.start
    fact = np.concatenate([rows.fact for rows in found])
    inside = (column >= 0) & (column < count)
    person, column, fact = person[inside], column[inside], fact[inside]
    passed = np.cumsum(own_weeks, axis=1, dtype=np.int64)
    age = passed[person, -1] - passed[person, column]
    return Facts(person, fact, age, acts)


@dataclass(frozen=True, slots=True)
class _Rows:
    person: Ints
    week: Ints
    fact: Ints


def _all(rows: Ints, fact: Fact) -> Ints:
    return np.full(rows.size, int(fact), dtype=np.int64)


def _last(numbers: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """The distinct numbers of some rows, sorted, and the last row of each."""
    distinct, from_the_end = np.unique(numbers[rows][::-1], return_index=True)
    return distinct, rows[rows.size - 1 - from_the_end]


def _shares(record: Record, people: int, weeks: range) -> tuple[Ints, _Rows]:
    """Shares that were confirmed and not taken back, in the week in which they were begun."""
    ended = np.flatnonzero(np.isin(record.kind, (Kind.CONFIRMED, Kind.UNDONE)))
    _, last = _last(record.number, ended)
    stands = last[record.kind[last] == Kind.CONFIRMED]
    week = record.week[stands].copy()
    started, start = _last(record.number, np.flatnonzero(record.kind == Kind.STARTED))
    if started.size:
        place = np.minimum(np.searchsorted(started, record.number[stands]), started.size - 1)
        known = started[place] == record.number[stands]
        week[known] = record.week[start[place[known]]]
    acts = np.zeros((people, len(weeks)), dtype=np.int64)
    inside = (week >= weeks.start) & (week < weeks.stop)
    np.add.at(acts, (record.person[stands][inside], week[inside] - weeks.start), 1)
    fact = np.where(record.flag[stands], Fact.OWN_WORDS_SHARE, Fact.SHARE_WITH_HELP)
    return acts, _Rows(record.person[stands], week, fact.astype(np.int64))


def _probes(record: Record, acts: Ints, own_weeks: Flags, weeks: range) -> _Rows:
    """Probe weeks, and beside them those with a share."""
    rows = np.flatnonzero((record.kind == Kind.PROBE) & record.flag)
    person, week = record.person[rows], record.number[rows]
    inside = (week >= weeks.start) & (week < weeks.stop)
    person, week = person[inside], week[inside]
    shared = acts[person, week - weeks.start] > 0
    counts = own_weeks[person, week - weeks.start] & (shared | (week < weeks.stop - 1))
    person, week, shared = person[counts], week[counts], shared[counts]
    return _Rows(
        np.concatenate([person, person[shared]]),
        np.concatenate([week, week[shared]]),
        np.concatenate([_all(person, Fact.FREE_WEEK), _all(person[shared], Fact.FREE_WEEK_SHARED)]),
    )
