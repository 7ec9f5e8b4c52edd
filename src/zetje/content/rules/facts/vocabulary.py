"""Words that tell a name from another word with a capital, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zetje.content.rules.facts.lexicon import split_words, words_of

_LISTS: Final = words_of("names")
OPENERS: Final = split_words(_LISTS["openers"])
COMMON: Final = split_words(_LISTS["common"])
PARTICLES: Final = split_words(_LISTS["particles"])
POSSESSIVE: Final = split_words(_LISTS["possessive"])
TITLES: Final = split_words(_LISTS["titles"])
GIVEN_NAMES: Final = split_words(_LISTS["given"])
KNOWN_NAMES: Final = split_words(_LISTS["known"])
# Each way to write a name that two languages write differently, with one of them for all.
EXONYMS: Final[Mapping[str, str]] = {
    word: group.split()[0] for group in _LISTS["same"] for word in group.split()
}
