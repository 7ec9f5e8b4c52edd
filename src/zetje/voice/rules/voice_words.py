"""How the fields of a voice profile are said to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy

FORMALITY_WORDS: Final[Mapping[str, Any]] = {
    "je": gettext_lazy("je"),
    "u": gettext_lazy("u"),
    "none": gettext_lazy("neither je nor u"),
}
OPENING_WORDS: Final[Mapping[str, Any]] = {
    "statement": gettext_lazy("with what it is about"),
    "question": gettext_lazy("with a question"),
    "first_person": gettext_lazy("with yourself"),
    "figure": gettext_lazy("with a figure"),
}
WARMTH_WORDS: Final[Mapping[str, Any]] = {
    "0.1": gettext_lazy("dry"),
    "0.5": gettext_lazy("plain"),
    "0.9": gettext_lazy("warm"),
}
LINE_BREAK_WORDS: Final[Mapping[str, Any]] = {
    "block": gettext_lazy("in one piece"),
    "paragraphs": gettext_lazy("in paragraphs"),
    "lines": gettext_lazy("a line for each sentence"),
}
SOURCE_WORDS: Final[Mapping[str, Any]] = {
    "pasted": gettext_lazy("pasted"),
    "linkedin": gettext_lazy("from your LinkedIn export"),
    "share": gettext_lazy("shared from here"),
}
LANGUAGE_WORDS: Final[Mapping[str, Any]] = {
    "nl": gettext_lazy("Dutch"),
    "en": gettext_lazy("English"),
}


def nearest_warmth(warmth: float) -> str:
    """The word that a warmth is nearest to, by its key."""
    return min(WARMTH_WORDS, key=lambda key: abs(float(key) - warmth))
