"""Turns what somebody types into a question for the database's text search, in both languages."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 200
MOST_WORDS: Final = 8
_WORD: Final = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The text in small letters without accents, as the database folds what it searches."""
    apart = unicodedata.normalize("NFD", text.lower())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare.translate(_ALIKE))


def asked_words(text: str) -> tuple[str, ...]:
    """The words to look for, folded: at most eight, of what was typed at most 200 signs."""
    return tuple(_WORD.findall(folded(text[:LONGEST])))[:MOST_WORDS]


def as_query(words: tuple[str, ...]) -> str:
    """A question in PostgreSQL's own form: every word, each as a beginning.

    The words hold letters and digits alone, so that no sign of the form can be among them.
    """
    return " & ".join(f"'{word}':*" for word in words)


_ALIKE: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"})
