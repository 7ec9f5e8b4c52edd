"""The Dutch words that decide whether "je" can become "u", and back, without a fault."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

_LISTS: Final = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def _list(name: str) -> frozenset[str]:
    return frozenset(str(_LISTS[name]).split())


STEMS: Final = _list("stems")
SAME: Final = _list("same")
AFTER_PRONOUN: Final = _list("after_pronoun")
COUNTED: Final = _list("counted")
NO_VERB: Final = _list("no_verb")
PREPOSITIONS: Final = _list("prepositions")
BEFORE_INVERSION: Final = _list("before_inversion")
BEFORE_POSSESSIVE: Final = _list("before_possessive")
REFLEXIVE: Final = _list("reflexive")
PARTICLES: Final = _list("particles")
NO_COMMAND: Final = _list("no_command")
SUBORDINATING: Final = _list("subordinating")
_NOUNS: Final = _list("nouns") | COUNTED
_NOUN_ENDINGS: Final = (
    "ing", "ingen", "heid", "heden", "schap", "tie", "ties", "teit", "isme", "ment", "tje",
    "tjes", "code", "nummer", "brief", "kaart", "toeslag", "pensioen", "dossier", "lijst", "dag",
    "plek", "leven", "werk", "team", "baan", "collega", "plan", "gever", "leider",
)  # fmt: skip
_ADJECTIVE_ENDINGS: Final = (
    "ende", "ige", "lijke", "ische", "bare", "zame", "loze", "volle", "tieve", "ele", "nieuwe",
)  # fmt: skip
# Irregular second persons: with "u", and before "je".
_WITH_U: Final = {
    "ben": "bent", "kan": "kunt", "zal": "zult", "hou": "houdt", "rij": "rijdt",
    "ga": "gaat", "sta": "staat", "sla": "slaat",
}  # fmt: skip
_WITH_JE: Final = {
    "bent": "ben", "heeft": "heb", "hebt": "heb", "kunt": "kun", "zult": "zul",
    "gaat": "ga", "staat": "sta", "slaat": "sla",
}  # fmt: skip
_SHORTEST_SUPERLATIVE: Final = 6


def is_counted(word: str) -> bool:
    """Whether a word after "je" makes that a possessive, also right after a verb."""
    return word in COUNTED or (word.endswith("ste") and len(word) >= _SHORTEST_SUPERLATIVE)


def is_noun(word: str) -> bool:
    """Whether a word after "je" makes that a possessive, where no verb stands before it."""
    known = word in _NOUNS or word.endswith((*_NOUN_ENDINGS, *_ADJECTIVE_ENDINGS))
    known = known or is_counted(word)
    return known and word not in AFTER_PRONOUN


def with_u(verb: str) -> str:
    """The form of a verb before or after "u", from the one before "je": "kom" → "komt"."""
    if verb in _WITH_U:
        return _WITH_U[verb]
    return verb if verb in SAME or verb.endswith("t") else f"{verb}t"


def with_je(verb: str) -> str | None:
    """The form of a verb before "je", from the one before "u": "komt" → "kom"; None: unsure."""
    if verb in _WITH_JE:
        return _WITH_JE[verb]
    if verb in SAME:
        return verb
    stem = verb.removesuffix("t")
    return stem if verb.endswith("t") and stem in STEMS else None
