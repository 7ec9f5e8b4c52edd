"""Looks whether a rule was met, and lets the points that it is about wait."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction

from zetje.lib.events import publish_on_commit
from zetje.lib.tenancy import tenant
from zetje.recognition.events import PointsHeld
from zetje.recognition.models import PointCase
from zetje.recognition.operations.points import forfeit_points, hold_points
from zetje.recognition.queries.conduct import conduct
from zetje.recognition.queries.gaming import Slot, Waiting, lines_for, waited_before
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.gaming.conduct import Finding
from zetje.recognition.rules.gaming.detecting import findings
from zetje.sharing.operations.rings import mark_rings

LOOKS_BACK: Final = timedelta(days=28)


@transaction.atomic
def look_for_gaming(*, organisation_id: int, now: datetime) -> int:
    """Look at the last four weeks, and let points wait where a rule was met.

    Looking again changes nothing: what waits goes on waiting, and what somebody decided stays
    decided, also for lines that were written since about the same post.

    Returns:
        how many new questions there are; each is told to its person.
    """
    with tenant(organisation_id):
        if not game_switches(organisation_id).points:
            return 0
        mark_rings(organisation_id=organisation_id)
        posts, reads = conduct(organisation_id=organisation_id, since=now - LOOKS_BACK, until=now)
        return sum(
            _settle(organisation_id, finding, now) for finding in findings(posts=posts, reads=reads)
        )


def _settle(organisation_id: int, finding: Finding, now: datetime) -> bool:
    """Let the lines of one finding wait; says whether that made a new question."""
    lines = lines_for(organisation_id=organisation_id, finding=finding)
    if not lines:
        return False
    rows = PointCase.objects.filter(
        organisation_id=organisation_id, member_id=finding.member, rule=finding.rule
    )
    cases = {case.pk: case for case in rows.select_for_update().order_by("pk")}
    before = waited_before(organisation_id=organisation_id, cases=cases.values())
    known = {waiting.line_id for waiting in before}
    fresh = {line: slot for line, slot in lines.items() if line not in known}
    unasked = _follow(fresh, before, cases, now)
    # Who was heard and believed is not asked the same again so soon.
    if any(_rests(case, now) for case in cases.values()):
        return False
    return _ask(organisation_id, finding, unasked, cases.values(), now) if unasked else False


def _rests(case: PointCase, now: datetime) -> bool:
    if case.outcome != "released" or case.decided_at is None:
        return False
    return case.decided_at > now - LOOKS_BACK


def _follow(
    fresh: Mapping[int, Slot],
    before: Sequence[Waiting],
    cases: Mapping[int, PointCase],
    now: datetime,
) -> list[int]:
    """Let new lines about what was asked before go the way of the old ones; gives the others."""
    asked = {waiting.slot: cases[waiting.case_id] for waiting in before}
    for line, slot in fresh.items():
        case = asked.get(slot)
        if case is not None and case.outcome != "released":
            _put(case, [line], now)
    return [line for line, slot in fresh.items() if slot not in asked]


def _ask(
    organisation_id: int,
    finding: Finding,
    lines: Sequence[int],
    cases: Collection[PointCase],
    now: datetime,
) -> bool:
    """Let lines wait for a question: that of the week if it is open, else a new one."""
    year, number, _day = datetime.fromtimestamp(finding.at, tz=UTC).isocalendar()
    week = f"{year}-W{number:02d}"
    case = next((one for one in cases if one.week == week), None)
    if case is None:
        ask_about(
            organisation_id=organisation_id,
            member_id=finding.member,
            rule=finding.rule,
            week=week,
            times=finding.count,
            line_ids=lines,
            now=now,
        )
        return True
    # Who was heard about this week is not asked again: what was decided holds for all of it.
    if case.outcome != "released":
        _put(case, lines, now)
    return False


@transaction.atomic
def ask_about(
    *,
    organisation_id: int,
    member_id: int,
    rule: str,
    week: str,
    times: int,
    line_ids: Sequence[int],
    now: datetime,
) -> PointCase:
    """Put a question to a member, and let lines of theirs wait for the answer.

    Args:
        organisation_id: whose member.
        member_id: whom.
        rule: the published rule that was met.
        week: in which week, "2026-W38".
        times: how often, for the sentence that they read.
        line_ids: what waits.
        now: when.
    """
    case = PointCase.objects.create(
        organisation_id=organisation_id,
        member_id=member_id,
        rule=rule,
        week=week,
        facts={"count": times},
        opened_at=now,
    )
    _put(case, line_ids, now)
    publish_on_commit(PointsHeld(organisation_id, member_id, case.pk))
    return case


def _put(case: PointCase, lines: Sequence[int], now: datetime) -> None:
    """Let lines wait for a case, or stay out with it where that was decided."""
    organisation_id, line_ids = case.organisation_id, list(lines)
    hold_points(organisation_id=organisation_id, line_ids=line_ids, case=case.pk, now=now)
    if case.outcome == "kept":
        forfeit_points(organisation_id=organisation_id, line_ids=line_ids, case=case.pk, now=now)
