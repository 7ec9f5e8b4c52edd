"""The lines that a person may say around a story."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import regex

from zetje.voice.rules.rewriting import reading

_HERE: Final = Path(__file__).parent
_WONDERING: Final = {
    "nl": regex.compile(
        r"^(?P<ask>Waarom|Hoe|Wat|Wie|Waar|Wanneer)(?= (?:de|het|onze|ons|mijn|je|jij|jouw|u|"
        r"uw|we|wij|ze|zij|hij|deze|die|elke|iedere|een|\p{Lu}\p{Ll}+)\b)"
    ),
    "en": regex.compile(r"^(?P<ask>Why|How|What|Where|When)(?= \p{L})"),
}
# "Hoe leuk!", "Wat een dag", "Why is the sky …": calls and questions, that nothing can go before.
_NO_WONDERING: Final = {
    "nl": regex.compile(r"^Wat een\b|^Hoe (?:leuk|mooi|fijn)\b"),
    "en": regex.compile(
        r"^(?:Why|How|Where|When|What) (?:a|an|is|are|was|were|do|does|did|can|could|will|would|"
        r"should|has|have|had|not|about|many|much|few|often|long|far|good|nice|great)\b"
    ),
}
_SHOWN: Final = regex.compile(
    r"^Zo (?P<verb>\p{Ll}+(?:t|en)) (?=(?:\p{Lu}\p{Ll}+|we|wij|de|onze)\b)"
)


@cache
def _frames() -> dict[str, Any]:
    return tomllib.loads((_HERE / "frames.toml").read_text("utf-8"))


def lines(language: str, group: str, kind: str, formality: str) -> Sequence[str]:
    """The lines of a group for a kind of story; none where there are none.

    Args:
        language: of the lines.
        group: "self", "warm", "ask" or "after".
        kind: of the story, or "past" or "grave".
        formality: "je", "u" or "none".
    """
    found = _frames()[language].get(group, {})
    if group in ("ask", "after"):
        found = found.get(formality, found.get("none", {}))
    return list(found.get(kind, ()))


def abroad(language: str, group: str) -> Sequence[str]:
    """The lines around a story in the other language."""
    return list(_frames()[language]["abroad"].get(group, ()))


def in_own_order(found: Sequence[str], salt: str) -> list[str]:
    """The lines in an order that differs between people and stories, and stays theirs."""
    return sorted(found, key=lambda line: hashlib.sha256(f"{salt}|{line}".encode()).digest())


def question_from(title: str, *, language: str) -> str:
    """The title as a question, where it is one already or tells how or why; else ""."""
    bare = title.strip()
    if reading.is_question(bare):
        return bare
    if bare.endswith((".", "!", "…", ":")) or ":" in bare or "?" in bare:
        return ""
    if language == "nl" and (shown := _SHOWN.match(bare)):
        known = reading.words_of("nl").finite
        if shown["verb"] in known or shown["verb"].endswith("t"):
            return f"Hoe {bare[3:]}?"
    asks = _WONDERING[language].match(bare)
    if asks is None or _NO_WONDERING[language].match(bare):
        return ""
    rest = f"{asks['ask'].lower()}{bare[asks.end() :]}"
    return str(_frames()[language]["curious"]["none"]).replace("{title}", rest)
