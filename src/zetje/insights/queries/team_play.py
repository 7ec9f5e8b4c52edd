"""Gives recognition what team play is made of, from the cells that were frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from django.db.models import Count, Q, Sum

from zetje.insights.models import BlockWeek, FigureCell
from zetje.insights.queries.weeks import periods
from zetje.insights.rules.figures import Figure
from zetje.recognition.registry import PointsCell, Span, WeekTold

_LENGTHS: Final = MappingProxyType({Figure.POINTS: 1, Figure.POINTS_TWO: 2, Figure.POINTS_MONTH: 4})
_OF_A_WEEK: Final = MappingProxyType(
    {
        Figure.SHARED: "sharers",
        Figure.SHARED_MONTH: "month_sharers",
        Figure.SHARES: "posts",
        Figure.CLICKS: "clicks",
        Figure.PLAYS: "plays",
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
    rows = FigureCell.objects.filter(
        organisation_id=organisation_id, week__in=weeks, figure__in=list(_OF_A_WEEK)
    )
    summed = rows.values_list("week", "figure").annotate(
        added=Sum("total"), closed=Count("pk", filter=Q(total__isnull=True))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for week, figure, added, closed in summed:
        of_week = found[week]
        if not closed:
            of_week[_OF_A_WEEK[Figure(figure)]] = int(added)
    return {week: WeekTold(**told) for week, told in found.items()}
