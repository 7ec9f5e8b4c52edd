"""The tables that are taken along: their columns, and their rows in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from zetje.behaviour.weeks import iso_of
from zetje.insights import queries
from zetje.insights.presenters.figure_words import words_of
from zetje.insights.queries import Period
from zetje.insights.queries.taken import FigureRow, StudyRow, figure_rows, study_rows
from zetje.insights.rules.figures import Figure

What = Literal["figures", "studies"]
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, what it holds, its head for people, and its width."""

    key: str
    kind: Literal["text", "date", "whole", "number"]
    head: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, its values in the order of the columns; of a figure, which one."""

    values: tuple[Value, ...]
    figure: Figure | None = None


def columns_of(what: What) -> tuple[Column, ...]:
    """The columns of a table, with heads in the reader's language."""
    week = Column("week", "text", _("Week"), 10)
    if what == "studies":
        return (
            week,
            Column("study", "text", _("Study"), 18),
            Column("people", "whole", _("People"), 9),
            Column("path", "text", _("Value of"), 34),
            Column("number", "number", _("Number"), 14),
            Column("words", "text", _("Words"), 40),
        )
    return (
        week,
        Column("first", "date", _("From"), 11),
        Column("last", "date", _("Until"), 11),
        Column("figure", "text", _("Figure"), 16),
        Column("name", "text", _("Name"), 24),
        Column("grouping", "text", _("Grouped by"), 11),
        Column("group", "text", _("Group"), 26),
        Column("value", "whole", _("Number"), 9),
        Column("people", "whole", _("Of people"), 10),
        Column("words", "text", _("Where no number is shown"), 40),
    )


def lines_of(*, organisation_id: int, what: What, weeks: Sequence[Period]) -> Iterator[Line]:
    """The rows of a table, the newest week first; the tenant's block must be open."""
    if what == "studies":
        for found in study_rows(organisation_id=organisation_id, weeks=weeks):
            yield _study_line(found)
        return
    for row in figure_rows(organisation_id=organisation_id, weeks=weeks):
        yield _figure_line(row)


def weeks_of(*, organisation_id: int, span: int) -> tuple[Period, ...]:
    """The newest weeks, so many at most; the tenant's block must be open."""
    return queries.periods(organisation_id)[:span]


def week_name(week: int) -> str:
    """A week as files and programs write it: 2026-W38."""
    year, number = iso_of(week)
    return f"{year}-W{number:02}"


def _figure_line(row: FigureRow) -> Line:
    cell = row.cell
    values = (
        week_name(cell.period.week),
        cell.period.first.isoformat(),
        cell.period.last.isoformat(),
        str(row.figure),
        words_of(row.figure).name,
        row.by or "",
        cell.label,
        cell.value,
        cell.of,
        cell.words,
    )
    return Line(values, row.figure)


def _study_line(row: StudyRow) -> Line:
    value = row.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    words = "" if is_number or value is None else str(value)
    values = (
        week_name(row.week),
        row.study,
        row.people,
        row.path,
        value if is_number else None,
        words,
    )
    return Line(values)
