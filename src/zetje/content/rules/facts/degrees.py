"""Adjectives that can be compared, each meaning under one name for Dutch and English together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import regex

from zetje.content.rules.facts.lexicon import split_words, words_of

Degree = Literal["more", "most"]

_LISTS: Final = words_of("degrees")


@lru_cache(maxsize=1)
def forms() -> Mapping[str, tuple[str, Degree]]:
    """Each comparative and superlative with its meaning and degree; "groter": ("large", "more")."""
    found: dict[str, tuple[str, Degree]] = {}
    for meaning, words in _rows():
        if len(words) != 3:
            continue
        _base, more, most = words
        found.setdefault(more, (meaning, "more"))
        found.setdefault(more + "e", (meaning, "more"))
        found.setdefault(most, (meaning, "most"))
        for ending in ("e", "en", "es"):
            found.setdefault(most + ending, (meaning, "most"))
    for word in split_words(_LISTS["loose"]["words"]):
        found.pop(word, None)
    return found


@lru_cache(maxsize=1)
def bases() -> Mapping[str, str]:
    """Each adjective with its meaning, so that "most reliable" is "betrouwbaarst"."""
    found: dict[str, str] = {}
    for meaning, words in _rows():
        base = words[0]
        for form in (base, base + "e", _open(base) + "e", base + base[-1] + "e"):
            found.setdefault(form, meaning)
    return found


@dataclass(frozen=True)
class Base:
    """An adjective as it stands alone, and before a noun in Dutch."""

    plain: str
    inflected: str


def base_of(words: str, *, language: str) -> Base | None:
    """The adjective of a superlative, "goed" of "beste"; None where it is not known."""
    word = words.casefold().removeprefix("aller")
    lead, _, rest = word.partition(" ")
    if lead in ("most", "meest") and rest:
        return Base(rest, rest) if language == "en" or rest.endswith("e") else None
    for _meaning, forms_of in _rows():
        if len(forms_of) != 3 or word not in {forms_of[2] + ending for ending in ("", "e", "en")}:
            continue
        base = forms_of[0]
        is_english = base == "bad" or (forms_of[2].endswith("est") and base != "goed")
        if is_english == (language == "en"):
            return Base(base, _inflected(base))
    return None


def _inflected(base: str) -> str:
    if _open(base) != base:
        return _open(base) + "e"
    is_short = len(regex.findall(r"[aeiouy]+", base)) == 1
    doubles = is_short and regex.search(r"[^aeiou][aeiou][^aeiouwx]$", base)
    return base + (base[-1] if doubles else "") + "e"


def _rows() -> list[tuple[str, list[str]]]:
    meanings: Mapping[str, str] = _LISTS["meanings"]
    return [
        (meaning, group.split())
        for meaning, groups in meanings.items()
        for group in groups.split(",")
        if group.strip()
    ]


def _open(base: str) -> str:
    """The stem before an ending: "duurzaam" -> "duurzam", "innovatief" -> "innovatiev"."""
    for double, single in (("aa", "a"), ("oo", "o"), ("ee", "e"), ("uu", "u")):
        if len(base) > 3 and base[-3:-1] == double:
            base = base[:-3] + single + base[-1]
            break
    return base[:-1] + {"f": "v", "s": "z"}.get(base[-1], base[-1])
