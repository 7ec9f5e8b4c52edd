"""Finds the dates, days and hours of a text, in the ways Dutch and English write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import regex

from zetje.content.rules.facts.moments import Day, moments_in
from zetje.content.rules.facts.numerals import dutch_value, ordinal_value

__all__ = ["Day", "dates_in", "stands_in"]

_MONTHS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("januari", "january", "jan"), 1),
    **dict.fromkeys(("februari", "february", "feb"), 2),
    **dict.fromkeys(("maart", "march", "mrt", "mar"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    **dict.fromkeys(("mei", "may"), 5),
    **dict.fromkeys(("juni", "june", "jun"), 6),
    **dict.fromkeys(("juli", "july", "jul"), 7),
    **dict.fromkeys(("augustus", "august", "aug"), 8),
    **dict.fromkeys(("september", "sept", "sep"), 9),
    **dict.fromkeys(("oktober", "october", "okt", "oct"), 10),
    **dict.fromkeys(("november", "nov"), 11),
    **dict.fromkeys(("december", "dec"), 12),
}
_MONTH: Final = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_SPOKEN: Final = r"\p{L}{3,}(?:[ -]first|-\p{L}{5,})?"
_DAY: Final = rf"(?:(?P<day>[0-3]?\d)(?:e|ste|de|st|nd|rd|th)?|(?P<spoken>{_SPOKEN}))"
_SHAPES: Final = (
    r"(?P<year>(?:19|20)\d\d)-(?P<monthnr>\d\d)-(?P<day>\d\d)(?!\d)",
    r"(?P<first>\d\d?)(?P<sep>[-/.])(?P<second>\d\d?)(?P=sep)(?P<year>(?:19|20)?\d\d)(?!\d)",
    rf"{_DAY}(?: of| van)? {_MONTH}(?:,? {_YEAR}(?!\d)| '(?P<short>\d\d)(?!\d))?",
    rf"{_MONTH} (?:the )?{_DAY}(?:(?:,| of)? {_YEAR}(?!\d))?(?!\d|[.:]\d\d)",
    rf"{_MONTH} (?:of )?(?:{_YEAR}(?!\d)|'(?P<short>\d\d)(?!\d))",
)
_DATES: Final = tuple(
    regex.compile(rf"(?<![\p{{L}}\p{{N}}/.-]){shape}(?![\p{{L}}])", regex.IGNORECASE)
    for shape in _SHAPES
)
# The names of months that are words too count only beside "in", "since" and the like.
_MONTH_ALONE: Final = regex.compile(
    r"(?<!\p{L})(?:(?P<month>januari|january|februari|february|april|juni|june|juli|july|augustus|"
    r"september|oktober|october|november|december)"
    r"|(?:in|sinds|since|vanaf|tot|until|eind|begin|half|by|last|vorige|next|volgende|afgelopen|"
    r"from|"
    r"early|late|deze|this|medio|mid) (?P<tmonth>mei|maart|(?-i:March|May|August)))(?!\p{L})",
    regex.IGNORECASE,
)
_PARTS_OF_YEAR: Final[Mapping[str, range]] = {
    **{f"q{number}": range(number * 3 - 2, number * 3 + 1) for number in range(1, 5)},
    "h1": range(1, 7),
    "h2": range(7, 13),
}
_YEAR_ALONE: Final = regex.compile(
    r"(?<![\p{L}\p{N}.,'/€$£#-])(?<![€$£] )(?P<year>(?:19|20)\d\d)(?![\p{N}%]|[.,]\d| ?(?:%|km|"
    r"euro|kg|[kmg]wh|kilo|gram|gr?|liter|watt|stappen|"
    r"uur|hours|kilometer|meter|stuks|mensen|people|customers|klanten|bikes|fietsen)|-\p{L})",
    regex.IGNORECASE,
)
_SEASON: Final = regex.compile(
    r"(?<!\p{L})(?:(?P<spring>lente|voorjaar|spring)|(?P<summer>zomer|summer)|"
    r"(?P<autumn>herfst|najaar|autumn)|(?P<winter>winter))(?:(?: of| van)? (?P<year>(?:19|"
    r"20)\d\d))?(?!\p{L})",
    regex.IGNORECASE,
)


def dates_in(text: str, *, language: str) -> list[Day]:
    """The moments of an even text, in order."""
    kept: list[Day] = []
    for day in _candidates(text, language):
        if not any(day.start < other.end and other.start < day.end for other in kept):
            kept.append(day)
    return sorted(kept, key=lambda day: day.start)


def _candidates(text: str, language: str) -> Iterator[Day]:
    for place, pattern in enumerate(_DATES):
        for match in pattern.finditer(text):
            day = _numeric(match, language) if place == 1 else _named(match, place)
            if day and _can_be(day):
                yield day
    yield from moments_in(text)
    yield from _loose(text)


def _loose(text: str) -> Iterator[Day]:
    """Months, years and seasons that stand alone."""
    for match in _SEASON.finditer(text):
        if match["year"]:
            name = next(name for name in ("spring", "summer", "autumn", "winter") if match[name])
            yield Day(match.start(), match.end(), int(match["year"]), other=name)
    for match in _MONTH_ALONE.finditer(text):
        group = "month" if match["month"] else "tmonth"
        yield Day(match.start(group), match.end(group), month=_MONTHS[match[group].casefold()])
    for match in _YEAR_ALONE.finditer(text):
        yield Day(match.start(), match.end(), year=int(match["year"]))


def _named(match: regex.Match[str], place: int) -> Day | None:
    groups = match.groupdict()
    month = int(groups["monthnr"]) if place == 0 else _MONTHS[str(groups["month"]).casefold()]
    year = int(groups.get("year") or 0)
    if groups.get("short"):
        year = 2000 + int(groups["short"])
    day = int(groups.get("day") or 0)
    if spoken := groups.get("spoken"):
        day = _spoken_day(spoken)
        if not day:
            return None
    # The full stop behind a month may be that of an abbreviation; it says nothing either way.
    end = match.end() - match[0].endswith(".")
    return Day(match.start(), end, year, month, day)


def _spoken_day(word: str) -> int:
    """The day of the month that a word says, "drie", "derde" or "third"; 0 for none."""
    value = 1 if word.casefold() in ("eerste", "first") else ordinal_value(word)
    value = value or dutch_value(word)
    return value if value and value <= 31 and word.casefold() not in ("een", "second") else 0


def _numeric(match: regex.Match[str], language: str) -> Day | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 2000 if year < 100 else 0
    day, month = (first, second)
    if month > 12 or (language == "en" and match["sep"] == "/" and day <= 12 and month <= 12):
        day, month = second, first
    is_unsure = language == "en" and match["sep"] == "/" and max(day, month) <= 12
    return Day(match.start(), match.end(), year, month, day, is_unsure=is_unsure)


def _can_be(day: Day) -> bool:
    try:
        date(day.year or 2024, day.month or 1, day.day or 1)
    except ValueError:
        return False
    return True


def stands_in(day: Day, known: list[Day]) -> bool:
    """Whether a moment is said by known ones, as exactly or more exactly.

    A weekday counts as said where it is the one of a known date; a year alone where any known
    moment is in it.
    """
    if any(says(other, day) for other in known):
        return True
    if day.is_unsure and stands_in(
        replace(day, month=day.day, day=day.month, is_unsure=False), known
    ):
        return True
    if day.weekday >= 0:
        return any(
            other.year
            and other.month
            and other.day
            and date(other.year, other.month, other.day).weekday() == day.weekday
            for other in known
        )
    return False


def _holds(day: Day, known: Day) -> bool:
    """Whether a part of a year, or "soon", says a known day in less detail."""
    if day.other == "soon":
        return known.month > 0 or known.other.startswith(("next", "this", "q", "h1", "h2"))
    months = _PARTS_OF_YEAR.get(day.other)
    if months is None or (day.year and known.year != day.year):
        return False
    inner = _PARTS_OF_YEAR.get(known.other)
    return known.month in months if known.month else inner is not None and set(inner) <= set(months)


def says(known: Day, day: Day) -> bool:
    """Whether a known moment says another one, as exactly or more exactly."""
    if _holds(day, known):
        return True
    if day.other or day.weekday >= 0:
        same = known.other == day.other and known.weekday == day.weekday
        return same and day.year in (0, known.year)
    if day.year and not day.month:
        return known.year == day.year
    return (
        (not day.year or known.year == day.year)
        and known.month == day.month
        and (not day.day or known.day == day.day)
    )
