"""Brings words back to what they share, to see whether two texts speak of the same thing."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from zetje.content.rules.facts.lexicon import split_words, words_of
from zetje.content.rules.facts.numerals import without_marks

_WORD: Final = regex.compile(r"[\p{L}\p{N}]{3,}")
_IES: Final = regex.compile(r"(?<=\p{L}{2})(?:ies|ied)$")
_TWICE: Final = regex.compile(r"([aeou])\1(?=\p{L}$)")
_EMPTY: Final = split_words(words_of("stems")["empty"])
_DUTCH: Final = (
    "heden",
    "ingen",
    "ties",
    "eren",
    "ende",
    "jes",
    "tje",
    "en",
    "er",
    "te",
    "de",
    "st",
    "e",
    "s",
    "t",
    "d",
)
_ENGLISH: Final = (
    *("ations", "ation", "ingly", "ings", "ing", "edly", "ed", "ers", "er", "es", "ly", "e", "s"),
)


@lru_cache(maxsize=8192)
def stem(word: str, *, language: str) -> str:
    """The part of a word that its forms share, roughly."""
    bare = without_marks(word)
    if language != "nl":
        bare = _IES.sub("y", bare)
    for ending in _DUTCH if language == "nl" else _ENGLISH:
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            bare = bare[: -len(ending)]
            break
    if language == "nl":
        bare = _TWICE.sub(r"\1", bare)
        bare = bare.translate({118: 102, 122: 115}) if bare[-1:] in "vz" else bare
    return bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] else bare


@lru_cache(maxsize=8192)
def _is_empty(word: str) -> bool:
    return without_marks(word) in _EMPTY


def says_something(word: str) -> bool:
    """Whether a word tells what a sentence is about, and is not one of the small ones."""
    return not all(map(_is_empty, _WORD.findall(word)))


def stems_of(text: str, *, language: str) -> frozenset[str]:
    """The stems of the words of a text that say something."""
    return frozenset(
        stem(word, language=language) for word in _WORD.findall(text) if not _is_empty(word)
    )
