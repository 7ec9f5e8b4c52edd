"""Gives figures of everybody together over many weeks in one query, added up by the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Sum

from zetje.insights.models import FigureCell
from zetje.insights.rules.figures import Figure


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of everybody in one week: `value` of `people` who were counted."""

    value: int
    people: int


@dataclass(frozen=True, slots=True)
class Summed:
    """The cells of a figure in one week, added up.

    Attributes:
        value: what they add up to; None where `words` says why it may not be told.
        people: of how many people.
        words: "few" or "most" where everybody is one closed cell, else "".
    """

    value: int | None
    people: int
    words: str


Totals = Mapping[Figure, Mapping[int, Total]]


def totals(organisation_id: int, *, names: Sequence[Figure], weeks: Sequence[int]) -> Totals:
    """Figures of everybody by week; a week in which one may not be told is missing from it.

    Args:
        organisation_id: whose; the tenant's block must be open.
        names: figures that are not phases.
        weeks: frozen weeks, as `behaviour.weeks` numbers them.
    """
    found: dict[Figure, dict[int, Total]] = {name: {} for name in names}
    for (name, week), summed in cells_summed(organisation_id, names=names, weeks=weeks).items():
        if summed.value is not None:
            found[Figure(name)][week] = Total(summed.value, summed.people)
    return found


def cells_summed(
    organisation_id: int, *, names: Collection[str], weeks: Sequence[int]
) -> dict[tuple[str, int], Summed]:
    """The cells of some figures added up, by figure and week; a week without cells is missing.

    A figure is told of every one of its cells, or of everybody in words: `rules.release`.
    """
    rows = FigureCell.objects.filter(
        organisation_id=organisation_id, week__in=list(weeks), figure__in=[str(n) for n in names]
    )
    # A half year of a large organisation is tens of thousands of cells: too many to read.
    added = rows.order_by().values("figure", "week")
    added = added.annotate(value=Sum("total"), counted=Sum("people"), said=Max("words"))
    return {
        (row["figure"], row["week"]): Summed(
            None if row["said"] else row["value"], row["counted"], row["said"]
        )
        for row in added
    }
