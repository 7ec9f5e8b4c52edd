"""Gives figures of everybody together over many weeks in one query, added up by the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from zetje.insights.models import FigureCell
from zetje.insights.rules.figures import Figure


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of everybody in one week: `value` of `people` who were counted."""

    value: int
    people: int


Totals = Mapping[Figure, Mapping[int, Total]]


def totals(organisation_id: int, *, names: Sequence[Figure], weeks: Sequence[int]) -> Totals:
    """Figures of everybody by week; a week in which one may not be told is missing from it.

    Args:
        organisation_id: whose; the tenant's block must be open.
        names: figures that are not phases.
        weeks: frozen weeks, as `behaviour.weeks` numbers them.
    """
    rows = (
        FigureCell.objects.filter(
            organisation_id=organisation_id,
            week__in=list(weeks),
            figure__in=[str(name) for name in names],
        )
        .order_by()
        .values("figure", "week")
        .annotate(value=Sum("total"), counted=Sum("people"), cells=Count("pk"), told=Count("total"))
    )
    found: dict[Figure, dict[int, Total]] = {name: {} for name in names}
    for row in rows:
        if row["cells"] == row["told"]:
            found[Figure(row["figure"])][row["week"]] = Total(row["value"], row["counted"])
    return found
