"""A message that somebody points at with the app's action, "Tip the editors"."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any, Final

from zetje.delivery.channels.teams.trust import Activity, part

COMMAND: Final = "tip"
ACTION: Final = "give_tip"
SUBMIT: Final = "composeExtension/submitAction"
_LONGEST: Final = 20_000
_LONGEST_WHY: Final = 500
_BREAKS: Final = frozenset({"p", "br", "div", "li", "tr", "blockquote", "h1", "h2", "h3"})
# Whom a message mentions, what it answers to and what hangs on it are not its own words.
_LEFT_OUT: Final = frozenset({"at", "attachment", "blockquote", "style", "script"})


def is_tip(activity: Activity) -> bool:
    """Whether an activity is that action on a message."""
    return (
        activity.get("type") == "invoke"
        and activity.get("name") == SUBMIT
        and part(activity, "value").get("commandId") == COMMAND
    )


def told_in(activity: Activity) -> str:
    """What the act of tipping is told of the message."""
    message = part(part(activity, "value"), "messagePayload")
    body = part(message, "body")
    content = str(body.get("content", ""))[:_LONGEST]
    is_html = body.get("contentType") == "html"
    author = part(part(message, "from"), "user").get("id")
    conversation = part(activity, "conversation").get("id", "")
    why = str(part(part(activity, "value"), "data").get("why", ""))[:_LONGEST_WHY]
    words = plain_words(content) if is_html else content.strip()
    told = {
        "text": f"{why}\n{words}".strip(),
        "key": f"{str(conversation).partition(';')[0]}:{message.get('id', '')}",
        "origin": "teams",
        "is_quoted": not author or author != part(activity, "from").get("aadObjectId"),
    }
    return json.dumps(told)


def said(words: str) -> dict[str, Any]:
    """The answer that shows a line to whoever pointed at a message."""
    return {"task": {"type": "message", "value": words}}


def plain_words(marked_up: str) -> str:
    """The words of a message of Teams, with the addresses of its links; nobody is named."""
    reader = _Reader()
    reader.feed(marked_up)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._left_out = 0
        self._addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._left_out += 1
        if tag in _BREAKS:
            self.found.append("\n")
        if tag == "a":
            self._addresses.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._left_out = max(0, self._left_out - 1)
        if tag in _BREAKS:
            self.found.append("\n")
        if tag == "a" and self._addresses:
            address = self._addresses.pop()
            if address.startswith(("https://", "http://")) and not self._left_out:
                said_already = "".join(self.found[-1:]).strip() == address
                self.found.append("" if said_already else f" {address} ")

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.found.append(data)
