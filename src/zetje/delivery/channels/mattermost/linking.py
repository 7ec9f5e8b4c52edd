"""Ties a Mattermost account to a member: found by the work address, confirmed by a tap."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.utils import translation
from django.utils.translation import gettext as _

from zetje.delivery import operations
from zetje.delivery.channels.mattermost.setup import NAME, open_caller, read_json, setup_of
from zetje.delivery.channels.mattermost.transport import MattermostTransport
from zetje.delivery.registry import Accepted, Button, Card, CardLetter
from zetje.lib.fetching import FetchRefused, NoAnswer, NotCalled

LINK: Final = "mattermost_link"


def start_link(*, organisation_id: int, member_id: int, work_address: str, now: datetime) -> str:
    """Ask the person in Mattermost whether they are the member who pressed; what they do next."""
    setup = setup_of(organisation_id)
    if setup is None:
        return _("Mattermost is not set up here yet.")
    caller = open_caller()
    try:
        found = setup.call(caller, "GET", f"users/email/{quote(work_address, safe='')}")
    except (FetchRefused, NotCalled, NoAnswer):
        return _("Mattermost does not answer now. Try again in a while.")
    finally:
        caller.close()
    user = str(read_json(found).get("id", ""))
    if found.status != 200 or not user:
        return _("Mattermost does not know your work address.")
    code = operations.link_code(
        organisation_id=organisation_id, member_id=member_id, channel=NAME, now=now
    )
    letter = CardLetter(_question(code), user, f"link:{code}", organisation_id, now)
    transport = MattermostTransport()
    try:
        outcome = transport.hand_over(transport.prepare(letter))
    finally:
        transport.close()
    if not isinstance(outcome, Accepted):
        return _("Mattermost does not answer now. Try again in a while.")
    return _("There is a message from Zetje in Mattermost now. Press “Yes, that is me” there.")


def finish_link(*, organisation_id: int, user: str, code: str, now: datetime) -> Card:
    """Tie an account to whoever was given a code, and say so."""
    language = translation.get_language() or "en"
    member_id = operations.member_of_link_code(
        organisation_id=organisation_id, channel=NAME, code=code, now=now
    )
    if member_id is None:
        title = _("This code does not work any more")
        return Card(language=language, title=title, text=_("Ask for a new one on your page."))
    operations.link_channel(
        organisation_id=organisation_id, member_id=member_id, channel=NAME, address=user, now=now
    )
    return Card(
        language=language, title=_("Connected"), text=_("From now on Zetje finds you here.")
    )


def _question(code: str) -> Card:
    return Card(
        language=translation.get_language() or "en",
        title=_("Is this you?"),
        text=_("Somebody asked Zetje a moment ago to find them here."),
        footer=_("If it was not you, nothing happens."),
        buttons=(Button(label=_("Yes, that is me"), action=LINK, value=code, weight="primary"),),
    )
