"""Saying "not this kind" to a prompt where it came, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.delivery.registry import Button, Card
from zetje.people import queries as people
from zetje.prompting.operations.chat.cards import nobodys_card, plain_card
from zetje.prompting.operations.chat.values import read_value, undo_of_kind
from zetje.prompting.operations.refusing import refuse_arm, welcome_arm
from zetje.prompting.queries.own_decisions import own_decision
from zetje.prompting.rules.arms import family_of
from zetje.prompting.rules.refusing import REFUSABLE

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.models import Decision

_Act = Callable[["Member", "Decision"], Card]


def fewer(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """No more prompts of the kind that this one was; the value is its decision's token."""

    def act(member: Member, decision: Decision) -> Card:
        refuse_arm(member=member, arm=decision.arm, now=now)
        back = Button(
            label=_("I want them again"), action="undo", value=undo_of_kind(decision.token)
        )
        return plain_card(
            language=member.language,
            title=_("No more of this kind."),
            text=_("“%(kind)s” does not come to you any more. Others may still come.")
            % {"kind": family_of(decision.arm).label},
            buttons=(back, _why(decision)),
        )

    return _done(act, organisation_id, member_id, value)


def welcome_kind(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Take "not this kind" back; the value is the decision's token."""

    def act(member: Member, decision: Decision) -> Card:
        welcome_arm(member=member, arm=decision.arm, now=now)
        again = Button(label=_("Not this kind"), action="fewer", value=decision.token)
        return plain_card(
            language=member.language,
            title=_("Taken back."),
            text=_("“%(kind)s” may come again, now and then.")
            % {"kind": family_of(decision.arm).label},
            buttons=(again, _why(decision)),
        )

    return _done(act, organisation_id, member_id, value)


def _done(act: _Act, organisation_id: int, member_id: int, value: str) -> Card:
    member = people.members_by_ids([member_id]).get(member_id)
    if member is None or member.organisation_id != organisation_id:
        return nobodys_card()
    with override(member.language):
        decision = own_decision(member=member, token=read_value(value).digest)
        if decision is None:
            return plain_card(
                language=member.language,
                title=_("This was for somebody else."),
                text=_("Nothing was changed. What is yours is one tap away."),
            )
        if decision.arm not in REFUSABLE:
            return plain_card(
                language=member.language,
                title=_("This was the plain reminder."),
                text=_(
                    "There is no plainer kind. Its page has the ways to be asked less, or never."
                ),
                buttons=(_why(decision),),
            )
        return act(member, decision)


def _why(decision: Decision) -> Button:
    return Button(label=_("Why am I asked?"), url=f"{settings.SITE_ADDRESS}/why/{decision.token}/")
