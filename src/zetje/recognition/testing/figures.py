"""Stands in for frozen weeks, in tests that need none of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zetje.recognition.queries.told import TeamFigures, WeekTold
from zetje.recognition.rules.team_play import PointsCell, Span


def figures_of(
    newest: int | None,
    *,
    points: Mapping[Span, Sequence[PointsCell]] | None = None,
    weeks: Mapping[int, WeekTold] | None = None,
) -> TeamFigures:
    """Frozen weeks up to the newest one that tell these points of spans, and this of weeks."""
    cells, told = points or {}, weeks or {}
    return TeamFigures(
        newest=lambda _organisation: newest,
        points=lambda _organisation, spans: {span: cells[span] for span in spans if span in cells},
        weeks=lambda _organisation, asked: {week: told[week] for week in asked if week in told},
    )


def cells_by_team(teams: Mapping[int, tuple[int, int]]) -> list[PointsCell]:
    """A cell for each team, of its active people and their points."""
    return [
        PointsCell(frozenset([team]), active, points) for team, (active, points) in teams.items()
    ]
