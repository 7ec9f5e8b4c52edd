"""Gives everything that may be taken along: each figure by each group and week, and each study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

from zetje.insights.models import StudyResult
from zetje.insights.queries.figures import By, Cell, figures
from zetje.insights.queries.weeks import Period
from zetje.insights.rules.figures import Figure

GROUPINGS: Final[tuple[By, ...]] = get_args(By)
# So many weeks are held in memory at once.
_AT_ONCE: Final = 13
Leaf = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of one group in one week; `by` is None for everybody together."""

    figure: Figure
    by: By | None
    cell: Cell


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One value of what a study found in a week; `path` says where it stands in the result."""

    week: int
    study: str
    people: int
    path: str
    value: Leaf


def figure_rows(*, organisation_id: int, weeks: Sequence[Period]) -> Iterator[FigureRow]:
    """Every figure of some weeks, of everybody and by each grouping; the tenant must be open.

    Args:
        organisation_id: whose.
        weeks: of `periods`.
    """
    for first in range(0, len(weeks), _AT_ONCE):
        part = weeks[first : first + _AT_ONCE]
        for by in (None, *GROUPINGS):
            found = figures(organisation_id=organisation_id, names=list(Figure), period=part, by=by)
            for name, cells in found.items():
                # Phases are told of everybody together only.
                if by is None or not str(name).startswith("phase_"):
                    yield from (FigureRow(name, by, cell) for cell in cells)


def study_rows(*, organisation_id: int, weeks: Sequence[Period]) -> Iterator[StudyRow]:
    """Every value of every study's result in some weeks; the tenant must be open."""
    rows = StudyResult.objects.filter(
        organisation_id=organisation_id, week__in=[each.week for each in weeks]
    )
    for row in rows.order_by("-week", "study").iterator(chunk_size=100):
        for path, value in leaves(row.details):
            yield StudyRow(row.week, row.study, row.people, path, value)


def studies_of(organisation_id: int) -> dict[str, int]:
    """The studies that have a result, with the newest week of each; the tenant must be open."""
    rows = StudyResult.objects.filter(organisation_id=organisation_id)
    newest = rows.order_by("study", "-week").distinct("study")
    return dict(newest.values_list("study", "week"))


def leaves(found: object, way: str = "") -> Iterator[tuple[str, Leaf]]:
    """The values inside a result, each with the way to it: `arms.0.lower`."""
    if isinstance(found, Mapping):
        parts = [(str(name), part) for name, part in cast("Mapping[Any, object]", found).items()]
    elif isinstance(found, list | tuple):
        parts = [(str(at), part) for at, part in enumerate(cast("Sequence[object]", found))]
    else:
        yield way, found if isinstance(found, Leaf) else str(found)
        return
    for name, part in parts:
        yield from leaves(part, f"{way}.{name}" if way else name)
