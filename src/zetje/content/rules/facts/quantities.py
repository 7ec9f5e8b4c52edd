"""Finds the numbers of a text, in digits, in words, and in words of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import regex

from zetje.content.rules.facts.lexicon import between_words, words_of
from zetje.content.rules.facts.numerals import (
    SCALES,
    digits_value,
    dutch_value,
    ordinal_value,
    without_marks,
    word_value,
)
from zetje.content.rules.facts.units import AFTER, BEFORE, unit_of


@dataclass(frozen=True)
class Figure:
    """A number as it stands in a text.

    `sort` is plain, share, times, ordinal, vague or code; `way` is 1 up, -1 down, 0 unsaid;
    `nouns` are the words behind it; `negated` and `hoped` whether its clause
    denies it or only wishes it, `rate` the period it comes back in.
    """

    start: int
    end: int
    number: Fraction
    sort: str = "plain"
    unit: str = ""
    bound: str = ""
    way: int = 0
    nouns: tuple[str, ...] = ()
    negated: bool = False
    hoped: bool = False
    rate: str = ""

    @property
    def value(self) -> str:
        """The figure in one way of writing."""
        return f"{self.bound}{self.sort}:{self.number}{self.unit}"


_DIGITS: Final = regex.compile(
    r"(?<![\p{L}\p{N}_#])(?<!\p{L}-)(?<!\p{N}[.,/])"
    r"(?P<number>\d{1,3}(?:(?P<sep>[.,' ])\d{3}(?!\d))(?:(?P=sep)\d{3}(?!\d))*"
    r"(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)?)(?P<part>[½¼¾⅓⅔])?"
    r"(?:(?:(?P<scale> ?(?:duizend|miljoen|mln\.?|mio|miljard|mld\.?|mrd|biljoen|thousand|million|"
    r"billion|trillion|bn|mn|tn)| ?k|(?-i:M|B))(?![\p{L}\p{N}])))?",
    regex.IGNORECASE,
)
_BELOW_ZERO: Final = regex.compile(r"(?:(?:^|[\s(])-|(?<!\p{L})(?:min|minus) )$", regex.IGNORECASE)
# The number before a line of a list.
_LISTED: Final = regex.compile(r"(?:^|\n|[.!?:] )\d{1,2}[.)] ")
_MONEY_SCALE: Final = regex.compile(r" ?[mb](?![\p{L}\p{N}])")
_PARTS: Final = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_LONE_PART: Final = regex.compile(r"[½¼¾⅓⅔]")
_ORDINAL: Final = regex.compile(
    r"(?<![\p{L}\p{N}])(?:\d{1,4}-?(?:e|de|ste|st|nd|rd|th)|(?:\p{L}+-)?\p{L}{3,}(?:de|ste|th|nd|rd)"
    r"|\p{L}+-(?:first|second|third))(?![\p{L}\p{N}])",
    regex.IGNORECASE,
)
_WORDS: Final = regex.compile(r"\p{L}+")
_N: Final = (
    r"(?:\d+|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|"
    r"one|two|three|four|five|six|seven|eight|nine|ten)"
)
_SPECIAL: Final = tuple(
    (between_words(entry["ways"]), entry["sort"], Fraction(entry["number"]))
    for entry in words_of("numbers")["special"]
)
_IN_N: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<some>{_N}) (?:op (?:de|elke|iedere)|van de|op|out of(?: every)?|"
    rf"in(?: every)?) (?P<all>{_N})(?![\p{{L}}\p{{N}}])",
    regex.IGNORECASE,
)
_FRACTION: Final = regex.compile(
    r"(?<![\p{L}\p{N}./,-])(?P<some>[1-9])/(?P<all>[2-9]|10)(?= (?:van|of|deel|part|e deel))"
)
_HALVES: Final = regex.compile(
    r"(?<![\p{L}\p{N}])(?:(?:a|an|een) (?P<unit>year|hour|month|day|week|jaar|uur|maand|dag) "
    r"(?:and a half|en een half)|(?P<ah>anderhal(?:f|ve))|"
    r"(?P<twh>tweee?nhal(?:f|ve)|tweeënhal(?:f|ve))|"
    r"(?P<n>\p{L}+) en een hal(?:f|ve)|(?P<e>\p{L}+)(?:-| )and(?:-| )a(?:-| )half|"
    r"(?P<h>een hal(?:f|ve)|hal(?:f|ve)(?= ?(?:jaar|uur|miljoen|miljard|dag|maand|eeuw|kilo|liter|"
    r"procent))|half an?(?= )|a half(?= (?:hour|day|year|million|century))))(?P<scale> (?:miljoen|"
    r"miljard|million|billion))?(?![\p{L}\p{N}])",
    regex.IGNORECASE,
)
_NUMBER_ADJECTIVE: Final = regex.compile(
    r"(?<![\p{L}\p{N}])(?P<n>\p{L}+?)(?P<unit>jarige?|daagse?|weekse|maandse?|urige?|"
    r"voudige?)(?![\p{L}])",
    regex.IGNORECASE,
)
_ADJECTIVE_UNITS: Final = {
    "jarig": "year",
    "daags": "day",
    "weeks": "week",
    "maands": "month",
    "urig": "h",
}
_COUNTED: Final = regex.compile(
    r" (?!to |later|ago|of |that |after|before|the |please|thought|opinion|nature|hand|home)\p{L}"
)
_NOT_A_NUMBER_BEFORE: Final = frozenset(
    {"ik", "je", "jij", "hij", "zij", "we", "wij", "no", "any", "every", "each"}
)


def quantities_in(text: str, language: str) -> Iterator[Figure]:
    """The numbers of an even text, the most telling reading of each first."""
    yield from _shares(text, language)
    for pattern, sort, number in reversed(_SPECIAL):
        for match in pattern.finditer(text):
            yield Figure(match.start(), match.end(), number, sort)
    for match in _FRACTION.finditer(text):
        if 0 < int(match["some"]) < int(match["all"]):
            yield Figure(
                match.start(), match.end(), Fraction(int(match["some"]), int(match["all"])), "share"
            )
    yield from _halves(text, language)
    yield from _adjectives(text)
    yield from _ordinals(text)
    yield from _digits(text, language)
    yield from _number_words(text, language)


def _shares(text: str, language: str) -> Iterator[Figure]:
    for match in _IN_N.finditer(text):
        some, every = (_small(match[name], language) for name in ("some", "all"))
        # "One of the fourteen" picks one out and is no share.
        picks = some == 1 and " of " not in match[0] and "van de" in match[0].casefold()
        if some and every and some < every and not picks:
            yield Figure(match.start(), match.end(), Fraction(some, every), "share")


def _small(word: str, language: str) -> int | None:
    if word.isdigit():
        return int(word) if len(word) < 10 else None
    value = word_value(word, language=language)
    return None if value is None else int(value)


def _halves(text: str, language: str) -> Iterator[Figure]:
    for match in _HALVES.finditer(text):
        if match["ah"] or match["unit"]:
            number = Fraction(3, 2)
        elif match["twh"]:
            number = Fraction(5, 2)
        elif match["h"]:
            number = Fraction(1, 2)
        else:
            whole = word_value(match["n"] or match["e"], language="nl" if match["n"] else "en")
            if whole is None:
                continue
            number = whole + Fraction(1, 2)
        scale = SCALES[match["scale"].strip().casefold()] if match["scale"] else 1
        unit = AFTER.match(f" {match['unit']}") if match["unit"] else None
        yield Figure(match.start(), match.end(), number * scale, unit=unit_of(unit) if unit else "")


def _adjectives(text: str) -> Iterator[Figure]:
    for match in _NUMBER_ADJECTIVE.finditer(text):
        number = dutch_value(match["n"])
        unit = match["unit"].casefold().removesuffix("e")
        if number is None:
            continue
        if unit == "voudig":
            yield Figure(match.start(), match.end(), Fraction(number), "times")
        else:
            yield Figure(
                match.start(), match.end(), Fraction(number), unit=_ADJECTIVE_UNITS.get(unit, unit)
            )


def _ordinals(text: str) -> Iterator[Figure]:
    for match in _ORDINAL.finditer(text):
        number = ordinal_value(match[0])
        # The first is a claim of its own, and "a second" may be a moment.
        is_moment = match[0].casefold() == "second" and not _COUNTED.match(text, match.end())
        if number is not None and number > 1 and not is_moment:
            yield Figure(match.start(), match.end(), Fraction(number), "ordinal")


def _digits(text: str, language: str) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text):
        is_share = text[match.end() : match.end() + 2].lstrip().startswith("%")
        number = digits_value(match["number"], language=language, is_share=is_share)
        if number is None or _LISTED.search(text, max(0, match.start() - 3), match.end() + 3):
            continue
        if match["part"]:
            number += Fraction(_PARTS[match["part"]])
        if _BELOW_ZERO.search(text, max(0, match.start() - 7), match.start()):
            number = -number
        scale = (match["scale"] or "").strip().casefold().rstrip(".")
        end = match.end()
        # A lone small letter is a metre, save behind a sum of money.
        is_money = not scale and BEFORE.search(text, max(0, match.start() - 5), match.start())
        if is_money and (million := _MONEY_SCALE.match(text, end)):
            scale, end = million[0].strip().casefold(), million.end()
        yield Figure(match.start(), end, number * SCALES.get(scale, 1))
    for match in _LONE_PART.finditer(text):
        yield Figure(match.start(), match.end(), Fraction(_PARTS[match[0]]))


def _number_words(text: str, language: str) -> Iterator[Figure]:
    words = list(_WORDS.finditer(text))
    place = 0
    while place < len(words):
        length = _run(text, words, place, language)
        if not length:
            place += 1
            continue
        start, end = words[place].start(), words[place + length - 1].end()
        number = word_value(text[start:end], language=language)
        before = words[place - 1][0].casefold() if place else ""
        is_alone = length == 1 and _is_no_number(text, words[place], before, language)
        if number is not None and not is_alone:
            yield Figure(start, end, number)
        place += length


def _run(text: str, words: list[regex.Match[str]], place: int, language: str) -> int:
    """How many words from a place on make one number."""
    length = 0
    while place + length < len(words) and length < 12:
        word = words[place + length]
        if length:
            gap = text[words[place + length - 1].end() : word.start()]
            if gap not in (" ", "-"):
                break
        spoken = text[words[place].start() : word.end()]
        last = word[0].casefold()
        if word_value(spoken, language=language) is None:
            break
        if length and not _goes_on(words[place + length - 1][0].casefold(), last, language):
            break
        length += 1
    while length and words[place + length - 1][0].casefold() in ("and", "en", "a"):
        length -= 1
    return length


def _goes_on(before: str, word: str, language: str) -> bool:
    """Whether one number word can follow another within a number."""
    big = ("miljoen", "miljard", "biljoen", "million", "billion", "thousand", "hundred")
    if word in big or before in big or before == "and":
        return True
    if language == "nl":
        return before.endswith(("duizend", "honderd")) or word in ("duizend", "honderd")
    tens = without_marks(before).endswith("ty")
    return (
        tens
        and (english := word)
        in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
        and bool(english)
    )


def _is_no_number(text: str, word: regex.Match[str], before: str, language: str) -> bool:
    """Whether a word that can be a number is an article, a pronoun or a verb here."""
    spoken = word[0].casefold()
    unit = AFTER.match(text, word.end())
    if spoken in ("a", "and", "en"):
        return True
    if spoken in ("een", "one"):
        return spoken == "een" or unit is None or before in _NOT_A_NUMBER_BEFORE
    if spoken in ("miljoen", "miljard", "biljoen"):
        return True
    return language == "nl" and spoken in ("vier", "acht") and before in _NOT_A_NUMBER_BEFORE
