"""Who stays: a row for everybody who made a first post in the same month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from zetje.insights.presenters.number_words import plain
from zetje.insights.presenters.quarter_words import short_month
from zetje.insights.rules.release import FEW
from zetje.insights.rules.stayers import Cohort, from_json

_ROWS: Final = 9
_COLUMNS: Final = 9
_MONTHS: Final = 12
# A disc of less than this holds no number.
_LOW: Final = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """One month of one cohort; `radius` in per cent of half the cell, empty for words."""

    said: str
    radius: str
    title: str
    is_last: bool
    is_low: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One cohort: the months in which people started, how many, and its months since."""

    name: str
    people: int
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True)
class Halftone:
    """The picture, which is a table; `says` is what stands out, in a sentence."""

    columns: Sequence[int]
    rows: Sequence[Row]
    says: str


def halftone_of(details: Mapping[str, Any] | None) -> Halftone | None:
    """The picture of what the study `stayers` told; None before anything was."""
    cohorts = [each for each in from_json(details["cohorts"]) if each.told] if details else []
    if not cohorts:
        return None
    shown = cohorts[-_ROWS:]
    longest = min(_COLUMNS, max(max(cohort.told) for cohort in shown))
    return Halftone(
        columns=list(range(1, longest + 1)),
        rows=[
            Row(_name(cohort), cohort.people, [_spot(cohort, age) for age in _ages(cohort)])
            for cohort in shown
        ],
        says=_says(shown),
    )


def _ages(cohort: Cohort) -> list[int]:
    return sorted(cohort.told)[:_COLUMNS]


def _spot(cohort: Cohort, age: int) -> Spot:
    told, is_last = cohort.told[age], age == max(cohort.told)
    if isinstance(told, str):
        few = told == FEW
        title = _("fewer than five") if few else _("all but a few")
        return Spot(_("few") if few else _("most"), "", title, is_last, is_low=False)
    part = plain(told)
    title = _("%(part)s in 100") % {"part": part}
    return Spot(part, f"{50 * sqrt(told / 100):.1f}", title, is_last, is_low=told < _LOW)


def _name(cohort: Cohort, *, is_short: bool = True) -> str:
    first, last = (_month(each, is_short=is_short) for each in (cohort.first, cohort.last))
    if cohort.first == cohort.last:
        return first
    return _("%(first)s–%(last)s") % {"first": first, "last": last}


def _month(month: int, *, is_short: bool) -> str:
    number = month % _MONTHS + 1
    return short_month(number) if is_short else str(MONTHS[number])


def _says(cohorts: Sequence[Cohort]) -> str:
    """The newest month of the oldest cohort that can be told."""
    for cohort in cohorts:
        age = max(cohort.told)
        told = cohort.told[age]
        if age > 1 and not isinstance(told, str):
            return _(
                "Of the %(people)s who started in %(month)s, %(part)s in 100 still shared at "
                "least every other week %(months)s months later."
            ) % {
                "people": cohort.people,
                "month": _name(cohort, is_short=False),
                "part": plain(told),
                "months": age,
            }
    return ""
