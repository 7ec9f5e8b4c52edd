"""Reads what stands in the Teams that is played, and puts it into shapes that a page shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from zetje.web.chatroom.slack import Piece, Said, Shown, Tappable, here
from zetje.web.demo.chats import folder


def conversation_of(email: str) -> Sequence[Said]:
    """The messages between somebody and the bot, oldest first."""
    try:
        kept = json.loads((folder() / "teams.json").read_text())
    except FileNotFoundError:
        return ()
    return [_said(entry) for entry in kept.get(email.lower(), [])]


def _said(entry: Mapping[str, Any]) -> Said:
    return Said(
        ts=entry["id"],
        at=datetime.fromisoformat(entry["at"]),
        by_app=entry["by"] == "bot",
        blocks=[_line(entry["text"])] if "text" in entry else list(_Card(entry["card"]).blocks()),
    )


def _line(words: str, *, bold: bool = False, note: bool = False) -> Shown:
    return Shown(kind="note" if note else "words", pieces=[Piece(words=words, bold=bold)])


class _Card:
    """One card, and how many buttons were counted in it: a button is known by its number."""

    def __init__(self, card: Mapping[str, Any]) -> None:
        self._card = card
        self._buttons = 0

    def blocks(self) -> Iterator[Shown]:
        """The card's parts in order, as a page shows them."""
        yield from self._parts(self._card["body"])
        if actions := self._card.get("actions"):
            yield self._row(actions)

    def _parts(self, parts: Sequence[Mapping[str, Any]]) -> Iterator[Shown]:
        for part in parts:
            kind = part["type"]
            if kind == "Container":
                yield Shown(kind="line")
                yield from self._parts(part["items"])
            elif kind == "RichTextBlock":
                run = part["inlines"][0]
                is_bold, is_note = run.get("weight") == "Bolder", bool(run.get("isSubtle"))
                yield _line(run["text"], bold=is_bold, note=is_note)
            elif kind == "Image":
                yield Shown(kind="picture", picture=here(part["url"]), alt=part["altText"])
            elif kind == "ActionSet":
                yield self._row(part["actions"])

    def _row(self, actions: Sequence[Mapping[str, Any]]) -> Shown:
        return Shown(kind="buttons", buttons=[self._button(each) for each in actions])

    def _button(self, action: Mapping[str, Any]) -> Tappable:
        number, self._buttons = self._buttons, self._buttons + 1
        return Tappable(
            label=action["title"],
            said="",
            action=str(number),
            address=here(action.get("url", "")),
            primary=action.get("style") == "positive",
        )
