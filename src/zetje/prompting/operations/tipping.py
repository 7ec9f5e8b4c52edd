"""Takes tips in a chat: a message that somebody points at, and their second thoughts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from zetje.content import operations as content
from zetje.content import queries as stories
from zetje.delivery.registry import Button, Card
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

_ORIGINS: Final = ("slack", "teams")
_WHY_NOT: Final = {
    "needs_tip": gettext_lazy("This message holds no words or link to tip the editors with."),
    "too_many_tips": gettext_lazy(
        "Ten of your tips wait already. Take one back, or wait until an editor has looked."
    ),
}


def give_tip(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Make a tip of a message in a chat; the same message twice is one tip.

    Args:
        organisation_id: whose member.
        member_id: who pointed at it.
        value: JSON of `text`, the message in plain words; `key`, which message it is; `origin`,
            slack or teams; `is_quoted`, whether another than the member wrote it.
        now: the moment.
    """
    told: dict[str, Any] = json.loads(value)
    origin = str(told.get("origin", ""))
    if origin not in _ORIGINS:
        raise ValueError(f"no chat {origin!r}")
    with tenant(organisation_id):
        member = people.members_by_ids([member_id])[member_id]
        with override(member.language):
            try:
                given = content.give_tip(
                    by=member,
                    words=content.tip_words(text=str(told.get("text", ""))),
                    origin=origin,
                    now=now,
                    origin_key=str(told.get("key", "")),
                    is_quoted=bool(told.get("is_quoted")),
                )
            except content.TipRefused as refusal:
                return _card(str(_WHY_NOT[refusal.code]))
            return _thanks(given, member_id=member_id)


def take_tip_back(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Take one's own tip away again; twice gives the same card."""
    with tenant(organisation_id):
        member = people.members_by_ids([member_id])[member_id]
        with override(member.language):
            tip = stories.tip_by_token(organisation_id, value)
            if tip is not None and tip.taken_at is not None:
                return _card(_("A story is made of it already. Ask an editor."))
            if tip is not None:
                content.take_tip_back(tip=tip, by=member)
            return _card(_("Taken back. Nothing of it is kept."))


def _thanks(given: content.GivenTip, *, member_id: int) -> Card:
    title = _("Thank you. It is with the editors now.")
    if given.is_known and given.tip.member_id != member_id:
        return _card(_("Somebody tipped this too. It now counts that you would share it."))
    text = _("Your tip: “%(title)s”") % {"title": given.tip.title}
    if given.tip.is_quoted:
        text += "\n" + _("Another wrote it: the editors are told to ask them first.")
    back = Button(label=_("Take it back"), action="take_tip_back", value=given.tip.token)
    return _card(title, text, back)


def _card(title: str, text: str = "", *buttons: Button) -> Card:
    page = Button(label=_("Your tips"), url=f"{settings.SITE_ADDRESS}/tips/")
    return Card(language=get_language() or "en", title=title, text=text, buttons=(*buttons, page))
