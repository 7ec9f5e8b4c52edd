"""Finds the dates, days and hours of a text, in the ways Dutch and English write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import regex

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
_DAYS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("maandag", "monday"), 0),
    **dict.fromkeys(("dinsdag", "tuesday"), 1),
    **dict.fromkeys(("woensdag", "wednesday"), 2),
    **dict.fromkeys(("donderdag", "thursday"), 3),
    **dict.fromkeys(("vrijdag", "friday"), 4),
    **dict.fromkeys(("zaterdag", "saturday"), 5),
    **dict.fromkeys(("zondag", "sunday"), 6),
}
_ORDINALS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("eerste", "first"), 1),
    **dict.fromkeys(("tweede", "second"), 2),
    **dict.fromkeys(("derde", "third"), 3),
    **dict.fromkeys(("vierde", "fourth"), 4),
}
_MONTH: Final = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_DAY: Final = r"(?P<day>[0-3]?\d)(?:e|ste|de|st|nd|rd|th)?"
_SHAPES: Final = (
    r"(?P<year>(?:19|20)\d\d)-(?P<monthnr>\d\d)-(?P<day>\d\d)(?!\d)",
    r"(?P<first>\d\d?)(?P<sep>[-/.])(?P<second>\d\d?)(?P=sep)(?P<year>(?:19|20)?\d\d)(?!\d)",
    rf"{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR}(?!\d)| '(?P<short>\d\d)(?!\d))?",
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
_YEAR_ALONE: Final = regex.compile(
    r"(?<![\p{L}\p{N}.,'/€$£#-])(?<![€$£] )(?P<year>(?:19|20)\d\d)(?![\p{N}%]|[.,]\d| ?(?:%|km|"
    r"euro|kg|"
    r"uur|hours|kilometer|meter|stuks|mensen|people|customers|klanten|bikes|fietsen)|-\p{L})",
    regex.IGNORECASE,
)
_QUARTER: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:[QK](?P<q>[1-4])|(?P<nr>[1-4])(?:e|ste|de|st|nd|rd|th) (?:kwartaal|"
    rf"quarter)|"
    rf"(?P<ord>eerste|tweede|derde|vierde|first|second|third|fourth) (?:kwartaal|quarter))"
    rf"(?:(?: (?:van|of))? {_YEAR})?(?!\p{{L}})",
    regex.IGNORECASE,
)
_WEEK: Final = regex.compile(r"(?<!\p{L})week (?P<nr>[1-5]?\d)(?!\d)", regex.IGNORECASE)
_DECADE: Final = regex.compile(
    r"(?<![\p{L}\p{N}])(?:jaren ?'?(?P<nl>twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|"
    r"negentig|nul|[2-9]0)|(?:the )?(?:(?:19|20)|')?(?P<nr>[0-9]0)'?s"
    r"|the (?P<en>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?!\p{L})",
    regex.IGNORECASE,
)
_TENS: Final = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
    "nul": 0,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
_SEASON: Final = regex.compile(
    r"(?<!\p{L})(?:(?P<spring>lente|voorjaar|spring)|(?P<summer>zomer|summer)|"
    r"(?P<autumn>herfst|najaar|autumn)|(?P<winter>winter))(?:(?: of| van)? (?P<year>(?:19|"
    r"20)\d\d))?(?!\p{L})",
    regex.IGNORECASE,
)
_PERIODS: Final[Mapping[str, str]] = {
    "week": r"week",
    "month": r"maand|month",
    "year": r"jaar|year",
    "quarter": r"kwartaal|quarter",
    "weekend": r"week-?end",
    "summer": r"zomer|summer",
    "winter": r"winter",
    "spring": r"lente|voorjaar|spring",
    "autumn": r"herfst|najaar|autumn",
    "century": r"eeuw|century",
    "decade": r"decennium|decade",
    "day": r"dag|day",
    **{
        f"day{number}": f"{nl}|{en}"
        for number, (nl, en) in enumerate(zip(list(_DAYS)[::2], list(_DAYS)[1::2], strict=True))
    },
}
_RELATIVE: Final = regex.compile(
    r"(?<!\p{L})(?:(?P<last>(?:de |het )?(?:vorige?|afgelopen|voorbije|verleden)|(?:the )?(?:last|"
    r"past|previous))"
    r"|(?P<next>(?:de |het )?(?:volgende?|komende?|aanstaande|aankomende?)|(?:the )?(?:next|"
    r"coming|upcoming))"
    r"|(?P<this>deze|dit|this)|(?P<every>elke?|iedere?|every|each))"
    r" (?:" + "|".join(f"(?P<p{name}>{shape})" for name, shape in _PERIODS.items()) + r")(?!\p{L})",
    regex.IGNORECASE,
)
_MOMENTS: Final[tuple[tuple[str, str], ...]] = (
    ("before-yesterday", r"eergisteren|the day before yesterday"),
    ("yesterday", r"gisteren(?:ochtend|middag|avond)?|gisteravond|yesterday"),
    ("today", r"vandaag|today"),
    ("tonight", r"vanavond|tonight"),
    ("this-morning", r"vanochtend|vanmorgen|this morning"),
    ("this-afternoon", r"vanmiddag|this afternoon"),
    ("after-tomorrow", r"overmorgen|the day after tomorrow"),
    ("tomorrow", r"morgen(?:ochtend|middag|avond)|(?<!goede )(?<!goeie )morgen|tomorrow"),
    ("last-night", r"vannacht|last night"),
)
_MOMENT: Final = regex.compile(
    r"(?<!\p{L})(?:"
    + "|".join(f"(?P<m{place}>{shape})" for place, (_, shape) in enumerate(_MOMENTS))
    + r")(?!\p{L})",
    regex.IGNORECASE,
)
_HOUR: Final = regex.compile(
    r"(?<![\p{L}\p{N}.,:])(?:(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))(?! ?%|\d|"
    r"[.,]\d)(?: ?(?P<u>uur|u|h|hrs)\.?(?!\p{L}))?"
    r"(?: ?(?P<ap>[ap])\.?m\b\.?)?|(?P<h2>1[0-2]|0?[1-9]) ?(?P<ap2>[ap])\.?m\b\.?"
    r"|(?<=(?:om|at|vanaf|tot|from|until|rond|by) )(?P<h3>[01]?\d|2[0-4])(?: ?(?:uur|u|h|"
    r"o'clock))(?!\p{L}))",
    regex.IGNORECASE,
)
_WEEKDAY: Final = regex.compile(
    r"(?<!\p{L})(?P<weekday>" + "|".join(_DAYS) + r")(?:s|en|avond|middag|ochtend)?(?!\p{L})",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """A moment as it stands in a text; what it does not say is 0, -1 or empty."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1
    other: str = ""

    @property
    def value(self) -> str:
        """The moment in one way of writing."""
        if self.other:
            return f"{self.year or ''}{self.other}"
        if self.weekday >= 0:
            return f"weekday:{self.weekday}"
        return f"{self.year or '-'}-{self.month or '-'}-{self.day or '-'}"


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
    for match in _QUARTER.finditer(text):
        number = match["q"] or match["nr"] or str(_ORDINALS[match["ord"].casefold()])
        yield Day(match.start(), match.end(), int(match["year"] or 0), other=f"q{number}")
    for match in _RELATIVE.finditer(text):
        which = next(name for name in ("last", "next", "this", "every") if match[name])
        period = next(name for name in _PERIODS if match[f"p{name}"])
        yield Day(match.start(), match.end(), other=f"{which}-{period}")
    for match in _WEEK.finditer(text):
        yield Day(match.start(), match.end(), other=f"week-{int(match['nr'])}")
    for match in _DECADE.finditer(text):
        word = (match["nl"] or match["nr"] or match["en"]).casefold()
        yield Day(
            match.start(),
            match.end(),
            other=f"decade-{_TENS.get(word) if word in _TENS else int(word)}",
        )
    for match in _MOMENT.finditer(text):
        name = next(name for place, (name, _) in enumerate(_MOMENTS) if match[f"m{place}"])
        yield Day(match.start(), match.end(), other=name)
    yield from _hours(text)
    for match in _WEEKDAY.finditer(text):
        yield Day(match.start(), match.end(), weekday=_DAYS[match["weekday"].casefold()])
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


def _named(match: regex.Match[str], place: int) -> Day:
    groups = match.groupdict()
    month = int(groups["monthnr"]) if place == 0 else _MONTHS[str(groups["month"]).casefold()]
    year = int(groups.get("year") or 0)
    if groups.get("short"):
        year = 2000 + int(groups["short"])
    return Day(match.start(), match.end(), year, month, int(groups.get("day") or 0))


def _numeric(match: regex.Match[str], language: str) -> Day | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 2000 if year < 100 else 0
    day, month = (first, second)
    if month > 12 or (language == "en" and match["sep"] == "/" and day <= 12 and month <= 12):
        day, month = second, first
    return Day(match.start(), match.end(), year, month, day)


def _hours(text: str) -> Iterator[Day]:
    for match in _HOUR.finditer(text):
        if match["h"] and not (match["u"] or match["ap"] or ":" in match[0]):
            continue
        hour = int(match["h"] or match["h2"] or match["h3"])
        half = (match["ap"] or match["ap2"] or "").casefold()
        hour = hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour
        yield Day(match.start(), match.end(), other=f"time-{hour:02}:{match['m'] or '00'}")


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
    if any(_says(other, day) for other in known):
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


def _says(known: Day, day: Day) -> bool:
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
