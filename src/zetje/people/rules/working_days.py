"""Working days in the many ways people write them, as a list of weekdays from Monday 0."""

import re

FULL_WEEK = (0, 1, 2, 3, 4)
DAY_NAMES = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_SPELLINGS = (
    "ma maandag maandags mon monday mo m",
    "di dinsdag tue tues tuesday tu di",
    "wo woe woensdag wed weds wednesday we w",
    "do don donderdag thu thur thurs thursday th",
    "vr vrij vrijdag fri friday fr",
    "za zat zaterdag sat saturday sa",
    "zo zon zondag sun sunday su",
)
_DAY = {name: number for number, names in enumerate(_SPELLINGS) for name in names.split()}
_WHOLE = {
    "fulltime": FULL_WEEK,
    "voltijd": FULL_WEEK,
    "weekdays": FULL_WEEK,
    "doordeweeks": FULL_WEEK,
    "werkdagen": FULL_WEEK,
    "alle werkdagen": FULL_WEEK,
    "alle dagen": (0, 1, 2, 3, 4, 5, 6),
    "every day": (0, 1, 2, 3, 4, 5, 6),
}
_RANGE = re.compile(
    r"\b([a-z]+)\s*(?:-|–|—|t/m|tm|t\.m\.|tot en met|through|thru|until|to|tot)\s*([a-z]+)\b"
)
_EXCEPT = re.compile(r"\b(?:behalve|niet op|niet|except|not|zonder|minus|without)\b")
_SIGNS = re.compile(r"[,;/+&.|]|\b(?:en|and|op|on)\b")


class NotDaysError(ValueError):
    """The text names no working days we can read."""


def read_working_days(text: str) -> tuple[int, ...]:
    """The weekdays a text means: "ma-do", "ma,di,do", "Mon to Thu", "ma-vr behalve wo", "4", "80%".

    A bare number of days counts from Monday. Raises NotDaysError for everything else.
    """
    plain = text.strip().casefold()
    if (count := _count(plain)) is not None:
        return tuple(range(count))
    wanted, *unwanted = _EXCEPT.split(plain, maxsplit=1)
    days = set(_named(wanted) if wanted.strip() else FULL_WEEK)
    days -= set(_named(unwanted[0])) if unwanted else set()
    if not days:
        raise NotDaysError(text)
    return tuple(sorted(days))


def counted_only(text: str) -> bool:
    """Whether the text gave a number of days, so that which days they are was our guess."""
    return (_count(text.strip().casefold()) or 5) < 5


def written_days(days: tuple[int, ...] | list[int], *, language: str) -> str:
    """The days as an export writes them: "ma, di, do"."""
    names = DAY_NAMES["nl" if language.startswith("nl") else "en"]
    return ", ".join(names[day] for day in days)


def _count(text: str) -> int | None:
    """A number of days in the week, from 4, "4 dagen", 0,8 fte or 80 %."""
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(%|fte|dagen|days|d|dagen per week)?", text)
    if not match:
        return None
    number, unit = float(match.group(1).replace(",", ".")), match.group(2)
    if unit == "%":
        number /= 20
    elif unit == "fte" or number < 1 or (number == 1 and re.search(r"[.,]", match.group(1))):
        number *= 5
    if not 0 < number <= 7:
        raise NotDaysError(text)
    return max(1, round(number))


def _named(text: str) -> list[int]:
    if text.strip() in _WHOLE:
        return list(_WHOLE[text.strip()])
    days: list[int] = []
    for first, last in _RANGE.findall(text):
        start, end = _day(first), _day(last)
        days += [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]
    words = _SIGNS.sub(" ", _RANGE.sub(" ", text)).split()
    if words and all(re.fullmatch(r"[1-7]", word) for word in words):
        return days + [int(word) - 1 for word in words]
    return days + [_day(word) for word in words]


def _day(word: str) -> int:
    if word not in _DAY:
        raise NotDaysError(word)
    return _DAY[word]
