"""Finds words that an organisation does not want in posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from zetje.content.rules.facts import evened

MOST_WORDS = 200


@dataclass(frozen=True)
class Blocked:
    """Words that posts may not hold.

    Args:
        words: as they were written down; a star at the end stands for any ending.
        reason: why, in the organisation's words, or "".
        instead: what to say instead, or "".
    """

    words: str
    reason: str = ""
    instead: str = ""


def blocked_in(text: str, blocked: Iterable[Blocked]) -> Iterator[tuple[int, int, Blocked]]:
    """Where blocked words stand in a text, whatever their capitals, accents and blanks."""
    flat = evened(text)
    plain = flat.plain
    for one in blocked:
        if pattern := _pattern(one.words):
            for match in pattern.finditer(plain):
                yield (*flat.span(*match.span()), one)


def _pattern(words: str) -> regex.Pattern[str] | None:
    parts = evened(words[:MOST_WORDS]).plain.split()
    shapes = [
        regex.escape(part.rstrip("*")) + (r"[\p{L}\p{N}]*" if part.endswith("*") else "")
        for part in parts
        if part.strip("*")
    ]
    if not shapes:
        return None
    phrase = r"[\s-]+".join(shapes)
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){phrase}(?![\p{{L}}\p{{N}}])")
