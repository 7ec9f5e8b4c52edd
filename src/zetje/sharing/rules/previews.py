"""Folds a text where a network folds it, so that a preview tells the truth."""

from __future__ import annotations

from dataclasses import dataclass

import regex

_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True)
class Fold:
    """Where a network cuts a text and writes "…more": after so many signs or lines."""

    signs: int
    lines: int


@dataclass(frozen=True)
class Folded:
    """What readers see at once, and what only after a tap."""

    shown: str
    hidden: str


def fold(text: str, at: Fold | None) -> Folded:
    """The text cut as a network would cut it, not inside a word where that can be helped."""
    end = visible_length(text, at)
    if end == len(text):
        return Folded(shown=text, hidden="")
    blank = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    if blank > end // 2 and not text[end].isspace():
        end = blank
    return Folded(shown=text[:end].rstrip(), hidden=text[end:])


def visible_length(text: str, at: Fold | None) -> int:
    """How many code points of the text stand above the fold."""
    if at is None:
        return len(text)
    lines = 1
    for seen, sign in enumerate(_GRAPHEME.finditer(text)):
        lines += sign.group() in ("\n", "\r\n")
        if seen == at.signs or lines > at.lines:
            return sign.start()
    return len(text)
