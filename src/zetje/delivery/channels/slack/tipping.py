"""A message that somebody points at with the app's shortcut, "Tip the editors"."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any, Final, cast

CALLBACK: Final = "tip"
ACTION: Final = "give_tip"
_LONGEST: Final = 4_000
# What Slack writes between angle brackets: a person, a channel, a whole group, a link with words.
_BRACKETS: Final = re.compile(r"<([^<>]{1,2500})>")


def told_in(payload: Mapping[str, Any], *, user: str) -> str:
    """What the act of tipping is told of a shortcut's message.

    Args:
        payload: of kind `message_action`.
        user: the number of whoever points at the message.
    """
    message = _object(payload.get("message"))
    channel = _object(payload.get("channel"))
    told = {
        "text": plain_words(str(message.get("text", ""))),
        "key": f"{channel.get('id', '')}:{message.get('ts', '')}",
        "origin": "slack",
        "is_quoted": message.get("user") != user,
    }
    return json.dumps(told)


def plain_words(text: str) -> str:
    """A message without Slack's own signs; nobody who is mentioned in it is named."""
    return html.unescape(_BRACKETS.sub(_plain, text[:_LONGEST])).strip()


def _plain(found: re.Match[str]) -> str:
    inside = found[1]
    if inside[0] in "@!":
        return ""
    address, bar, words = inside.partition("|")
    if inside[0] == "#":
        return f"#{words}" if bar else ""
    if not address.startswith(("https://", "http://")):
        return words or address
    return address if not bar or words in address else f"{words} {address}"


def _object(found: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}
