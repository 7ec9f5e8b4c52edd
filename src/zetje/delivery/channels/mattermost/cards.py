"""Writes a card as message attachments of Mattermost, with buttons that only we can have made.

https://developers.mattermost.com/integrate/plugins/interactive-messages. Mattermost signs nothing
that it tells us; but it keeps the context of a button to itself, so each button carries a token of
ours that says for whom it was made and what it does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from zetje.delivery.registry import Button, Card, Section
from zetje.delivery.rules.cutting import cut
from zetje.lib import tokens

PURPOSE: Final = "mattermost.tap"
_HOLDS: Final = timedelta(days=30)
_TEXT, _TITLE, _LABEL, _MESSAGE = 4000, 300, 60, 2000
_MARKS: Final = re.compile(r"([\\`*_~\[\]()#|<>!])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom a card is for.

    Attributes:
        user: their number at Mattermost.
        tapped_at: the address at which taps are heard.
    """

    organisation_id: int
    user: str
    tapped_at: str
    now: datetime


def post_of(card: Card, *, reader: Reader) -> dict[str, Any]:
    """The message and props of a post."""
    about = [
        _attachment(section, reader, start=number * 100)
        for number, section in enumerate(card.sections, start=1)
    ]
    rest = Section(text="", note=card.footer, buttons=card.buttons)
    end = [_attachment(rest, reader, start=0)] if card.footer or card.buttons else []
    words = "\n".join(part for part in (_bold(card.title), _words(card.text, _MESSAGE)) if part)
    return {"message": words, "props": {"attachments": [*about, *end]}}


def _attachment(section: Section, reader: Reader, *, start: int) -> dict[str, Any]:
    pages = " · ".join(_link(button) for button in section.buttons if button.url)
    parts = (_words(section.text, _TEXT), pages, _words(section.note, _TEXT))
    written: dict[str, Any] = {
        "fallback": cut(section.title or section.text or section.note, _TITLE),
        "title": cut(section.title, _TITLE),
        "text": "\n\n".join(part for part in parts if part),
        "actions": _actions(section.buttons, reader, start),
    }
    if section.picture_url and section.picture_alt:
        written["image_url"] = section.picture_url
    return {key: value for key, value in written.items() if value}


def _actions(buttons: Sequence[Button], reader: Reader, start: int) -> list[dict[str, Any]]:
    return [
        {
            # Letters and figures alone: Mattermost finds no other.
            "id": f"act{start + number}",
            "type": "button",
            "name": cut(button.label, _LABEL),
            "style": "primary" if button.weight == "primary" else "default",
            "integration": {"url": reader.tapped_at, "context": {"token": _token(button, reader)}},
        }
        for number, button in enumerate(buttons)
        if button.action
    ]


def _token(button: Button, reader: Reader) -> str:
    told = {"o": reader.organisation_id, "u": reader.user, "a": button.action, "v": button.value}
    return tokens.sign(PURPOSE, told, expires_at=reader.now + _HOLDS)


def _link(button: Button) -> str:
    address = button.url.replace("(", "%28").replace(")", "%29")
    return f"[{_words(button.label, _LABEL)}]({address})"


def _bold(title: str) -> str:
    words = _words(" ".join(title.split()), _TITLE)
    return f"**{words}**" if words else ""


def _words(text: str, most: int) -> str:
    return cut(text, most, written=_inert)


def _inert(text: str) -> str:
    """Without marks of Markdown, and without a mention: that needs a name right behind its sign."""
    return _MARKS.sub(r"\\\1", text).replace("@", "@\u200b")
