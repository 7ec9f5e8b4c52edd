"""Dates as people write them in spreadsheets, day before month."""

import re
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan januar",
            "februari february feb",
            "maart march mrt mar mrt.",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
# Excel counts days from here; it shows a date so when the cell's format was lost.
EXCEL_START = date(1899, 12, 30)
YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$")
PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
DAY_WORD = re.compile(r"^(\d{1,2})[-. ]*([a-z]+)[-., ]*(\d{4}|\d{2})$")
WORD_DAY = re.compile(r"^([a-z]+)[. ]*(\d{1,2}),? +(\d{4})$")
CLOCK = re.compile(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(z|[+-]\d\d:?\d\d)?$")


class NotADateError(ValueError):
    """The text is no date in any form we read."""


def read_date(text: str) -> date:
    """The date a text means: 2024-03-01, 1-3-2024, 1 maart 2024, March 1, 2024, 45352.

    Raises NotADateError for everything else, and for days that do not exist.
    """
    plain = CLOCK.sub("", text.strip().casefold())
    try:
        return _in_figures(plain) or _in_words(plain)
    except (ValueError, KeyError, OverflowError) as error:
        raise NotADateError(text) from error


def _in_figures(text: str) -> date | None:
    if match := YEAR_FIRST.match(text) or PACKED.match(text):
        year, month, day = match.groups()
        return date(int(year), int(month), int(day))
    if match := DAY_FIRST.match(text):
        day, month, year = match.groups()
        return date(_year(year), int(month), int(day))
    if re.fullmatch(r"[2-6]\d{4}", text):
        return EXCEL_START + timedelta(days=int(text))
    return None


def _in_words(text: str) -> date:
    if match := DAY_WORD.match(text):
        day, month, year = match.groups()
    elif match := WORD_DAY.match(text):
        month, day, year = match.groups()
    else:
        raise ValueError(text)
    return date(_year(year), MONTHS[month], int(day))


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < 70 else 1900)
