"""Keeps the phase and the habit strength of members in step with the event record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from zetje.behaviour.phases import Phase
from zetje.lib.events import publish_on_commit
from zetje.lib.record.operations import event, record_all
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people
from zetje.prompting.events import PhaseChanged
from zetje.prompting.models import Standing
from zetje.prompting.queries.standing_facts import (
    MEMBERS_AT_ONCE,
    Counted,
    by_week,
    count_standings,
)
from zetje.prompting.rules.standing_facts import PHASE_CHANGED

_UNKNOWN: Final = (int(Phase.INFORMATION), 0.0)


def place_member(*, organisation_id: int, member_id: int, now: datetime) -> int:
    """Count anew where one member stands.

    Returns:
        1 when it came out otherwise than it stood, else 0.
    """
    with tenant(organisation_id):
        return _place(organisation_id, [member_id], now)


def place_members(
    *, organisation_id: int, now: datetime, member_ids: Sequence[int] | None = None
) -> int:
    """Count anew where everybody stands, or some members, from the event record alone.

    Returns:
        how many came out otherwise than they stood.
    """
    changed = 0
    with tenant(organisation_id):
        everyone = people.working_weeks(
            organisation_id=organisation_id, now=now, member_ids=member_ids
        ).member
    for start in range(0, everyone.size, MEMBERS_AT_ONCE):
        with tenant(organisation_id):
            some: list[int] = everyone[start : start + MEMBERS_AT_ONCE].tolist()
            changed += _place(organisation_id, some, now)
    return changed


def _place(organisation_id: int, member_ids: list[int], now: datetime) -> int:
    # Two who count the same member would both tell of a change of phase.
    hold_turn("prompting.placing", organisation_id)
    rows = Standing.objects.filter(organisation_id=organisation_id, member__in=member_ids)
    kept = {row.member_id: (row.phase, row.habit_strength) for row in rows}
    changed = 0
    for week, members in by_week(organisation_id=organisation_id, member_ids=member_ids, now=now):
        counted = count_standings(
            organisation_id=organisation_id, member_ids=members, week=week, now=now
        )
        changed += _keep(organisation_id, counted, kept, now)
    return changed


def _keep(
    organisation_id: int,
    counted: Counted,
    kept: Mapping[int, tuple[int, float]],
    now: datetime,
) -> int:
    """Write what differs, and tell of each change of phase."""
    figures = zip(counted.phase.tolist(), counted.habit_strength.tolist(), strict=True)
    found = dict(zip(counted.member.tolist(), figures, strict=True))
    other = {
        member: figures
        for member, figures in found.items()
        if kept.get(member, _UNKNOWN) != figures
    }
    Standing.objects.bulk_create(
        [
            Standing(
                organisation_id=organisation_id,
                member_id=member,
                phase=phase,
                habit_strength=strength,
                counted_at=now,
            )
            for member, (phase, strength) in other.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "member"],
        update_fields=["phase", "habit_strength", "counted_at"],
    )
    moved = {
        member: (kept.get(member, _UNKNOWN)[0], phase)
        for member, (phase, _) in other.items()
        if kept.get(member, _UNKNOWN)[0] != phase
    }
    _tell(organisation_id, moved, now)
    return len(other)


def _tell(organisation_id: int, moved: Mapping[int, tuple[int, int]], now: datetime) -> None:
    """Record and publish changes of phase; of who works elsewhere by now nothing is told."""
    members = people.members_by_ids(list(moved)) if moved else {}
    record_all(
        event(
            organisation_id=organisation_id,
            kind=PHASE_CHANGED,
            at=now,
            source="system",
            person_key=member.person_key,
            details=dict(zip(("before", "after"), moved[key], strict=True)),
        )
        for key, member in members.items()
    )
    for key in members:
        before, after = moved[key]
        publish_on_commit(
            PhaseChanged(organisation_id=organisation_id, member_id=key, before=before, after=after)
        )
