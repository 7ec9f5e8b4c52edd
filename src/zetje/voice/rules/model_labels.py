"""What a suggestion of a model is called, and what it does differently: told by us, not by it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

import regex
from django.utils.translation import gettext as _

from zetje.voice.rules.measuring import graphemes
from zetje.voice.rules.suggesting import Span

_FIRST: Final = regex.compile(r"[^.!?…\n]*[.!?…]?")
_ME: Final = regex.compile(r"\b(ik|mij|mijn|i|i'm|i've|my|me)\b", regex.IGNORECASE)
_US: Final = regex.compile(r"\b(wij|we|ons|onze|our|us)\b", regex.IGNORECASE)
_TOKEN: Final = regex.compile(r"\S+")


def approach_of(text: str) -> str:
    """How a text begins: "question", "person" or "news"."""
    found = _FIRST.match(text)
    first = found[0] if found else ""
    if first.rstrip().endswith("?"):
        return "question"
    return "person" if _ME.search(first) else "news"


def label_of_approach(approach: str) -> str:
    """What that is called."""
    return {
        "question": _("Starts with a question"),
        "person": _("Starts with you"),
        "news": _("Starts with the news"),
    }[approach]


def because_of_model(text: str, *, wording: str) -> str:
    """What is different from the story's own wording, in one line: "I instead of we, shorter".

    Args:
        text: the suggestion.
        wording: the story's own in the same language; "" where it has none, so that nothing can
            be compared.
    """
    if not wording:
        return ""
    parts: list[str] = []
    if _ME.search(text) and not _ME.search(wording) and _US.search(wording):
        parts.append(_("I instead of we"))
    ratio = graphemes(text) / max(1, graphemes(wording))
    if ratio <= 0.6:
        parts.append(_("about half as long"))
    elif ratio <= 0.85:
        parts.append(_("shorter"))
    elif ratio >= 1.2:
        parts.append(_("longer"))
    return ", ".join(parts) or _("other words")


def changes_from(text: str, *, wordings: Sequence[str]) -> tuple[Span, ...]:
    """The stretches of a text that stand in no wording of the story, whole words at a time."""
    words = list(_TOKEN.finditer(text))
    said = [word[0].casefold() for word in words]
    kept = [False] * len(said)
    for wording in wordings:
        theirs = [word[0].casefold() for word in _TOKEN.finditer(wording)]
        for block in SequenceMatcher(None, said, theirs, autojunk=False).get_matching_blocks():
            if block.size >= 2:
                kept[block.a : block.a + block.size] = [True] * block.size
    spans: list[Span] = []
    for at, word in enumerate(words):
        if kept[at]:
            continue
        if spans and at and not kept[at - 1]:
            spans[-1] = Span(spans[-1].start, word.end())
        else:
            spans.append(Span(word.start(), word.end()))
    return tuple(spans)
