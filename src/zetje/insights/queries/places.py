"""Gives how many people are in which phases, neighbours together as they were frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from zetje.insights.models import FigureCell
from zetje.insights.rules.figures import PLACE


@dataclass(frozen=True, slots=True)
class Place:
    """How many people are in the phases `first` to `last` together, counted from 1."""

    first: int
    last: int
    people: int


def places_of(organisation_id: int, weeks: Sequence[int]) -> dict[int, tuple[Place, ...]]:
    """The phases of everybody in each frozen week in which they could be told, in one query.

    Args:
        organisation_id: whose; the tenant's block must be open.
        weeks: as `behaviour.weeks` numbers them.
    """
    rows = FigureCell.objects.filter(
        organisation_id=organisation_id, week__in=weeks, figure=PLACE, total__isnull=False
    )
    found: dict[int, list[Place]] = defaultdict(list)
    for row in rows.order_by("week", "number"):
        found[row.week].append(Place(min(row.blocks), max(row.blocks), row.total or 0))
    return {week: tuple(places) for week, places in found.items()}
