"""Points that wait, as pages show them: plain, warm, and never as an accusation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zetje.recognition.rules.gaming.words import (
    LONGEST_ANSWER,
    RULES,
    met_of,
    name_of,
    says_of,
    waits_of,
)

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.queries.gaming import Case


@dataclass(frozen=True)
class RuleView:
    """A published rule."""

    key: str
    name: str
    says: str
    waits: str


@dataclass(frozen=True)
class HeldView:
    """A question, as its person reads it.

    `state` is "open", "released" or "kept"; `sentence` says what is wrong with an answer.
    """

    token: str
    name: str
    met: str
    says: str
    points: int
    monday: date
    state: str
    answer: str
    answered_at: datetime | None
    decided_at: datetime | None
    sentence: str = ""
    longest: int = LONGEST_ANSWER


@dataclass(frozen=True)
class CaseView:
    """A question, as an administrator reads it."""

    token: str
    person: str
    team: str
    name: str
    says: str
    count: int
    points: int
    monday: date
    opened_at: datetime
    answer: str
    answered_at: datetime | None
    is_own: bool = False
    decision: str = ""
    decided_at: datetime | None = None


def rule_views() -> list[RuleView]:
    """The published rules, in the order of their page."""
    return [
        RuleView(key=rule, name=name_of(rule), says=says_of(rule), waits=waits_of(rule))
        for rule in RULES
    ]


def held_views(
    cases: Sequence[Case], *, refused: str = "", sentence: str = "", said: str = ""
) -> list[HeldView]:
    """A person's own questions.

    Args:
        cases: what was found, newest first.
        refused: the token of the one whose answer was just refused.
        sentence: why.
        said: what they had written.
    """
    return [
        HeldView(
            token=case.row.token,
            name=name_of(case.row.rule),
            met=met_of(case.row.rule, case.row.facts),
            says=says_of(case.row.rule),
            points=case.points,
            monday=_monday(case.row.week),
            state=case.row.outcome or "open",
            answer=said if case.row.token == refused else case.row.answer,
            answered_at=case.row.answered_at,
            decided_at=case.row.decided_at,
            sentence=sentence if case.row.token == refused else "",
        )
        for case in cases
    ]


def open_views(cases: Sequence[Case], *, reader: Member) -> list[CaseView]:
    """What is to be decided; one's own is shown as somebody else's to decide."""
    return [_case_view(case, is_own=case.row.member_id == reader.pk) for case in cases]


def decided_views(cases: Sequence[Case]) -> list[CaseView]:
    """What was decided lately, and by whom."""
    return [_case_view(case) for case in cases]


def _case_view(case: Case, *, is_own: bool = False) -> CaseView:
    row = case.row
    return CaseView(
        token=row.token,
        person=row.member.full_name,
        team=row.member.team.name if row.member.team is not None else "",
        name=name_of(row.rule),
        says=says_of(row.rule),
        count=row.facts.get("count", 0),
        points=case.points,
        monday=_monday(row.week),
        opened_at=row.opened_at,
        answer=row.answer,
        answered_at=row.answered_at,
        is_own=is_own,
        decision=_decision(case),
        decided_at=row.decided_at,
    )


def _decision(case: Case) -> str:
    row = case.row
    if row.is_open:
        return ""
    by = row.decided_by.given_name if row.decided_by else _("somebody who is no longer here")
    said = (
        _("%(name)s let them count") if row.outcome == "released" else _("%(name)s kept them out")
    )
    return said % {"name": by}


def _monday(week: str) -> date:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)
