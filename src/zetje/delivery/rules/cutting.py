"""Cuts texts to what a chat takes: between characters as a reader sees them, never through one.

Lengths are in UTF-16 units, as JavaScript counts and as most chats do.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

_CHARACTER = regex.compile(r"\X")
# Surrogates without their half and signs of control, save the end of a line.
_UNFIT = regex.compile(r"[\p{Cs}\p{Cc}--\n]", regex.VERSION1)
_ELLIPSIS = "…"


def clean(text: str) -> str:
    """A text without what no wire carries."""
    return str(_UNFIT.sub("", text))


def length(text: str) -> int:
    """How long a text is, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, most: int, *, written: Callable[[str], str] = str) -> str:
    """The text, or as much of its beginning as fits with an ellipsis.

    Args:
        text: the words.
        most: UTF-16 units that the result may take.
        written: how the chat wants each piece written; an escape is counted and never cut through.
    """
    text = clean(text).strip()
    if length(whole := written(text)) <= most:
        return whole
    left = most - length(_ELLIPSIS)
    kept: list[str] = []
    for character in _CHARACTER.findall(text):
        piece = written(character)
        left -= length(piece)
        if left < 0:
            break
        kept.append(piece)
    return "".join(kept).rstrip() + _ELLIPSIS
