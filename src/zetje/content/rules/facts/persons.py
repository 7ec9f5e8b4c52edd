"""Finds who, where or when a text tells something of what the sources tell of another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

from zetje.content.rules.facts.dates import Day, says
from zetje.content.rules.facts.names import Name, parts_of
from zetje.content.rules.facts.reading import Reading
from zetje.content.rules.facts.stems import stems_of

_ALIKE: Final = 0.75
_FEWEST: Final = 2
_NEAR: Final = 20
_MOST: Final = 4
_Span = tuple[int, int]


def misplaced(
    reading: Reading, known: Sequence[Reading], allowed: Sequence[str]
) -> list[Name | Day]:
    """The names and days of sentences that the sources have with another name or day alone.

    Only sources in the language of the text can be compared this way.
    """
    alike = [source for source in known if source.language == reading.language]
    free = {part for name in allowed for part in name.casefold().split()}
    found: list[Name | Day] = []
    for start, end in reading.sentences:
        names = [name for name in reading.names if start <= name.start < end]
        days = [day for day in reading.days if start <= day.start < end]
        if not 0 < len(names) + len(days) <= _MOST:
            continue
        like = _sentences_like(_core(reading, (start, end), [*names, *days]), alike)
        found += [
            name
            for name in names
            if not free & set(name.parts)
            and not _is_credited(reading, name)
            and _is_of_another(name, like, free)
        ]
        if days:
            like = _sentences_like(_core(reading, (start, end), days), alike)
            found += [day for day in days if _is_of_another_day(day, like)]
    return found


def _is_credited(reading: Reading, name: Name) -> bool:
    """Whether somebody is named as the cause, which is judged as a cause."""
    return any(
        saying.kind == "cause" and 0 <= name.start - saying.end < _NEAR
        for saying in reading.sayings
    )


def _is_of_another(
    name: Name, like: Sequence[tuple[Reading, _Span]], free: AbstractSet[str]
) -> bool:
    mine = {part for part in name.parts if len(part) > 2} or set(name.parts)
    has_another = False
    for source, (start, end) in like:
        others = [one for one in source.names if start <= one.start < end]
        before = max((first for first, _ in source.sentences if first < start), default=0)
        first = start if others else before
        if any(mine & set(one.parts) for one in source.names if first <= one.start < end):
            return False
        words = _words(source.flat.text[start:end])
        if mine & words:
            return False
        has_another |= any(not free & set(one.parts) for one in others)
    return has_another


def _is_of_another_day(day: Day, like: Sequence[tuple[Reading, _Span]]) -> bool:
    """Whether sentences like it have days, and none of them says this one."""
    if day.other or day.weekday >= 0:
        return False
    others = [
        other
        for source, (start, end) in like
        for other in source.days
        if start <= other.start < end and not other.other and other.weekday < 0
    ]
    return bool(others) and not any(says(other, day) for other in others)


def _core(reading: Reading, span: _Span, left_out: Sequence[Name | Day]) -> frozenset[str]:
    """The stems of a sentence without some of what it names, and without digits."""
    text, place = reading.flat.text, span[0]
    kept = ""
    for one in sorted(left_out, key=lambda found: found.start):
        kept += text[place : max(place, one.start)] + " "
        place = max(place, one.end)
    kept += text[place : span[1]]
    return frozenset(
        stem for stem in _stems(kept, reading.language) if not any(sign.isdigit() for sign in stem)
    )


def _sentences_like(core: Collection[str], known: Sequence[Reading]) -> list[tuple[Reading, _Span]]:
    if len(core) < _FEWEST:
        return []
    return [
        (source, (start, end))
        for source in known
        for start, end in source.sentences
        if len(shared := set(core) & set(_stems(source.flat.text[start:end], source.language)))
        >= max(_FEWEST, _ALIKE * len(core))
        and shared
    ]


@lru_cache(maxsize=1024)
def _stems(sentence: str, language: str) -> Collection[str]:
    return stems_of(sentence, language=language)


@lru_cache(maxsize=1024)
def _words(sentence: str) -> frozenset[str]:
    return frozenset(parts_of(sentence))
