"""Words as Slack takes them: no half characters, no longer than it allows, and no signs of its own.

Slack counts as JavaScript does, in UTF-16 units. A text is cut between characters as a reader sees
them, so neither a surrogate pair nor a family of emoji is ever broken.
"""

from __future__ import annotations

import regex

_CHARACTER = regex.compile(r"\X")
# Surrogates without their half and signs of control, save the end of a line.
_UNFIT = regex.compile(r"[\p{Cs}\p{Cc}--\n]", regex.VERSION1)
_ELLIPSIS = "…"
# The three that Slack reads as its own; see "Formatting text for app surfaces" in its documents.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def clean(text: str) -> str:
    """A text without what no wire carries."""
    return str(_UNFIT.sub("", text))


def length(text: str) -> int:
    """How long a text is to Slack, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def escaped(text: str) -> str:
    """A text in which nothing is a mention, a link or a command."""
    return text.translate(_ESCAPES)


def cut(text: str, most: int, *, escapes: bool = False) -> str:
    """The text, or as much of its beginning as fits with an ellipsis.

    Args:
        text: the words.
        most: UTF-16 units that the result may take.
        escapes: count and give the text as `escaped` writes it, and never cut through an escape.
    """
    write = escaped if escapes else str
    text = clean(text).strip()
    if length(whole := write(text)) <= most:
        return whole
    left = most - length(_ELLIPSIS)
    kept: list[str] = []
    for character in _CHARACTER.findall(text):
        written = write(character)
        left -= length(written)
        if left < 0:
            break
        kept.append(written)
    return "".join(kept).rstrip() + _ELLIPSIS
