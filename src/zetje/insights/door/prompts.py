"""Studies of prompts: whether they work, which, for whom, and whether they wear off.

All four are read from the same moments, those in which chance decided, of everybody who is counted
and of who was erased since. A prompt counts as drawn, gone out or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.phases import Phase
from zetje.behaviour.weeks import monday_of
from zetje.insights.rules.moments import Moments, Table
from zetje.insights.rules.questions import (
    DOSES,
    GAPS,
    PARTS,
    SIZES,
    WEEKDAYS,
    against_silence,
    doses_of,
    gaps_of,
    parts_of,
    sizes_of,
    times_of,
    ways_of,
    weeks_since_prompt,
)
from zetje.insights.rules.readings import Reading, read_table
from zetje.insights.rules.relative import relative_effect
from zetje.insights.rules.rounding import about, rounded
from zetje.insights.rules.studies import Studied
from zetje.insights.rules.tenure import TENURES, tenure_of
from zetje.insights.rules.tiring import recovery_of
from zetje.people.queries.staff import staff_at
from zetje.prompting.queries.study_log import KINDS, StudyLog, study_log

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

PROMPTED: Final = 0.5
# A kind is drawn beside silence about once in five times.
KIND_DRAWN: Final = 0.2
# The ways that can be plugged in, so that a new one changes no interval.
_WAYS: Final = 5
_PHASES: Final = tuple(str(int(phase)) for phase in Phase)
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class _Seen:
    """The log of who is studied, its moments of any prompt, and what a table needs to know."""

    log: StudyLog
    moments: Moments
    least: int

    def table(self, questions: int, *, numerator: float, availability: float) -> Table:
        return Table(
            questions=questions,
            numerator=numerator,
            availability=availability,
            people=int(np.unique(self.moments.person).size),
            least=self.least,
        )


def prompts(studied: Studied) -> Mapping[str, Any] | None:
    """What a prompt of any kind changes; None before anything was drawn."""
    seen = _seen(studied)
    if not seen.moments.person.size:
        return None
    table = seen.table(1, numerator=PROMPTED, availability=0.8)
    found = read_table({"any": seen.moments}, table=table)["any"]
    if found.relative is not None:
        found = replace(found, relative=relative_effect(seen.moments, table=table))
    drawn = int(seen.moments.prompted.sum())
    return found.details() | {
        "weeks": int(np.unique(seen.moments.week).size),
        "prompts": about(drawn),
        "silences": about(seen.moments.person.size - drawn),
    }


def messages(studied: Studied) -> Mapping[str, Any] | None:
    """What each kind of message changes, and a prompt by each channel, weekday and part of day."""
    seen = _seen(studied)
    if not seen.moments.person.size:
        return None
    kinds = {
        kind: each
        for place, kind in enumerate(KINDS)
        if np.unique((each := _of_kind(seen.log, place)).person).size >= seen.least
        and each.prompted.any()
    }
    weekday, part = times_of(seen.log.slot_at, zone=studied.zone)
    ways = ways_of(person=seen.log.person, channel=seen.log.channel)
    slots = (
        ("channel", ways, seen.log.channels),
        ("weekday", weekday, WEEKDAYS),
        ("part", part, PARTS),
    )
    groups = {
        f"{group}:{name}": each
        for group, index, names in slots
        for name, each in parts_of(seen.moments, index, names=names, least=seen.least).items()
    }
    of_kinds = seen.table(len(KINDS), numerator=KIND_DRAWN, availability=0.3)
    of_slots = seen.table(_WAYS + len(WEEKDAYS) + len(PARTS), numerator=PROMPTED, availability=0.2)
    return {
        "kinds": _listed(read_table(kinds, table=of_kinds)),
        "slots": _listed(read_table(groups, table=of_slots)),
    }


def moderators(studied: Studied) -> Mapping[str, Any] | None:
    """What each kind changes by phase, and a prompt by phase, by tenure and by size of team."""
    seen = _seen(studied)
    if not seen.moments.person.size:
        return None
    cells = {
        f"{kind}:{phase}": each
        for place, kind in enumerate(KINDS)
        for phase, each in _by_phase(seen, _may(seen.log, place), place).items()
        if each.prompted.any()
    }
    tenure, size = _staffed(studied, seen.log)
    parts = {
        "phases": (_by_phase(seen, np.ones(seen.log.person.size, dtype=np.bool_)), len(_PHASES)),
        "tenures": (
            parts_of(seen.moments, tenure, names=TENURES, least=seen.least),
            len(TENURES),
        ),
        "sizes": (parts_of(seen.moments, size, names=SIZES, least=seen.least), len(SIZES)),
    }
    of_cells = seen.table(len(KINDS) * len(_PHASES), numerator=KIND_DRAWN, availability=0.1)
    return {"cells": _listed(read_table(cells, table=of_cells))} | {
        name: _listed(
            read_table(groups, table=seen.table(many, numerator=PROMPTED, availability=0.3))
        )
        for name, (groups, many) in parts.items()
    }


def fatigue(studied: Studied) -> Mapping[str, Any] | None:
    """What a prompt changes, and how many choose, by the weeks since the last and their number."""
    seen = _seen(studied)
    if not seen.moments.person.size:
        return None
    log = seen.log
    drawn = log.action > 0
    gap = gaps_of(weeks_since_prompt(person=log.person, week=log.week, prompted=drawn))
    dose = doses_of(person=log.person, week=log.week, prompted=drawn)
    table = seen.table(len(GAPS), numerator=PROMPTED, availability=0.2)
    gaps = read_table(parts_of(seen.moments, gap, names=GAPS, least=seen.least), table=table)
    doses = read_table(parts_of(seen.moments, dose, names=DOSES, least=seen.least), table=table)
    rested = gaps.get("rested")
    recovery = recovery_of(
        seen.moments,
        gap,
        told=frozenset(name for name, each in gaps.items() if np.isfinite(each.estimate)),
        base=rested.base / _HUNDRED if rested else 0.0,
        table=replace(table, questions=len(GAPS) - 1),
    )
    return {
        "gaps": _with_choices(gaps, gap, GAPS, seen),
        "doses": _with_choices(doses, dose, DOSES, seen),
        "tiring": str(recovery.tiring),
        "days": recovery.days,
    }


def _seen(studied: Studied) -> _Seen:
    """The moments up to the end of the week, of who is counted and of who was erased."""
    until = datetime.combine(monday_of(studied.week + 1), time(), studied.zone)
    log = study_log(organisation_id=studied.organisation_id, until=until)
    log = _only(log, (log.member == 0) | np.isin(log.member, studied.members))
    moments = Moments(
        person=log.person,
        week=log.week,
        prompted=log.action > 0,
        chance=log.send_chance,
        shared=log.shared,
    )
    return _Seen(log, moments, studied.least)


def _only(log: StudyLog, which: Flags) -> StudyLog:
    arrays = {name: getattr(log, name)[which] for name in log.__slots__ if name != "channels"}
    return StudyLog(**arrays, channels=log.channels)


def _may(log: StudyLog, kind: int) -> Flags:
    """The moments in which chance decided between a kind and silence, and drew one of the two."""
    drawn = (log.action == 0) | (log.action == kind + 1)
    return log.may[:, kind] & (log.chances[:, kind] > 0) & drawn


def _of_kind(log: StudyLog, kind: int) -> Moments:
    which = _may(log, kind)
    return Moments(
        person=log.person[which],
        week=log.week[which],
        prompted=log.action[which] > 0,
        chance=against_silence(send=log.send_chance[which], given=log.chances[which, kind]),
        shared=log.shared[which],
    )


def _by_phase(seen: _Seen, which: Flags, kind: int | None = None) -> dict[str, Moments]:
    moments = seen.moments if kind is None else _of_kind(seen.log, kind)
    phase = seen.log.phase[which] - int(Phase.INFORMATION)
    return parts_of(moments, phase, names=_PHASES, least=seen.least)


def _staffed(studied: Studied, log: StudyLog) -> tuple[Ints, Ints]:
    """(n,) indices into `TENURES` and `SIZES` of each moment, -1 where nothing is known."""
    until = datetime.combine(monday_of(studied.week + 1), time(), studied.zone)
    on = monday_of(studied.week) + timedelta(days=6)
    staff = staff_at(organisation_id=studied.organisation_id, until=until, on=on)
    at = np.searchsorted(staff.member, log.member)
    at = np.minimum(at, max(staff.member.size - 1, 0))
    known = staff.member[at] == log.member if staff.member.size else log.member < 0
    started = np.where(known, staff.started[at], 0) if staff.member.size else log.member * 0
    names = {"": -1} | {name: place for place, name in enumerate(TENURES)}
    pairs, place = np.unique(np.column_stack([started, log.week]), axis=0, return_inverse=True)
    tenure = np.array([names[_tenure(*pair)] for pair in pairs.tolist()], dtype=np.int64)
    people = np.bincount(staff.team)[staff.team] * (staff.team > 0)
    size = np.where(known, people[at], 0) if staff.member.size else log.member * 0
    return tenure[place.ravel()], sizes_of(size)


def _tenure(started: int, week: int) -> str:
    first = monday_of(week)
    return tenure_of(type(first).fromordinal(started) if started else None, on=first)


def _listed(found: Mapping[str, Reading]) -> list[dict[str, Any]]:
    return [{"key": name} | reading.details() for name, reading in found.items()]


def _with_choices(
    found: Mapping[str, Reading], index: Ints, names: tuple[str, ...], seen: _Seen
) -> list[dict[str, Any]]:
    return [
        {"key": name, "chose": _chose(seen, index == names.index(name))} | reading.details()
        for name, reading in found.items()
    ]


def _chose(seen: _Seen, which: Flags) -> int | None:
    """In how many of 100 prompts somebody chose; None where that is of too few people."""
    asked = which & (seen.log.action > 0) & (seen.log.member > 0)
    sides = [np.unique(seen.log.person[asked & (seen.log.chose == each)]) for each in (True, False)]
    if min(side.size for side in sides) < seen.least:
        return None
    people = np.unique(seen.log.person[asked]).size
    return round(rounded(_HUNDRED * float(seen.log.chose[asked].mean()), people=people))
