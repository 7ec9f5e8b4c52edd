"""Counts how somebody writes, from texts of theirs. Keeps counts, and no word."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import regex

from zetje.voice.rules.profiles import Profile

_GRAPHEME = regex.compile(r"\X")


def graphemes(text: str) -> int:
    """How long a text is, in signs as people see them."""
    return len(_GRAPHEME.findall(text))


def profile_from(samples: Sequence[tuple[str, str]]) -> Profile:
    """How somebody writes.

    Args:
        samples: texts of theirs with their languages, the newest first.
    """
    if not samples:
        return Profile()
    languages = dict.fromkeys(language for _text, language in samples if language)
    return Profile(
        languages=tuple(languages),
        length=round(median(graphemes(text) for text, _language in samples)),
        basis=len(samples),
    )
