"""Works out from the event record where people stand, and compares it with what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.habits import step
from zetje.behaviour.phases import Phase, Places, gather, place
from zetje.behaviour.streaks import Reason
from zetje.behaviour.weeks import DAYS, iso_of
from zetje.lib.arrays import copy_out
from zetje.people import queries as people
from zetje.prompting.models import Standing
from zetje.prompting.rules.standing_facts import (
    KINDS,
    PROBE_DRAWN,
    Facts,
    Kind,
    Record,
    facts_of,
)
from zetje.recognition import queries as recognition

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

MEMBERS_AT_ONCE: Final = 2000
# Figures that are further apart than this are different.
_CLOSE: Final = 1e-9
_WEEK: Final = "(((e.at AT TIME ZONE m.time_zone)::date - date '0001-01-01') / 7)"


@dataclass(frozen=True, slots=True)
class Course:
    """How one member got where they stand, week by week: arrays (w,).

    Attributes:
        weeks: w running numbers; the last is the week it is now.
        own_weeks: whether the week was their own: joined, not away.
        acts: shares that stand, in the week in which they were begun.
        strength: habit strength after the week; this week counts as far as it has shares.
        free: whether chance kept it free of digest and prompt.
        places: where they stand by now, one row.
    """

    weeks: range
    own_weeks: Flags
    acts: Ints
    strength: Floats
    free: Flags
    places: Places


@dataclass(frozen=True, slots=True)
class Counted:
    """Where members stand by the record, in the order of their keys: arrays (n,)."""

    member: Ints
    habit_strength: Floats
    places: Places

    @property
    def phase(self) -> Ints:
        """Values of `zetje.behaviour.phases.Phase`."""
        return self.places.phase


def count_standings(
    *, organisation_id: int, member_ids: Sequence[int], week: int, now: datetime
) -> Counted:
    """Count where some members stand, from the event record alone.

    Args:
        organisation_id: whose members; the tenant's block must be open.
        member_ids: which of them.
        week: the running number of the week that it is for them; what came after it is left out.
        now: the moment of asking.
    """
    told = _told(organisation_id, member_ids, week=week, now=now)
    return Counted(told.members, told.strength[:, -1], _places(organisation_id, told))


def course_of(*, organisation_id: int, member_id: int, week: int, now: datetime) -> Course:
    """The weeks of one member, for that member alone, from the event record.

    Args:
        organisation_id: whose member; the tenant's block must be open.
        member_id: which.
        week: the running number of the week that it is for them.
        now: the moment of asking.
    """
    told = _told(organisation_id, [member_id], week=week, now=now)
    record, weeks = told.record, told.weeks
    drawn = record.number[(record.kind == Kind.PROBE) & record.flag]
    return Course(
        weeks=weeks,
        own_weeks=told.own_weeks[0],
        acts=told.facts.acts[0],
        strength=told.strength[0],
        free=np.isin(np.array(weeks), drawn),
        places=_places(organisation_id, told),
    )


def standings_amiss(*, organisation_id: int, now: datetime) -> list[str]:
    """The kept standings that are not what the record says; the tenant's block must be open.

    A standing is kept as it was when it was last counted, and that is no fault: it is right when it
    is what the record says now, or what it says of the week in which it was counted.

    Returns:
        them by name, "standing of member:12", without what they are.
    """
    everyone = people.working_weeks(organisation_id=organisation_id, now=now)
    amiss: list[str] = []
    for start in range(0, everyone.member.size, MEMBERS_AT_ONCE):
        some: list[int] = everyone.member[start : start + MEMBERS_AT_ONCE].tolist()
        amiss += _amiss(organisation_id, some, now)
    return amiss


def by_week(
    *, organisation_id: int, member_ids: Sequence[int], now: datetime
) -> Iterator[tuple[int, list[int]]]:
    """Members by the running number of the week that it is for them."""
    local = people.working_weeks(organisation_id=organisation_id, now=now, member_ids=member_ids)
    weeks = (local.today - 1) // DAYS
    for week in np.unique(weeks).tolist():
        yield week, local.member[weeks == week].tolist()


def _amiss(organisation_id: int, member_ids: list[int], now: datetime) -> list[str]:
    rows = Standing.objects.filter(organisation_id=organisation_id, member__in=member_ids)
    kept = {row.member_id: row for row in rows}
    wrong: set[int] = set()
    for week, members in by_week(organisation_id=organisation_id, member_ids=member_ids, now=now):
        wrong |= set(_differing(organisation_id, members, kept, week=week, now=now))
    moments = {kept[member].counted_at for member in wrong if member in kept}
    for moment in moments:
        then = [m for m in wrong if m in kept and kept[m].counted_at == moment]
        for week, members in by_week(organisation_id=organisation_id, member_ids=then, now=moment):
            still = set(_differing(organisation_id, members, kept, week=week, now=now))
            wrong -= set(members) - still
    return [f"standing of member:{member}" for member in sorted(wrong)]


def _differing(
    organisation_id: int,
    members: list[int],
    kept: dict[int, Standing],
    *,
    week: int,
    now: datetime,
) -> Iterator[int]:
    counted = count_standings(
        organisation_id=organisation_id, member_ids=members, week=week, now=now
    )
    each = zip(
        counted.member.tolist(),
        counted.phase.tolist(),
        counted.habit_strength.tolist(),
        strict=True,
    )
    for member, phase, strength in each:
        row = kept.get(member)
        stands = (row.phase, row.habit_strength) if row else (int(Phase.INFORMATION), 0.0)
        if stands[0] != phase or abs(stands[1] - strength) > _CLOSE:
            yield member


@dataclass(frozen=True, slots=True)
class _Told:
    """What the record tells of some members (n,) in their weeks (n, w)."""

    members: Ints
    weeks: range
    own_weeks: Flags
    record: Record
    facts: Facts
    strength: Floats


def _told(organisation_id: int, member_ids: Sequence[int], *, week: int, now: datetime) -> _Told:
    judged = recognition.judge_members(
        organisation_id=organisation_id, member_ids=member_ids, week=week, now=now
    )
    own_weeks = ~np.isin(judged.chains.reasons, (Reason.OUTSIDE, Reason.AWAY))
    record = _record(organisation_id, judged.members)
    facts = facts_of(record, own_weeks=own_weeks, weeks=judged.weeks)
    strength = _strengths(facts.acts, own_weeks)
    return _Told(judged.members, judged.weeks, own_weeks, record, facts, strength)


def _places(organisation_id: int, told: _Told) -> Places:
    facts = told.facts
    return place(
        gather(
            person=facts.person,
            fact=facts.fact,
            age=facts.age,
            habit_strength=told.strength[:, -1],
            feedback_refused=~_wanting_feedback(organisation_id, told.members),
        )
    )


def _record(organisation_id: int, members: Ints) -> Record:
    """The events of members that their standing follows from."""
    names = list(KINDS)
    rows = copy_out(
        f"""SELECT m.id, array_position(%s::text[], e.kind) - 1,
                CASE WHEN e.kind = %s THEN (e.details->>'week')::bigint
                     ELSE coalesce((e.details->>'share')::bigint, hashtextextended(e.subject, 0))
                END, {_WEEK},
                coalesce((e.details->>'own_words')::boolean, (e.details->>'free')::boolean, false)
            FROM record_event e
            JOIN people_member m
                ON m.organisation_id = e.organisation_id AND m.person_key = e.person_key
            WHERE e.organisation_id = %s AND e.kind = ANY(%s::text[]) AND m.id = ANY(%s)
            ORDER BY e.id""",  # noqa: S608 -- fixed parts of ours
        [names, PROBE_DRAWN, organisation_id, names, members.tolist()],
        columns={
            "person": "bigint",
            "kind": "integer",
            "number": "bigint",
            "week": "integer",
            "flag": "boolean",
        },
    )
    codes = np.array([int(KINDS[name]) for name in names], dtype=np.int64)
    return Record(
        person=np.searchsorted(members, rows["person"]),
        kind=codes[rows["kind"]],
        number=rows["number"],
        week=rows["week"],
        flag=rows["flag"],
    )


def _wanting_feedback(organisation_id: int, members: Ints) -> Flags:
    """Who switched on that an expert may say a word about their posts."""
    rows = copy_out(
        """SELECT p.member_id, p.feedback FROM people_preferences p
           WHERE p.organisation_id = %s AND p.feedback AND p.member_id = ANY(%s)""",
        [organisation_id, members.tolist()],
        columns={"member": "bigint", "feedback": "boolean"},
    )
    return np.isin(members, rows["member"])


def _strengths(acts: Ints, own_weeks: Flags) -> Floats:
    """Habit strength (n, w) after each week that is over, and this one as far as it has shares.

    Weeks away are no weeks of one's own: they neither grow a habit nor wear it down.
    """
    people, count = acts.shape
    course = np.zeros((people, count))
    strength = np.zeros(people)
    for week in range(count):
        counts = own_weeks[:, week] & ((week < count - 1) | (acts[:, week] > 0))
        strength = np.where(counts, step(strength=strength, acts=acts[:, week]), strength)
        course[:, week] = strength
    return course


def week_label(week: int) -> str:
    """A week as the record names it, "week:2026-W38"."""
    year, number = iso_of(week)
    return f"week:{year}-W{number:02}"
