"""Months of weeks: a week is of the month its Thursday is in, as it is of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zetje.behaviour.weeks import week_number

_TUESDAY: Final = 1
_WEEK: Final = timedelta(days=7)
# A Tuesday on which nothing ran costs nobody the report.
_CHANCES: Final = timedelta(days=14)
_YEARS: Final = range(2000, 2200)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def number(self) -> int:
        """It as one number, for the outbox: 202610."""
        return 100 * self.year + self.month

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def after(self) -> Month:
        """The next one."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def weeks(self) -> tuple[int, int]:
        """Its first and its last week: those whose Thursdays are in it."""
        return week_number(_thursday_from(self.first)), week_number(
            _thursday_from(self.after.first) - _WEEK
        )

    @property
    def told_on(self) -> date:
        """The first Tuesday after its end; its last week is over and frozen by then."""
        start = self.after.first
        return start + timedelta(days=(_TUESDAY - start.weekday()) % 7)


def month_of_number(number: int) -> Month | None:
    """The month of `Month.number`; None where it is none."""
    year, month = divmod(number, 100)
    return Month(year, month) if year in _YEARS and 1 <= month <= 12 else None


def month_named(name: str) -> Month | None:
    """The month of a name such as 2026-10; None where it is none."""
    year, dash, month = name.partition("-")
    plain = year + month
    if not (dash and plain.isascii() and plain.isdigit() and len(plain) == 6):
        return None
    found = month_of_number(int(plain))
    return found if str(found) == name else None


def month_of_week(thursday: date) -> Month:
    """The month of the week with this Thursday."""
    return Month(thursday.year, thursday.month)


def due_month(today: date) -> Month | None:
    """The month whose report is due on a day: from its Tuesday on, for two weeks."""
    before = today.replace(day=1) - timedelta(days=1)
    month = Month(before.year, before.month)
    return month if month.told_on <= today < month.told_on + _CHANCES else None


def _thursday_from(day: date) -> date:
    return day + timedelta(days=(3 - day.weekday()) % 7)
