"""What people do in Teams, and what they see of it: taps, a code they write, coming and going."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from zetje.delivery import operations, queries
from zetje.delivery.channels.teams import tipping
from zetje.delivery.channels.teams.cards import CONTENT_TYPE, adaptive_card
from zetje.delivery.channels.teams.conversations import Conversation, check_service
from zetje.delivery.channels.teams.setup import NAME
from zetje.delivery.channels.teams.trust import Activity, is_newest_tap, part, tenant_of
from zetje.delivery.registry import Button, Card, UnknownActionError, perform_action
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

THIS_WEEK: Final = "this_week"
ACTION: Final = "adaptiveCard/action"
# What somebody writes to the bot, in either language.
_COMMAND: Final = re.compile(r"\s*(?:link|koppel)\s+([A-Za-z0-9 -]{4,40})\s*", re.IGNORECASE)
_LONGEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What Teams gets: the body of our answer, and cards to say in the conversation.

    Attributes:
        body: None: an answer without a body.
    """

    body: dict[str, Any] | None = None
    said: Sequence[Card] = ()
    there: Conversation | None = None


class MalformedError(ValueError):
    """Raised for an activity that is none of Teams'."""


def handle(*, organisation_id: int, activity: Activity, now: datetime) -> Answer:
    """Do what an activity asks. What is not between one person and the bot is let pass.

    Args:
        organisation_id: whose bot it is, as the token showed.
        activity: as Teams tells it.
        now: the moment.

    Raises:
        MalformedError: for what Teams would not send.
    """
    kind = str(activity.get("type", ""))
    if tipping.is_tip(activity):
        return Answer(body=_tipped(organisation_id, activity, now))
    if part(activity, "conversation").get("conversationType") != "personal":
        return Answer()
    there = conversation_of(activity)
    with tenant(organisation_id):
        if kind == "invoke":
            return Answer(body=_invoked(organisation_id, there, activity, now))
        if kind == "message":
            text = str(activity.get("text", ""))
            return Answer(said=[_answered(organisation_id, there, text, now)], there=there)
        if kind == "installationUpdate":
            return _installed(organisation_id, there, str(activity.get("action", "")), now)
    return Answer()


def again(activity: Activity) -> Answer:
    """What Teams gets for an activity that was dealt with before."""
    if activity.get("type") != "invoke":
        return Answer()
    if tipping.is_tip(activity):
        return Answer(body=tipping.said(_("That is done already.")))
    return Answer(body=_told(_("That is done already.")))


def conversation_of(activity: Activity) -> Conversation:
    """Where an activity came from.

    Raises:
        MalformedError: when it does not say so.
    """
    user = str(part(activity, "from").get("id", ""))
    conversation = str(part(activity, "conversation").get("id", ""))
    if not 0 < len(user) <= _LONGEST or not 0 < len(conversation) <= _LONGEST:
        raise MalformedError("from nobody")
    service = check_service(
        str(activity.get("serviceUrl", "")), allowed=settings.FETCH_ALLOWED_HOSTS
    )
    return Conversation(service, conversation, user, tenant_of(activity))


def _invoked(
    organisation_id: int, there: Conversation, activity: Activity, now: datetime
) -> dict[str, Any]:
    """The card that takes the place of the one that was tapped."""
    action = part(part(activity, "value"), "action")
    name, value = str(action.get("verb", "")), str(part(action, "data").get("value", ""))
    if activity.get("name") != ACTION or not name:
        return _fault("NotSupported", _("This button does nothing here."))
    member_id = _member(organisation_id, there)
    if member_id is None:
        return _shown(_not_linked())
    if not is_newest_tap(organisation_id=organisation_id, account=there.account, activity=activity):
        return _told(_("That is done already."))
    return _act(organisation_id, member_id, name, value, now)


def _tipped(organisation_id: int, activity: Activity, now: datetime) -> dict[str, Any]:
    """Make a tip of the message on which somebody used the app's action, wherever it stands."""
    there = conversation_of(activity)
    with tenant(organisation_id):
        member_id = _member(organisation_id, there)
        if member_id is None:
            card = _not_linked()
        else:
            with translation.override(_language_of(member_id)):
                card = perform_action(
                    name=tipping.ACTION,
                    organisation_id=organisation_id,
                    member_id=member_id,
                    value=tipping.told_in(activity),
                    now=now,
                )
    return tipping.said("\n\n".join(part for part in (card.title, card.text) if part))


def _act(
    organisation_id: int, member_id: int, name: str, value: str, now: datetime
) -> dict[str, Any]:
    with translation.override(_language_of(member_id)):
        try:
            card = perform_action(
                name=name,
                organisation_id=organisation_id,
                member_id=member_id,
                value=value,
                now=now,
            )
        except UnknownActionError:
            return _fault("BadRequest", _("This button does nothing here."))
        return _shown(card)


def _answered(organisation_id: int, there: Conversation, text: str, now: datetime) -> Card:
    """What the bot says to what somebody wrote."""
    if found := _COMMAND.fullmatch(text):
        return _link(organisation_id, there, found.group(1), now)
    member_id = _member(organisation_id, there)
    if member_id is None:
        return _not_linked()
    with translation.override(_language_of(member_id)):
        try:
            return perform_action(
                name=THIS_WEEK,
                organisation_id=organisation_id,
                member_id=member_id,
                value="",
                now=now,
            )
        except UnknownActionError:
            return _own_card(_("This is Zetje"), _("Your stories stand on your page."))


def _installed(organisation_id: int, there: Conversation, action: str, now: datetime) -> Answer:
    member_id = _member(organisation_id, there)
    if action.startswith("add"):
        card = _not_linked() if member_id is None else _connected(member_id)
        return Answer(said=[card], there=there)
    if action.startswith("remove") and member_id is not None:
        operations.unlink_channel(
            organisation_id=organisation_id,
            member_id=member_id,
            channel=NAME,
            now=now,
            reason="the app was removed in Teams",
        )
    return Answer()


def _link(organisation_id: int, there: Conversation, code: str, now: datetime) -> Card:
    member_id = operations.member_of_link_code(
        organisation_id=organisation_id, channel=NAME, code=code, now=now
    )
    if member_id is None:
        return _own_card(
            _("This code does not work any more"),
            _("It holds for a quarter of an hour and works once. Ask for a new one on your page."),
        )
    operations.link_channel(
        organisation_id=organisation_id,
        member_id=member_id,
        channel=NAME,
        address=there.text,
        now=now,
        account=there.account,
    )
    return _connected(member_id)


def _member(organisation_id: int, there: Conversation) -> int | None:
    return queries.member_at(organisation_id=organisation_id, channel=NAME, address=there.account)


def _language_of(member_id: int) -> str:
    found = people.members_by_ids([member_id]).get(member_id)
    return found.language if found else "en"


def _connected(member_id: int) -> Card:
    with translation.override(_language_of(member_id)):
        return _own_card(
            _("Connected"),
            _("From now on Zetje finds you here first. You choose the order on your page."),
        )


def _not_linked() -> Card:
    return _own_card(
        _("Zetje does not know you here yet"),
        _("Your page gives you a code. Write it here, as in: link ABCDE-FGHJK"),
    )


def _own_card(title: str, text: str) -> Card:
    page = Button(label=_("To my page"), url=f"{settings.SITE_ADDRESS}/me/channels/")
    language = translation.get_language() or "en"
    return Card(language=language, title=title, text=text, buttons=(page,))


# The three answers to a tap that Teams knows (Universal Actions, "Response format").


def _shown(card: Card) -> dict[str, Any]:
    return {"statusCode": 200, "type": CONTENT_TYPE, "value": adaptive_card(card)}


def _told(words: str) -> dict[str, Any]:
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}


def _fault(code: str, words: str) -> dict[str, Any]:
    value = {"code": code, "message": words}
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": value}
