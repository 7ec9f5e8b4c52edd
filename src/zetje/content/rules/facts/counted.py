"""Says whether a figure was moved: told of something else than the sources tell it of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final

import regex

from zetje.content.rules.facts.lexicon import split_words, words_of
from zetje.content.rules.facts.measures import measured
from zetje.content.rules.facts.numerals import without_marks
from zetje.content.rules.facts.quantities import Figure
from zetje.content.rules.facts.reading import Reading
from zetje.content.rules.facts.stems import says_something, stem, stems_of

_SAME: Final[Sequence[frozenset[str]]] = tuple(
    frozenset(group.split()) for group in words_of("stems")["same"]
)
# What stands behind a plain figure: a plural within three words.
_PLURAL: Final[Mapping[str, regex.Pattern[str]]] = {
    "nl": regex.compile(
        r"(?: (?!(?:in|op|van|bij|en|of|met|voor|aan|uit|naar) )\p{Ll}+(?:-\p{Ll}+)*){0,2}?"
        r" (?P<noun>\p{Ll}{2,}(?:en|'s|s))(?!\p{L})"
    ),
    "en": regex.compile(
        r"(?: (?!(?:in|at|on|of|and|or|with|for|to|from|by) )\p{Ll}+(?:-\p{Ll}+)*){0,2}?"
        r" (?P<noun>\p{Ll}{2,}[^s\W]s|people|children|men|women)(?!\p{L})"
    ),
}
# What there is more or less of, and what a share is a share of.
_OF: Final = regex.compile(
    r" (?:(?:less|fewer|more|minder|meer|lagere|hogere|lower|higher)"
    r"|(?:of|van) (?:all |alle |al )?(?:the|our|its|their|de|het|onze|ons|hun)?)"
    r" ?(?P<nouns>\p{Ll}{3,}(?: \p{Ll}{3,}){0,2})",
)
_ENDS: Final = regex.compile(
    r" (?:in|at|of|or|van|met|with|op|en|and|dankzij|door|thanks|because|by|dan|than|per|for|voor|"
    r"since|sinds|na|after|nu|now|this|dit|deze|last|to|die|dat|that|which|who)(?!\p{L})"
)
_NO_NOUN: Final = split_words(words_of("stems")["uncounted"])


def is_moved(reading: Reading, figure: Figure, known: Sequence[Reading]) -> bool:
    """Whether all sources that hold a figure tell it of something else.

    Only sources in the language of the text can be compared this way.
    """
    nouns = _counted(reading, figure)
    if not nouns:
        return False
    mine = measured(figure)[:2]
    holding = [
        (source, other)
        for source in known
        for other in source.figures
        if (other.number, other.sort) == (figure.number, figure.sort)
        or (figure.sort != "plain" and measured(other)[:2] == mine)
    ]
    if not holding or any(source.language != reading.language for source, _ in holding):
        return False
    return not any(
        _is_about(nouns, _around(source, other), reading.language) for source, other in holding
    )


def _counted(reading: Reading, figure: Figure) -> list[str]:
    text = reading.flat.text
    if figure.sort in ("share", "change"):
        match = _OF.match(text, figure.end)
        if not match:
            return []
        nouns = match["nouns"]
        cut = _ENDS.search(" " + nouns)
        nouns = (" " + nouns)[: cut.start()] if cut else nouns
        return [word for word in without_marks(nouns).split() if word not in _NO_NOUN]
    if figure.sort != "plain" or figure.unit or figure.number == 1:
        return []
    match = _PLURAL["en" if reading.language == "en" else "nl"].match(text, figure.end)
    noun = without_marks(match["noun"]).removesuffix("'s") if match else ""
    return [noun] if noun and noun not in _NO_NOUN and says_something(noun) else []


def _around(source: Reading, figure: Figure) -> str:
    """The sentence of a figure with the one before it."""
    before = ""
    for start, end in source.sentences:
        if start <= figure.start < end:
            return f"{before} {source.flat.text[start:end]}"
        before = source.flat.text[start:end]
    return source.flat.text


def _is_about(nouns: Sequence[str], sentence: str, language: str) -> bool:
    known = _stems(sentence, language)
    mine = {stem(noun, language=language) for noun in nouns if len(noun) >= 3}
    if not mine or any(are_alike(one, other) for one in mine for other in known):
        return True
    return any(
        any(stem(word, language=language) in mine for word in group)
        and any(stem(word, language=language) in known for word in group)
        for group in _SAME
    )


@lru_cache(maxsize=512)
def _stems(sentence: str, language: str) -> Collection[str]:
    return stems_of(sentence, language=language)


def are_alike(one: str, other: str) -> bool:
    """Whether two stems are one, or the one is a part of the other as in a compound."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and (long.startswith(short) or long.endswith(short))
