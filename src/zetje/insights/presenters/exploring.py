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
from zetje.insights.presenters.figure_words import family_of, words_of
from zetje.insights.presenters.lab_words import TENURES
from zetje.insights.presenters.number_words import spoken
from zetje.insights.presenters.quarter_words import short_day, week_in_words
from zetje.insights.queries import Cell, Period
from zetje.insights.queries.figures import By
from zetje.insights.rules.figures import Figure

# More lines than that cannot be told apart; the file holds all.
MOST_GROUPS: Final = 8
_STEPS: Final = (1, 2, 2.5, 5, 10)


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
        by: how people are grouped; None for everybody together.
        weeks: frozen ones, the newest first.

    Returns:
        None where nothing was frozen of it.
    """
    cells = queries.figure(organisation_id=organisation_id, name=figure, period=weeks, by=by)
    if not cells:
        return None
    groups: dict[str, dict[int, Cell]] = {}
    for cell in cells:
        groups.setdefault(cell.label, {})[cell.period.week] = cell
    drawn = sorted(groups, key=lambda label: _place(label, groups[label]))
    left_out = len(drawn) - MOST_GROUPS
    labels = drawn[:MOST_GROUPS]
    told = {label: _heights(groups[label], figure) for label in labels}
    top = _top(max((max(part.values(), default=0.0) for part in told.values()), default=0.0))
    ordered = sorted(each.week for each in weeks)
    names = {label: _label(label, by) for label in labels}
    words = words_of(figure)
    return Exploration(
        title=words.name,
        meaning=words.meaning,
        unit=_("People") if figure is Figure.PEOPLE else _("For 100 people"),
        top=spoken(top),
        first=short_day(monday_of(ordered[0])),
        last=short_day(monday_of(ordered[-1])),
        panels=[_panel(names[label], groups[label], told[label], ordered, top) for label in labels],
        left_out=""
        if left_out <= 0
        else ngettext(
            "The largest groups are drawn; a file of all figures holds %(groups)s more.",
            "The largest groups are drawn; a file of all figures holds the other %(groups)s.",
            left_out,
        )
        % {"groups": left_out},
        columns=[names[label] for label in labels],
        rows=[
            Row(
                week_in_words(week),
                [_said(groups[label].get(week)) for label in labels],
            )
            for week in reversed(ordered)
        ],
        chart=_chart(ordered, {names[label]: (groups[label], told[label]) for label in labels}),
    )


def _place(label: str, cells: Mapping[int, Cell]) -> tuple[bool, bool, int, str]:
    """Those of which something can be told first, then those with a name, then the largest."""
    is_told = any(cell.value is not None for cell in cells.values())
    return not is_told, not label, -(cells[max(cells)].of or 0), label


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
        return {"nl": _("Dutch"), "en": _("English")}.get(label, label)
    return label


def _said(cell: Cell | None) -> str:
    return _("not counted") if cell is None else said_of(cell)


def _panel(
    label: str,
    cells: Mapping[int, Cell],
    told: Mapping[int, float],
    weeks: Sequence[int],
    top: float,
) -> Panel:
    width = max(1, weeks[-1] - weeks[0])
    places = {
        week: (100 * (week - weeks[0]) / width, 100 - 100 * height / top)
        for week, height in told.items()
    }
    return Panel(label, paths_of(places), _said(cells.get(weeks[-1])))


def _chart(
    weeks: Sequence[int], groups: Mapping[str, tuple[Mapping[int, Cell], Mapping[int, float]]]
) -> str:
    series: list[dict[str, Any]] = [
        {
            "label": label,
            "values": [round(told[week], 2) if week in told else None for week in weeks],
            "said": [_said(cells.get(week)) for week in weeks],
        }
        for label, (cells, told) in groups.items()
    ]
    days = [short_day(monday_of(week)) for week in weeks]
    names = [week_in_words(week) for week in weeks]
    return json.dumps({"weeks": list(weeks), "days": days, "names": names, "series": series})
