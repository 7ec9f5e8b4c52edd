"""Finds the names of a text: of people, firms, places, products and accounts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from zetje.content.rules.facts.numerals import without_marks
from zetje.content.rules.facts.vocabulary import (
    COMMON,
    EXONYMS,
    GIVEN_NAMES,
    KNOWN_NAMES,
    OPENERS,
    PARTICLES,
    POSSESSIVE,
    TITLES,
)

Taken = Collection[tuple[int, int]]
_TOKEN: Final = regex.compile(
    r"[\p{L}\p{N}](?:[\p{L}\p{N}]|(?<=[\p{L}\p{N}])['&.-](?=[\p{L}\p{N}]))*"
)
_MENTION: Final = regex.compile(r"(?<![\p{L}\p{N}.@/])@[\p{L}\p{N}_][\p{L}\p{N}_.-]*[\p{L}\p{N}_]")
# A tag names somebody where it is a firm or a place that everybody knows.
_TAG: Final = regex.compile(r"#(?P<tag>\p{L}[\p{L}\p{N}]+)")
_NAMED: Final = regex.compile(
    r"\p{Lu}|\p{Ll}{1,2}\p{Lu}\p{Ll}|(?=.*\p{N})(?=.*\p{L})(?=.*\p{Lu})|\p{L}'\p{Lu}|'t \p{Lu}"
)
_SUFFIX: Final = regex.compile(r"(?:'s|'|'er)$")
_TELLING: Final = regex.compile(
    r" (?:zegt|vertelt|werkt bij|kocht|koopt|lanceert|ontwikkelde|bedacht|schreef|leidt|"
    r"says|said|told|tells|joined|works (?:at|for)|leads|bought|acquired|launched|launches|wrote|"
    r"explains|uit (?:\p{Lu}))(?!\p{L})"
)
# "Ben je", "Will you", "Mark your calendar": no Ben, no Will and no Mark.
_PRONOUN: Final = regex.compile(
    r" (?:you|your|we|the|je|jij|ik|u|jullie|er|it|this|i)(?!\p{L})", regex.IGNORECASE
)
_SENTENCE_OPENS: Final = regex.compile(r"(?:^|[.!?…:;]|\n|[\"(*•>]|\p{So}|- |(?<=[.!?]') ?)\s*$")
_ADDRESSES: Final = frozenset(
    [
        "meneer",
        "mevrouw",
        "mijnheer",
        "dhr",
        "mevr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "sir",
        "dr",
        "drs",
        "ir",
        "ing",
        "prof",
        "collega",
        "colleague",
        "v.d",
    ]
)
_BETWEEN: Final = frozenset({"de", "het", "the", "in", "op", "aan", "of", "van"})
_ENDINGS: Final = frozenset({"s", "se", "er", "ers"})
# "N9-naaf": the name ends where the Dutch compound goes on in small letters.
_COMPOUND: Final = regex.compile(r"(?<=\p{L}|\p{N})-\p{Ll}+$")
_MOST: Final = 300


@dataclass(frozen=True)
class Name:
    """A name as it stands in a text; `opens` when its first word had a capital anyway."""

    start: int
    end: int
    parts: tuple[str, ...]
    opens: bool = False

    @property
    def value(self) -> str:
        """The name in small letters without accents."""
        return " ".join(self.parts)


def names_in(text: str, *, language: str, taken: Taken = ()) -> list[Name]:
    """The names of an even text in order, save where another claim stands already."""
    found = [
        Name(match.start(), match.end(), (match[0].casefold(),))
        for match in _MENTION.finditer(text)
        if not _lies_in(match.start(), match.end(), taken)
    ]
    found += [
        Name(match.start("tag"), match.end(), parts_of(match["tag"]))
        for match in _TAG.finditer(text)
        if without_marks(match["tag"]) in KNOWN_NAMES
    ]
    used = [*taken, *((name.start, name.end) for name in found)]
    tokens = [
        match
        for match in _TOKEN.finditer(text)
        if not _lies_in(match.start(), match.end(), used) and text[max(0, match.start() - 1)] != "#"
    ]
    place = 0
    while place < len(tokens) and len(found) < _MOST:
        length = _length(text, tokens, place)
        if length and (name := _name(text, tokens[place : place + length], language)):
            found.append(name)
        place += length or 1
    return sorted(found, key=lambda name: name.start)


def parts_of(words: str) -> tuple[str, ...]:
    """The words of a name or a text, one way of writing each."""
    bare = regex.sub(r"(?<=\p{L})['](?:s|er|tje)?(?!\p{L})", "", without_marks(words))
    bare = regex.sub(r"\bv\.? ?d\.?(?= )", "v d", bare)
    bare = regex.sub(r"\b(?:den haag|the hague|'s-gravenhage)\b", "haag", bare)
    return tuple(EXONYMS.get(part, part) for part in regex.findall(r"@?[\p{L}\p{N}]+", bare))


def stands_in(
    name: Name,
    known: Sequence[tuple[str, ...]],
    allowed: Sequence[tuple[str, ...]],
    small: Collection[str] = (),
) -> bool:
    """Whether the name, or what is left of it without its first capital, stands in known words.

    Args:
        name: the name.
        known: the words of each source.
        allowed: the words of each name that may stand anywhere.
        small: words that the sources write without a capital.
    """
    readings = [name.parts]
    first = name.parts[0]
    if name.opens and len(name.parts) > 1 and (first in small or _is_title(first, known)):
        readings.append(name.parts[1:])
    return any(_stands(parts, known, allowed) for parts in readings if parts)


def _is_title(word: str, known: Sequence[tuple[str, ...]]) -> bool:
    """Whether a word before a name is a form of address, or an office that the sources name."""
    return word in _ADDRESSES or (word in TITLES and any(word in words for words in known))


def are_two(name: Name, whole: Sequence[Name], known: Sequence[tuple[str, ...]]) -> bool:
    """Whether two names stand side by side: "toen Sanne de N9 openschroefde".

    The second has to be a whole name of a source, so that nobody gets somebody else's surname.
    """
    for place, part in enumerate(name.parts[1:-1], start=1):
        if part in _BETWEEN:
            first, second = name.parts[:place], name.parts[place + 1 :]
            if any(one.parts == second for one in whole) and _stands(first, known, ()):
                return True
    return False


def is_heading(name: Name, small: Collection[str]) -> bool:
    """Whether the words are an ordinary phrase with a capital on each, as headings have."""
    parts = [part for part in name.parts if part not in PARTICLES]
    known = sum(part in small or part in OPENERS for part in parts)
    named = any(part in GIVEN_NAMES or part in KNOWN_NAMES for part in name.parts)
    return len(name.parts) > 1 and not named and known * 5 >= len(parts) * 3


def _stands(
    parts: tuple[str, ...], known: Sequence[tuple[str, ...]], allowed: Sequence[tuple[str, ...]]
) -> bool:
    if any(_contains(words, parts) for words in [*allowed, *known]):
        return True
    # A name that may stand anywhere, beside one of the story: "Anna Noordnaaf".
    for given in allowed:
        if given and parts[: len(given)] == given and len(parts) > len(given):
            return _stands(parts[len(given) :], known, allowed)
        if given and parts[-len(given) :] == given and len(parts) > len(given):
            return _stands(parts[: -len(given)], known, allowed)
    return False


def _contains(words: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    size = len(parts)
    first = parts[0]
    return any(
        _same(words[place], first, alone=size == 1)
        and all(
            _same(word, part)
            for word, part in zip(words[place + 1 : place + size], parts[1:], strict=False)
        )
        and place + size <= len(words)
        for place in range(len(words) - size + 1)
    )


def _same(word: str, part: str, *, alone: bool = False) -> bool:
    if word == part:
        return True
    if not alone:
        return len(part) == 1 and word.startswith(part)
    # A name that stands alone may have an ending: "Noordnaafs", "Zwolse".
    short, long = sorted((word, part), key=len)
    return len(short) > 3 and long.startswith(short) and long[len(short) :] in _ENDINGS


def _lies_in(start: int, end: int, taken: Taken) -> bool:
    return any(start < last and first < end for first, last in taken)


def _is_named(word: str) -> bool:
    return _NAMED.match(word) is not None


def _length(text: str, tokens: list[regex.Match[str]], place: int) -> int:
    """How many words from a place on make one name."""
    if not _is_named(tokens[place][0]):
        return 0
    length = 1
    ahead = place + 1
    while ahead < len(tokens):
        gap = text[tokens[ahead - 1].end() : tokens[ahead].start()]
        if gap not in (" ", ". ", " & ", " '") or (
            gap == ". "
            and len(tokens[ahead - 1][0]) > 2
            and tokens[ahead - 1][0].casefold() not in TITLES
        ):
            break
        word = tokens[ahead][0]
        if _is_named(word) and word not in ("I", "Ik"):
            length = ahead - place + 1
        elif word.casefold() not in PARTICLES or ahead - place > 5:
            break
        if tokens[ahead - 1][0].endswith("'s"):
            break
        ahead += 1
    return length


def _name(text: str, words: list[regex.Match[str]], language: str) -> Name | None:
    start = words[0].start()
    opens = _SENTENCE_OPENS.search(text, max(0, start - 12), start) is not None
    while words and _is_plain(words[0][0], opens=opens):
        words = words[1:]
        while words and words[0][0].casefold() in PARTICLES and not _is_named(words[0][0]):
            words = words[1:]
        opens = False
    if not words:
        return None
    start, end = words[0].start(), words[-1].end()
    if compound := _COMPOUND.search(words[-1][0]):
        end = words[-1].start() + compound.start()
    end -= len(found[0]) if (found := _SUFFIX.search(text[start:end])) else 0
    whole = text[start:end]
    if opens and len(words) == 1 and not _is_sure(text, start, end, language):
        return None
    if _is_shouted(text, start, end, whole):
        return None
    parts = parts_of(whole)
    return Name(start, end, parts, opens) if parts else None


def _is_plain(word: str, *, opens: bool) -> bool:
    """Whether a word with a capital names nothing."""
    bare = word.casefold()
    short = bare.partition("'")[0]
    if bare in COMMON or short in COMMON:
        return True
    if short in ("i", "u", "uw", "ik"):
        return True
    return opens and (bare in OPENERS or short in OPENERS)


def _is_sure(text: str, start: int, end: int, language: str) -> bool:
    """Whether a single word that opens a sentence is a name all the same."""
    word = text[start:end]
    bare = without_marks(word)
    if bare in GIVEN_NAMES and _PRONOUN.match(text, end):
        return False
    if bare in GIVEN_NAMES or bare in KNOWN_NAMES or bare in EXONYMS:
        return True
    if regex.search(r"\p{N}|.\p{Lu}", word) and not (word.isupper() and len(word) > 4):
        return True
    if language == "en" and text[end : end + 2] == "'s" and bare not in POSSESSIVE:
        return True
    return _TELLING.match(text, end) is not None


def _is_shouted(text: str, start: int, end: int, whole: str) -> bool:
    """Whether the word is written large because everything here is."""
    letters = regex.findall(r"\p{L}+", whole)
    if not letters or not all(word.isupper() for word in letters):
        return False
    around = regex.findall(r"\p{L}{2,}", text[max(0, start - 25) : start] + text[end : end + 25])
    return len(around) >= 2 and sum(word.isupper() for word in around) * 2 > len(around)
