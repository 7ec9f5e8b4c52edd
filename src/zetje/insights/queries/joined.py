"""How many joined, for the page of people that says so."""

from __future__ import annotations

from zetje.insights.models import BlockWeek
from zetje.insights.queries.figures import Cell, figure
from zetje.insights.queries.weeks import periods
from zetje.insights.rules.figures import Figure
from zetje.people.queries import JoinedCount
from zetje.people.registry import JoinedFigures


def joined_figures(organisation_id: int) -> JoinedFigures:
    """How many joined in the week that was frozen last; the tenant's block must be open."""
    newest = next(iter(periods(organisation_id)), None)
    if newest is None:
        return JoinedFigures()
    whole, *_ = figure(organisation_id=organisation_id, name=Figure.JOINED, period=newest) or (
        None,
    )
    teams = figure(organisation_id=organisation_id, name=Figure.JOINED, period=newest, by="team")
    rows = BlockWeek.objects.filter(organisation_id=organisation_id, week=newest.week, team__gt=0)
    keys = dict(rows.values_list("team_name", "team"))
    return JoinedFigures(
        whole=_count(whole),
        by_team={
            keys[cell.label]: count
            for cell in teams
            if cell.label and (count := _count(cell)) is not None
        },
    )


def _count(cell: Cell | None) -> JoinedCount | None:
    if cell is None or cell.value is None or cell.of is None:
        return None
    return JoinedCount(joined=cell.value, not_joined=cell.of - cell.value)
