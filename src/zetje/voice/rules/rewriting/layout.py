"""Lays the pieces of a text out as somebody does, and marks what is not the story's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import regex

from zetje.voice.rules.rewriting.phrasing import Piece, ended
from zetje.voice.rules.suggesting import Span

_TOKEN = regex.compile(r"[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*|\S")
_UNENDED = ("item", "tags")
_OWN_PARAGRAPH = ("frame", "closing", "tags", "title")


@dataclass(frozen=True)
class Laid:
    """A finished text, with the stretches that are not the story's own."""

    text: str
    changes: tuple[Span, ...]


def laid_out(pieces: Sequence[Piece], *, line_breaks: str) -> Laid:
    """The pieces as one text.

    Args:
        pieces: in their order.
        line_breaks: "block", "paragraphs" or "lines"; anything else as the story has them.
    """
    text = ""
    spans: list[Span] = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        glue = _glue(pieces[at - 1], piece, line_breaks) if at else ""
        follows = "" if after is None else _glue(piece, after, line_breaks)
        is_last = line_breaks == "block" and after is None and piece.kind not in _UNENDED
        words = ended(piece.text) if follows == " " or is_last else piece.text
        spans += _changes(words, piece.origin, len(text) + len(glue))
        text += glue + words
    return Laid(text, tuple(_joined(spans, text)))


def _glue(before: Piece, piece: Piece, line_breaks: str) -> str:
    if "item" in (before.kind, piece.kind) and not {before.kind, piece.kind} & {*_OWN_PARAGRAPH}:
        same = before.paragraph == piece.paragraph or line_breaks == "block"
        return "\n" if same else "\n\n"
    if line_breaks == "block":
        return "\n" if "item" in (before.kind, piece.kind) else " "
    if before.kind in _OWN_PARAGRAPH or piece.kind in _OWN_PARAGRAPH:
        return "\n\n"
    if before.paragraph != piece.paragraph:
        return "\n\n"
    return "\n" if line_breaks == "lines" or "heading" in (before.kind, piece.kind) else " "


def _changes(words: str, origin: str, offset: int) -> list[Span]:
    if not origin:
        return [Span(offset, offset + len(words))]
    mine, theirs = list(_TOKEN.finditer(words)), _TOKEN.findall(origin)
    matcher = SequenceMatcher(a=theirs, b=[one[0] for one in mine], autojunk=False)
    found: list[Span] = []
    for what, _a, _b, start, end in matcher.get_opcodes():
        changed = mine[start:end]
        if what == "equal" or not changed or all(one[0] in ".,:;-" for one in changed):
            continue
        found.append(Span(offset + changed[0].start(), offset + changed[-1].end()))
    return found


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Marks with nothing but blanks between them are one."""
    if not spans:
        return []
    kept = [spans[0]]
    for _before, span in pairwise(spans):
        last = kept[-1]
        if text[last.end : span.start] == " ":
            kept[-1] = Span(last.start, span.end)
        else:
            kept.append(span)
    return kept
