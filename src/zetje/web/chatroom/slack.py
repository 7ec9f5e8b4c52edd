"""Reads what stands in the Slack that is played, and puts it into shapes that a page shows."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from zetje.web.demo.chats import folder

_BOLD = re.compile(r"\*([^*\n]+)\*")
_LOCAL = {"127.0.0.1", "localhost"}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of words."""

    words: str
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class Tappable:
    """A button: of a page where it has an address, else of an act."""

    label: str
    said: str
    action: str
    address: str
    primary: bool


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One block.

    Attributes:
        kind: "words", "note", "picture", "buttons" or "line".
    """

    kind: str
    pieces: Sequence[Piece] = ()
    picture: str = ""
    alt: str = ""
    buttons: Sequence[Tappable] = ()


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message: of the app, or of the person."""

    ts: str
    at: datetime
    by_app: bool
    blocks: Sequence[Shown]


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What one person sees in their Slack."""

    messages: Sequence[Said]
    home: Sequence[Shown]


def conversation_of(email: str) -> Conversation:
    """The messages between somebody and the app, oldest first, and the app's home."""
    kept = _kept()
    person = next((each for each in kept["people"] if each["email"] == email.lower()), None)
    if person is None:
        return Conversation(messages=(), home=())
    channel = "D" + person["id"][1:]
    messages = [_said(each) for each in kept["messages"] if each["channel"] == channel]
    home = kept["homes"].get(person["id"], {"blocks": []})
    return Conversation(messages=messages, home=[_shown(block) for block in home["blocks"]])


def _kept() -> Mapping[str, Any]:
    try:
        return json.loads((folder() / "slack.json").read_text())
    except FileNotFoundError:
        return {"people": [], "messages": [], "homes": {}}


def _said(message: Mapping[str, Any]) -> Said:
    blocks = [_shown(block) for block in message["blocks"]]
    if not blocks:
        blocks = [Shown(kind="words", pieces=_pieces({"type": "mrkdwn", "text": message["text"]}))]
    moment = datetime.fromtimestamp(float(message["ts"]), tz=UTC)
    return Said(ts=message["ts"], at=moment, by_app="bot_id" in message, blocks=blocks)


def _shown(block: Mapping[str, Any]) -> Shown:
    kind = block["type"]
    if kind == "section":
        return Shown(kind="words", pieces=_pieces(block["text"]))
    if kind == "context":
        pieces = [piece for text in block["elements"] for piece in _pieces(text)]
        return Shown(kind="note", pieces=pieces)
    if kind == "image":
        return Shown(kind="picture", picture=here(block["image_url"]), alt=block["alt_text"])
    if kind == "actions":
        return Shown(kind="buttons", buttons=[_button(each) for each in block["elements"]])
    return Shown(kind="line")


def _button(element: Mapping[str, Any]) -> Tappable:
    return Tappable(
        label=element["text"]["text"],
        said=element.get("accessibility_label", ""),
        action=element["action_id"],
        address=here(element.get("url", "")),
        primary=element.get("style") == "primary",
    )


def _pieces(text: Mapping[str, Any]) -> list[Piece]:
    """The words of a text object; what is between asterisks is bold in one of them."""
    if text["type"] == "plain_text":
        return [Piece(words=text["text"])]
    parts = _BOLD.split(text["text"])
    return [
        Piece(words=html.unescape(words), bold=number % 2 == 1)
        for number, words in enumerate(parts)
        if words
    ]


def here(address: str) -> str:
    """An address of this demo without its host: the demo may run on another port by now."""
    parts, site = urlsplit(address), urlsplit(str(settings.SITE_ADDRESS))
    if parts.hostname in {site.hostname, *_LOCAL}:
        return parts._replace(scheme="", netloc="").geturl()
    return address
