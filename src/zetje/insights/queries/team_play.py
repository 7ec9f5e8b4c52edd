"""Gives recognition what team play is made of, from the cells that were frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from zetje.insights.models import BlockWeek, FigureCell
from zetje.insights.queries.figures import figures
from zetje.insights.queries.weeks import periods
from zetje.insights.rules.figures import Figure
from zetje.recognition.registry import PointsCell, Span, WeekTold

_LENGTHS: Final = MappingProxyType({Figure.POINTS: 1, Figure.POINTS_TWO: 2, Figure.POINTS_MONTH: 4})
_OF_A_WEEK: Final = MappingProxyType(
    {
        "sharers": Figure.SHARED,
        "month_sharers": Figure.SHARED_MONTH,
        "posts": Figure.SHARES,
        "clicks": Figure.CLICKS,
        "plays": Figure.PLAYS,
    }
)


def newest_week(organisation_id: int) -> int | None:
    """The newest week that was frozen; the tenant's block must be open."""
    newest = next(iter(periods(organisation_id)), None)
    return newest.week if newest else None


def points_told(
    organisation_id: int, spans: Collection[Span]
) -> Mapping[Span, Sequence[PointsCell]]:
    """The cells of points of some spans of weeks; the tenant's block must be open."""
    weeks = {week for week, _ in spans}
    blocks = BlockWeek.objects.filter(organisation_id=organisation_id, week__in=weeks)
    teams = {
        (week, block): team for week, block, team in blocks.values_list("week", "block", "team")
    }
    cells = FigureCell.objects.filter(
        organisation_id=organisation_id,
        week__in=weeks,
        figure__in=list(_LENGTHS),
        count__isnull=False,
    )
    found: dict[Span, list[PointsCell]] = defaultdict(list)
    for cell in cells.order_by("week", "figure", "number"):
        of_teams = frozenset(teams[cell.week, block] for block in cell.blocks)
        span = (cell.week, _LENGTHS[Figure(cell.figure)])
        found[span].append(PointsCell(of_teams, cell.count or 0, cell.total or 0))
    return {span: found[span] for span in spans if span in found}


def weeks_told(organisation_id: int, weeks: range) -> Mapping[int, WeekTold]:
    """What those of some weeks that are frozen tell of everybody; the tenant must be open."""
    frozen = [each for each in periods(organisation_id) if each.week in weeks]
    found = figures(organisation_id=organisation_id, names=list(_OF_A_WEEK.values()), period=frozen)
    values = {
        name: {cell.period.week: cell.value for cell in found[figure]}
        for name, figure in _OF_A_WEEK.items()
    }
    return {
        each.week: WeekTold(**{name: held.get(each.week) for name, held in values.items()})
        for each in frozen
    }
