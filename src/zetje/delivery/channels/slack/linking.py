"""Ties a Slack account to a member: by their work address and a tap, or by a code they type."""

from __future__ import annotations

import re
from datetime import datetime
from http.client import HTTPException
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from slack_sdk.errors import SlackApiError

from zetje.delivery import operations
from zetje.delivery.channels.slack.cards import blocks_of, notification_of
from zetje.delivery.channels.slack.codes import GONE, code_of
from zetje.delivery.channels.slack.setup import NAME, WAITING_SECONDS, client_for, setup_of
from zetje.delivery.registry import Button, Card
from zetje.people import queries as people

LINK, NOT_ME = "slack_link", "slack_not_me"
# What somebody writes to the app, in either language.
_COMMAND: Final = re.compile(r"\s*(?:link|koppel)\s+([A-Za-z0-9 -]{4,40})", re.IGNORECASE)


def start_link(*, organisation_id: int, member_id: int, work_address: str, now: datetime) -> str:
    """Ask the person in Slack whether they are the member who just pressed "Connect Slack".

    Args:
        organisation_id: whose member.
        member_id: who pressed.
        work_address: by which Slack knows them, too.
        now: the moment.

    Returns:
        what they do next, in a sentence.
    """
    setup = setup_of(organisation_id)
    if setup is None:
        return _("Slack is not set up here yet.")
    code = operations.link_code(
        organisation_id=organisation_id, member_id=member_id, channel=NAME, now=now
    )
    by_hand = _("Open Zetje in Slack under “Apps” and write: link %(code)s") % {"code": code}
    client = client_for(setup.bot_token, timeout_seconds=WAITING_SECONDS)
    try:
        found = client.users_lookupByEmail(email=work_address)
        question = _question(code, name=_name(member_id))
        client.chat_postMessage(
            channel=found["user"]["id"],
            text=notification_of(question),
            blocks=blocks_of(question),
            unfurl_links=False,
            unfurl_media=False,
        )
    except SlackApiError as fault:
        if code_of(fault) in GONE:
            return _("Slack does not know your work address. %(by_hand)s") % {"by_hand": by_hand}
        return by_hand
    except (HTTPException, OSError):
        return by_hand
    return _("There is a message from Zetje in your Slack now. Press “Yes, that is me” there.")


def code_in(text: str) -> str:
    """The code in what somebody wrote to the app; empty when they wrote something else."""
    found = _COMMAND.fullmatch(text.strip())
    return found.group(1).strip() if found else ""


def finish_link(*, organisation_id: int, user: str, account: str, code: str, now: datetime) -> Card:
    """Tie an account to whoever was given a code, and say so.

    Args:
        organisation_id: whose Slack.
        user: the account's id in Slack.
        account: what tells it from every other account; see `inbound`.
        code: what was tapped or typed.
        now: the moment.
    """
    member_id = operations.member_of_link_code(
        organisation_id=organisation_id, channel=NAME, code=code, now=now
    )
    if member_id is None:
        return Card(
            language=translation.get_language() or "en",
            title=_("This code does not work any more"),
            text=_(
                "It holds for a quarter of an hour and works once. Ask for a new one on your page."
            ),
            buttons=(_own_page(),),
        )
    operations.link_channel(
        organisation_id=organisation_id,
        member_id=member_id,
        channel=NAME,
        address=user,
        now=now,
        account=account,
    )
    with translation.override(language_of(member_id)):
        return Card(
            language=translation.get_language() or "en",
            title=_("Connected"),
            text=_("From now on Zetje finds you here first. You choose the order on your page."),
            buttons=(_own_page(),),
        )


def not_linked() -> Card:
    """What somebody sees whose account is tied to nobody."""
    return Card(
        language=translation.get_language() or "en",
        title=_("Zetje does not know you here yet"),
        text=_("Connect Slack on your page, once: then you can choose your stories right here."),
        buttons=(_own_page(),),
    )


def left_alone() -> Card:
    """What stands in place of the question for whoever said that it was not them."""
    return Card(
        language=translation.get_language() or "en",
        title=_("Thank you"),
        text=_("Then nothing is connected. Somebody may have mistyped an address."),
    )


def language_of(member_id: int) -> str:
    """The language in which a member is spoken to."""
    found = people.members_by_ids([member_id]).get(member_id)
    return found.language if found else "en"


def _name(member_id: int) -> str:
    found = people.members_by_ids([member_id]).get(member_id)
    return found.full_name if found else ""


def _question(code: str, *, name: str) -> Card:
    return Card(
        language=translation.get_language() or "en",
        title=_("Is this you?"),
        text=_("%(name)s asked Zetje a moment ago to find them in Slack.") % {"name": name},
        footer=_("If it was not you, nothing happens."),
        buttons=(
            Button(label=_("Yes, that is me"), action=LINK, value=code, weight="primary"),
            Button(label=_("No"), action=NOT_ME, value="no"),
        ),
    )


def _own_page() -> Button:
    return Button(label=_("To my page"), url=f"{settings.SITE_ADDRESS}/me/channels/")
