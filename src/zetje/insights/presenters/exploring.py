"""One figure over many weeks, by groups, for who explores: drawn, in numbers, and for a chart."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.weeks import monday_of
from zetje.insights import queries
from zetje.insights.presenters.course import paths_of, said_of
from zetje.insights.presenters.figure_words import family_of, language_names, words_of
from zetje.insights.presenters.lab_words import TENURES
from zetje.insights.presenters.number_words import spoken
from zetje.insights.presenters.quarter_words import short_day, week_in_words
from zetje.insights.queries import Cell, Period
from zetje.insights.queries.figures import By
from zetje.insights.rules.figures import MEANINGS, PHASES, Figure, Kind

# More lines than that cannot be told apart; the file holds all.
MOST_GROUPS: Final = 8
_STEPS: Final = (1, 2, 2.5, 5, 10)
_YEAR: Final = 51


@dataclass(frozen=True, slots=True)
class Panel:
    """The line of one group in a square of 100; `last` is what it came to, in words."""

    label: str
    lines: Sequence[str]
    last: str


@dataclass(frozen=True, slots=True)
class Row:
    """A week in the table, with what is said of each group."""

    week: str
    said: Sequence[str]


@dataclass(frozen=True, slots=True)
class Exploration:
    """The figure.

    Attributes:
        unit: what the lines are counted in.
        top: what the top of each panel stands for; `first` and `last`, the days at its sides.
        left_out: that not all groups are drawn, in a sentence; "" where they are.
        chart: the same as JSON: weeks, their names, and a series for each group.
    """

    title: str
    meaning: str
    unit: str
    top: str
    first: str
    last: str
    panels: Sequence[Panel]
    left_out: str
    columns: Sequence[str]
    rows: Sequence[Row]
    chart: str


def figures_by_family() -> dict[str, list[tuple[str, str]]]:
    """What each figure is called, by its key, in the families they stand in."""
    families: dict[str, list[tuple[str, str]]] = {}
    for figure in Figure:
        families.setdefault(family_of(figure), []).append((str(figure), words_of(figure).name))
    return families


def exploration_of(
    organisation_id: int, *, figure: Figure, by: By | None, weeks: Sequence[Period]
) -> Exploration | None:
    """A figure of some weeks; its tenant must be open.

    Everything in it is a sum of cells, as in `queries.figures`.

    Args:
        organisation_id: whose.
        figure: which.
        by: how people are grouped; None for everybody together, as some figures always are.
        weeks: frozen ones, the newest first.

    Returns:
        None where nothing was frozen of it.
    """
    meaning = MEANINGS.get(figure)
    is_whole = figure in PHASES or (meaning is not None and meaning.of_all)
    asked = None if is_whole else by
    cells = queries.figure(organisation_id=organisation_id, name=figure, period=weeks, by=asked)
    if not cells:
        return None
    ordered = sorted(each.week for each in weeks)
    groups = _by_group(cells)
    labels = _drawn(groups, ordered[-1])
    told = [_told(_label(each, asked), groups[each], figure, ordered) for each in labels]
    top = _top(max((max(each.heights.values(), default=0.0) for each in told), default=0.0))
    # Of more than a year two weeks have the same number, and nearly the same day.
    with_year = ordered[-1] - ordered[0] > _YEAR
    days = [short_day(monday_of(week), with_year=with_year) for week in ordered]
    names = [week_in_words(week, with_year=with_year) for week in ordered]
    words = words_of(figure)
    return Exploration(
        title=words.name,
        meaning=words.meaning,
        unit=_unit(figure),
        top=spoken(top),
        first=days[0],
        last=days[-1],
        panels=[
            Panel(each.label, _lines(each.heights, ordered, top), each.said[-1]) for each in told
        ],
        left_out=_left_out(len(groups) - len(labels), is_whole=by is not None and is_whole),
        columns=[each.label for each in told],
        rows=[Row(name, [each.said[at] for each in told]) for at, name in enumerate(names)][::-1],
        chart=json.dumps(
            {
                "weeks": ordered,
                "days": days,
                "names": names,
                "series": [each.as_series(ordered) for each in told],
            }
        ),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A group: its name, what is said of each week, and how high its line is where there is one."""

    label: str
    said: Sequence[str]
    heights: Mapping[int, float]

    def as_series(self, weeks: Sequence[int]) -> dict[str, Any]:
        """The same for a chart; a week without a height has none."""
        heights = self.heights
        values = [round(heights[week], 2) if week in heights else None for week in weeks]
        return {"label": self.label, "values": values, "said": self.said}


def _told(label: str, cells: Mapping[int, Cell], figure: Figure, weeks: Sequence[int]) -> _Told:
    said = [_said(figure, cells.get(week)) for week in weeks]
    return _Told(label, said, _heights(cells, figure))


def _by_group(cells: Sequence[Cell]) -> dict[str, dict[int, Cell]]:
    groups: dict[str, dict[int, Cell]] = {}
    for cell in cells:
        groups.setdefault(cell.label, {})[cell.period.week] = cell
    return groups


def _unit(figure: Figure) -> str:
    if figure is Figure.PEOPLE:
        return _("People")
    if figure in PHASES:
        return _("For 100 who take part")
    return _("For 100 colleagues, taking part or not")


def _left_out(groups: int, *, is_whole: bool) -> str:
    if is_whole:
        return _("This is told of everybody together only.")
    if not groups:
        return ""
    return ngettext(
        "%(groups)s group more is in a file of all figures.",
        "%(groups)s groups more are in a file of all figures.",
        groups,
    ) % {"groups": groups}


def _drawn(groups: Mapping[str, Mapping[int, Cell]], newest: int) -> list[str]:
    """Which groups are drawn: those that are told, the largest now first; several together last."""

    def place(label: str) -> tuple[bool, int, str]:
        cells = groups[label]
        is_told = any(cell.value is not None for cell in cells.values())
        now = cells.get(newest)
        return not is_told, -(now.of or 0) if now else 0, label

    together = [label for label in groups if not label]
    named = sorted((label for label in groups if label), key=place)
    return named[: MOST_GROUPS - len(together)] + together


def _heights(cells: Mapping[int, Cell], figure: Figure) -> dict[int, float]:
    """By week, in order, how high the line is: for 100 people, or people."""
    return {
        week: float(cell.value) if figure is Figure.PEOPLE else 100 * cell.value / cell.of
        for week, cell in sorted(cells.items())
        if cell.value is not None and cell.of
    }


def _top(most: float) -> float:
    """The first round number that is not below the largest."""
    scale = 1.0
    while most > 10 * scale:
        scale *= 10
    return next((step * scale for step in _STEPS if step * scale >= most), 10 * scale)


def _label(label: str, by: By | None) -> str:
    if by is None:
        return _("Everybody")
    if not label:
        return _("Other groups together")
    if by == "tenure":
        return str(TENURES.get(label, label))
    if by == "language":
        return language_names().get(label, label)
    return label


def _said(figure: Figure, cell: Cell | None) -> str:
    if cell is None:
        return _("not counted")
    if cell.value is None:
        return cell.words
    if figure is Figure.PEOPLE:
        return spoken(cell.value)
    if figure in MEANINGS and MEANINGS[figure].kind is Kind.SUM:
        return _("%(value)s among %(of)s people") % {"value": spoken(cell.value), "of": cell.of}
    return said_of(cell)


def _lines(told: Mapping[int, float], weeks: Sequence[int], top: float) -> Sequence[str]:
    width = max(1, weeks[-1] - weeks[0])
    return paths_of(
        {
            week: (100 * (week - weeks[0]) / width, 100 - 100 * height / top)
            for week, height in told.items()
        }
    )
