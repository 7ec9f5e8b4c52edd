"""The list of what was decided about somebody, week by week, silence with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.prompting.presenters import words
from zetje.prompting.presenters.noes import No, noes_said
from zetje.prompting.presenters.silences import why_silent
from zetje.prompting.presenters.why import chance_of, headline
from zetje.prompting.rules.arms import family_of

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.models import Decision
    from zetje.prompting.queries.own_decisions import Noes


@dataclass(frozen=True, slots=True)
class Row:
    """One week: what was decided, with which chance, and where it is told in full."""

    week: str
    sentence: str
    detail: str
    chance: str
    is_prompt: bool
    url: str


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """Everything the page shows."""

    headline: str
    lead: str
    rows: Sequence[Row]
    noes: Sequence[No]


def decisions_page(
    *, member: Member, decisions: Sequence[Decision], noes: Noes, base: str, now: datetime
) -> DecisionsPage:
    """The page of a member's own decisions.

    Args:
        member: whose they are; nobody else may see them.
        decisions: the latest, the newest first.
        noes: what they said no to.
        base: the page's address.
        now: the moment.
    """
    asked = sum(decision.is_prompt for decision in decisions)
    return DecisionsPage(
        headline=_headline(len(decisions), asked),
        lead=_(
            "Once a week at most a lot decides whether you are asked. Here is every one of them."
        ),
        rows=[_row(decision, member, now) for decision in decisions],
        noes=noes_said(member, noes, base=base),
    )


def _headline(weeks: int, asked: int) -> str:
    if not weeks:
        return _("Nothing was decided about you yet.")
    if not asked:
        return _("You were never asked.")
    return ngettext("You were asked in one week.", "You were asked in %(count)s weeks.", asked) % {
        "count": asked
    }


def _row(decision: Decision, member: Member, now: datetime) -> Row:
    detail = why_silent(decision)
    if decision.is_prompt:
        detail = f"{family_of(decision.arm).label}."
    return Row(
        week=words.week_line(decision.iso_year, decision.iso_week),
        sentence=headline(decision, member, now=now),
        detail=detail,
        chance=chance_of(decision),
        is_prompt=decision.is_prompt,
        url=reverse("prompting:why_asked", args=[decision.token]),
    )
