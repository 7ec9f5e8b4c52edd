"""The line of weeks: which part of all colleagues shared, and how that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.insights.presenters.number_words import plain
from zetje.insights.presenters.quarter_words import short_day, week_in_words
from zetje.insights.queries import Cell

_STEPS: Final = (10, 20, 25, 50, 100)
# The first and the last so many weeks are compared, with as many between them at least.
_COMPARED: Final = 4
# A change of so many standard errors is more than chance, 95 times in 100.
_SURE: Final = 1.96


@dataclass(frozen=True, slots=True)
class Dot:
    """A week on the line: its place in per cent, from the left and from above."""

    x: str
    y: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week in the table beside the line."""

    week: str
    said: str


@dataclass(frozen=True, slots=True)
class Course:
    """The line.

    Attributes:
        top: what the top of the picture stands for, in words; `middle` the same of its middle.
        lines: paths in a square of 100; a week that cannot be told parts the line.
        says: the whole picture in a sentence.
    """

    top: str
    middle: str
    lines: Sequence[str]
    dots: Sequence[Dot]
    ticks: Sequence[str]
    says: str
    rows: Sequence[Week]


def course_of(cells: Sequence[Cell]) -> Course:
    """The line of some weeks, given the newest first.

    Args:
        cells: how many shared in each week, of how many.
    """
    ordered = sorted(cells, key=lambda cell: cell.period.week)
    first, last = ordered[0].period.week, ordered[-1].period.week
    parts = {
        cell.period.week: 100 * cell.value / cell.of
        for cell in ordered
        if cell.value is not None and cell.of
    }
    most = max(parts.values(), default=0)
    top = next((step for step in _STEPS if step > most), 100)
    places = {
        week: (100 * (week - first) / max(1, last - first), 100 - 100 * part / top)
        for week, part in parts.items()
    }
    ends = [ordered[0].period, ordered[len(ordered) // 2].period, ordered[-1].period]
    return Course(
        top=_("%(top)s in 100 shared that week") % {"top": top},
        middle=plain(top / 2),
        lines=paths_of(places),
        dots=[
            Dot(f"{x:.1f}%", f"{y:.1f}%", is_last=week == last) for week, (x, y) in places.items()
        ],
        ticks=[short_day(period.first) for period in ends],
        says=_says(parts),
        rows=[Week(week_in_words(cell.period.week), said_of(cell)) for cell in reversed(ordered)],
    )


def change_of(cells: Sequence[Cell]) -> str:
    """How sharing changed from the first weeks to the last, in a sentence.

    The means of the four weeks at each end are compared by z = (q - p) / sqrt(v + w), where v and
    w are the variances of the means: of their weeks as they differ, and at least p(1 - p) / n each.

    Args:
        cells: how many shared in each week, of how many; the newest first.

    Returns:
        "" where there are too few weeks, or where chance explains it.
    """
    told = [cell for cell in reversed(cells) if cell.value is not None and cell.of]
    if len(told) < 3 * _COMPARED:
        return ""
    first, last = told[:_COMPARED], told[-_COMPARED:]
    (before, doubt), (now, more) = _mean(first), _mean(last)
    if abs(now - before) <= _SURE * (doubt + more) ** 0.5:
        return ""
    return _(
        "In the last four weeks %(now)s of 100 colleagues shared in a week; in the four weeks from "
        "%(since)s it was %(before)s."
    ) % {
        "now": round(100 * now),
        "before": round(100 * before),
        "since": date_format(first[0].period.first, "j F"),
    }


def _mean(cells: Sequence[Cell]) -> tuple[float, float]:
    """The mean part of some weeks, and the variance of that mean."""
    parts = [(cell.value or 0) / (cell.of or 1) for cell in cells]
    mean = fmean(parts)
    least = mean * (1 - mean) / fmean(cell.of or 1 for cell in cells)
    return mean, max(variance(parts), least) / len(parts)


def paths_of(places: Mapping[int, tuple[float, float]]) -> list[str]:
    """Lines from week to week; a week that is missing parts them.

    Args:
        places: by week, in order, how far it is from the left and from above.
    """
    runs: list[list[int]] = []
    for week in places:
        if runs and week == runs[-1][-1] + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    return [
        "M" + " L".join(f"{places[week][0]:.2f} {places[week][1]:.2f}" for week in run)
        for run in runs
        if len(run) > 1
    ]


def _says(parts: dict[int, float]) -> str:
    if not parts:
        return _("Too few people shared in any of these weeks to say how many.")
    low, high, now = min(parts.values()), max(parts.values()), list(parts.values())[-1]
    return _(
        "Of 100 colleagues between %(low)s and %(high)s shared in a week; %(now)s in the last."
    ) % {"low": round(low), "high": round(high), "now": round(now)}


def said_of(cell: Cell) -> str:
    """A figure of a group in numbers, or in words where it may not be told so."""
    if cell.value is None:
        return cell.words
    return _("%(value)s of %(of)s") % {"value": cell.value, "of": cell.of}
