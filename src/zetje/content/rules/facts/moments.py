"""Finds the moments that are no dates: hours, weekdays, "last week", a quarter, a decade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import regex

from zetje.content.rules.facts.numerals import EN_SMALL, NL_SMALL

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
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_QUARTER: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:[QK](?P<q>[1-4])|(?P<nr>[1-4])(?:e|ste|de|st|nd|rd|th) (?:kwartaal|"
    rf"quarter)|"
    rf"(?P<ord>eerste|tweede|derde|vierde|first|second|third|fourth) (?:kwartaal|quarter))"
    rf"(?:(?: (?:van|of))? {_YEAR})?(?!\p{{L}})",
    regex.IGNORECASE,
)
_HALF_YEAR: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:H(?P<h>[12])(?= |$|[.,!?])"
    r"|(?:the )?(?P<en>first|second) half(?: of)?(?: the)?(?= year| (?:19|20)\d\d)"
    r"|(?:de |het )?(?P<nl>eerste|tweede) (?:half ?jaar|helft van(?= het jaar| (?:19|20)\d\d)))"
    rf"(?: year| het jaar)?(?:(?: (?:van|of))? {_YEAR})?(?!\p{{L}})",
    regex.IGNORECASE,
)
_WITHIN: Final = regex.compile(
    r"(?<!\p{L})(?:binnen|within|in (?:less|under) than) (?:een|één|a|one|the|het) "
    r"(?P<period>jaar|maand|week|dag|uur|year|month|week|day|hour)(?!\p{L})",
    regex.IGNORECASE,
)
_SOON: Final = regex.compile(
    r"(?<!\p{L})(?<!tot )(?<!you )(?<!as )(?<!too )(?<!how )(?<!zo )"
    r"(?:binnenkort|weldra|spoedig|soon|shortly)(?! (?:as|after|na)(?!\p{L}))(?!\p{L})",
    regex.IGNORECASE,
)
# Who tells of a plan or hope of their own: "ik ga binnenkort", "hope to see it soon".
_OWN: Final = regex.compile(
    r"(?<!\p{L})(?:ik|mij|mijn|i|i'll|my|me|hoop|hopelijk|hope|hopefully|zien we|tot)"
    r"(?!\p{L})[^.!?]*$",
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
    r"|(?P<this>deze|dit|this))"
    r" (?:" + "|".join(f"(?P<p{name}>{shape})" for name, shape in _PERIODS.items()) + r")(?!\p{L})",
    regex.IGNORECASE,
)
_SPANS: Final[Mapping[str, tuple[str, ...]]] = {
    "year": ("jaar", "year"),
    "month": ("maand", "month"),
    "week": ("week",),
    "day": ("dag", "day"),
    "hour": ("uur", "hour"),
}
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
_HOURS: Final[Mapping[str, int]] = {
    word: value for word, value in {**NL_SMALL, "één": 1, **EN_SMALL}.items() if 1 <= value <= 12
}
# "Friday at ten", with nothing behind it that ten could count.
_BARE_HOUR: Final = regex.compile(
    r"(?<=(?<!\p{L})(?:at|om) )(?P<hour>" + "|".join(_HOURS) + r"|[1-9]|1[0-2])"
    r"(?=$|[.,;!?)\n]| (?:to|on|in|for|with|and|sharp|op|in|en|met|voor|naar|bij)(?!\p{L}))",
    regex.IGNORECASE,
)
_SPOKEN_HOUR: Final = regex.compile(
    r"(?<!\p{L})(?:om|rond|tegen|vanaf|at|around|from|by) (?P<hour>" + "|".join(_HOURS) + r") "
    r"(?:(?:uur|o'clock)(?: (?P<nl>'s (?:nachts|ochtends|morgens|middags|avonds)))?"
    r"|(?P<nl>'s (?:nachts|ochtends|morgens|middags|avonds))"
    r"|in the (?P<en>morning|afternoon|evening))(?!\p{L})",
    regex.IGNORECASE,
)
_WEEKDAY: Final = regex.compile(
    r"(?<!\p{L})(?<!(?:happy|fijne|prettige|mooie|goede|leuke|merry|it's|een) )(?P<weekday>"
    + "|".join(_DAYS)
    + r")(?:s|en|avond|middag|ochtend)?(?!\p{L})",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """A moment as it stands in a text; what it does not say is 0, -1 or empty.

    `is_unsure` is whether day and month may stand the other way round.
    """

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1
    other: str = ""
    is_unsure: bool = False

    @property
    def value(self) -> str:
        """The moment in one way of writing."""
        if self.other:
            return f"{self.year or ''}{self.other}"
        if self.weekday >= 0:
            return f"weekday:{self.weekday}"
        return f"{self.year or '-'}-{self.month or '-'}-{self.day or '-'}"


def moments_in(text: str) -> Iterator[Day]:
    """The moments of an even text that are no dates, the most telling reading of each first."""
    for match in _QUARTER.finditer(text):
        number = match["q"] or match["nr"] or str(_ORDINALS[match["ord"].casefold()])
        yield Day(match.start(), match.end(), int(match["year"] or 0), other=f"q{number}")
    yield from _halves_of_years(text)
    for match in _WITHIN.finditer(text):
        period = match["period"].casefold()
        name = next(name for name, shape in _SPANS.items() if period in shape)
        yield Day(match.start(), match.end(), other=f"within-{name}")
    for match in _SOON.finditer(text):
        if not _OWN.search(text, max(0, match.start() - 80), match.start()):
            yield Day(match.start(), match.end(), other="soon")
    for match in _RELATIVE.finditer(text):
        which = next(name for name in ("last", "next", "this") if match[name])
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
    yield from _spoken_hours(text)
    for match in _WEEKDAY.finditer(text):
        yield Day(match.start(), match.end(), weekday=_DAYS[match["weekday"].casefold()])


def _halves_of_years(text: str) -> Iterator[Day]:
    for match in _HALF_YEAR.finditer(text):
        number = match["h"] or str(_ORDINALS[(match["en"] or match["nl"]).casefold()])
        yield Day(match.start(), match.end(), int(match["year"] or 0), other=f"h{number}")


def _hours(text: str) -> Iterator[Day]:
    for match in _HOUR.finditer(text):
        if match["h"] and not (match["u"] or match["ap"] or ":" in match[0]):
            continue
        hour = int(match["h"] or match["h2"] or match["h3"])
        half = (match["ap"] or match["ap2"] or "").casefold()
        hour = hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour
        yield Day(match.start(), match.end(), other=f"time-{hour:02}:{match['m'] or '00'}")


def _spoken_hours(text: str) -> Iterator[Day]:
    for match in _BARE_HOUR.finditer(text):
        hour = _HOURS.get(match["hour"].casefold()) or int(match["hour"])
        yield Day(match.start("hour"), match.end(), other=f"time-{hour:02}:00")
    for match in _SPOKEN_HOUR.finditer(text):
        hour = _HOURS[match["hour"].casefold()]
        half = (match["nl"] or match["en"] or "").casefold()
        if half.endswith(("middags", "avonds", "afternoon", "evening")):
            hour = hour % 12 + 12
        yield Day(match.start("hour"), match.end(), other=f"time-{hour:02}:00")
