"""The prompts of a batch, each with its words, in the form that its channel takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import override

from zetje.behaviour.draws import uniforms
from zetje.behaviour.weeks import number_of
from zetje.delivery.registry import Drop, OutboxRow, Rendered
from zetje.lib.tenancy import tenant
from zetje.prompting.models import Decision
from zetje.prompting.operations.prompts.card import prompt_card
from zetje.prompting.operations.prompts.facts import facts_of
from zetje.prompting.operations.prompts.gathering import Sheet, gather
from zetje.prompting.operations.prompts.mail import prompt_mail
from zetje.prompting.queries.prompt_wordings import wordings_for
from zetje.prompting.rules.arms import Said, Wording, pick, said, tellable

_MAIL: Final = "mail"


def render_prompts(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The messages of prompts, one organisation's at a time, as delivery asks for them.

    A prompt that became pointless is dropped: the person shared, chose on the story, rests or left,
    the story is offered no more, or what it would say is no longer true.
    """
    rendered: dict[int, Rendered] = {}
    for organisation_id in {row.organisation_id for row in rows}:
        mine = [row for row in rows if row.organisation_id == organisation_id]
        with tenant(organisation_id):
            sheets = gather(organisation_id, [row.subject_id or 0 for row in mine], now)
            known: dict[tuple[str, str], list[Wording]] = {}
            for row in mine:
                rendered[row.id] = _rendered(row, sheets.get(row.subject_id or 0), known)
    return rendered


def _rendered(
    row: OutboxRow, sheet: Sheet | None, known: dict[tuple[str, str], list[Wording]]
) -> Rendered:
    if sheet is None:
        return Drop("its decision or its person is gone")
    if sheet.pointless or sheet.told is None:
        return Drop(sheet.pointless)
    with override(sheet.member.language):
        spoken = _said(row.organisation_id, sheet, known)
        if spoken is None:
            return Drop("what it would say is no longer true")
        if row.channel == _MAIL:
            return prompt_mail(row, sheet, spoken)
        return prompt_card(sheet, spoken)


def _said(
    organisation_id: int, sheet: Sheet, known: dict[tuple[str, str], list[Wording]]
) -> Said | None:
    """The words of one prompt with their facts; None when no wording has all of its facts."""
    if sheet.told is None:
        return None
    arm, language = sheet.decision.arm, sheet.member.language
    if (arm, language) not in known:
        known[arm, language] = wordings_for(
            organisation_id=organisation_id, arm=arm, language=language
        )
    facts = facts_of(
        told=sheet.told,
        arm=arm,
        colleagues=sheet.colleagues,
        chain=sheet.chain,
        example=sheet.example.title if sheet.example else "",
        expert=sheet.expert,
    )
    true = tellable(known[arm, language], facts)
    return said(_chosen(sheet.decision, true), facts) if true else None


def _chosen(decision: Decision, true: Sequence[Wording]) -> Wording:
    """The wording that was decided on; another by the decision's own draw if that one went."""
    for wording in true:
        if wording.key == decision.wording:
            return wording
    week = number_of(decision.iso_year, decision.iso_week)
    draw = uniforms(seed=decision.seed, person=[decision.person], week=week)
    return true[int(pick(count=len(true), draw=draw)[0])]
