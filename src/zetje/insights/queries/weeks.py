"""Which weeks were frozen, and how many people a count needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from zetje.behaviour.weeks import iso_of, monday_of
from zetje.insights.models import FrozenWeek, Minimum
from zetje.insights.rules.release import SMALLEST


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One ISO week that was frozen; `week` is its running number, `people` who was counted."""

    week: int
    people: int

    @property
    def first(self) -> date:
        """Its Monday."""
        return monday_of(self.week)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)

    @property
    def iso(self) -> tuple[int, int]:
        """Its ISO year and week."""
        return iso_of(self.week)


def periods(organisation_id: int) -> tuple[Period, ...]:
    """The weeks that were frozen, the newest first; the tenant's block must be open."""
    rows = FrozenWeek.objects.filter(organisation_id=organisation_id).order_by("-week")
    return tuple(Period(*row) for row in rows.values_list("week", "people"))


def minimum_of(organisation_id: int) -> int:
    """How many people a count needs in this organisation: five, or more if it said so."""
    rows = Minimum.objects.filter(organisation_id=organisation_id).order_by("-version")
    return rows.values_list("people", flat=True).first() or SMALLEST
