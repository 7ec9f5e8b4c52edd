"""Who is counted with whom for good: circles of people, and the seats in them.

Nobody sees these rows, on no page and in no export: what is shown is made from them once a week
(see `models/weeks`), and only where it separates nobody.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zetje.insights.rules.release import SMALLEST
from zetje.lib.tenancy import TenantModel

if TYPE_CHECKING:
    from zetje.people.models import Member, Team


class Minimum(TenantModel):
    """How many people a count needs; the highest version holds. It may rise and never falls."""

    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    people: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    set_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="minimum_version"),
            models.CheckConstraint(name="minimum_of_five", condition=Q(people__gte=SMALLEST)),
        ]

    def __str__(self) -> str:
        return f"at least {self.people} people"


class Circle(TenantModel):
    """People who from some week on are counted only together. Split at most, never regrouped.

    Attributes:
        team: theirs; None for people of several teams.
        country: where all of them work, or "" for several.
        language: theirs, or "" for several.
        started_on: the middle one of the days on which they started, or None for several or none.
        block: the first circle of those it is counted together with for good; itself when alone.
        since: the week from which it is counted.
    """

    team: models.ForeignKey[Team | None, Team | None] = models.ForeignKey(
        "people.Team", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    team_id: int | None
    country: models.TextField[str, str] = models.TextField(default="", blank=True)
    language: models.TextField[str, str] = models.TextField(default="", blank=True)
    started_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    block: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    since: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="circle_of")]

    def __str__(self) -> str:
        return f"circle {self.pk}"


class Seat(TenantModel):
    """The place of one person in a circle. It outlives them: then it goes on with what it had.

    Attributes:
        member: who sits here; None once they were erased.
        circle: which; None while they wait for enough others.
        left: whether they left the organisation, by the week that was frozen last.
        since: the week in which they came.
        values: what was counted of them in the week that was frozen last, in the order of
            `rules.figures.COUNTED`, the phase last. A seat that was left keeps it.
    """

    member: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    member_id: int | None
    circle: models.ForeignKey[Circle | None, Circle | None] = models.ForeignKey(
        Circle, on_delete=models.CASCADE, null=True, related_name="seats", db_index=False
    )
    circle_id: int | None
    left: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    since: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    values: ArrayField[list[int], list[int]] = ArrayField(
        cast("models.BigIntegerField[int, int]", models.BigIntegerField()), default=list
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=Q(member__isnull=False),
                name="one_seat_a_member",
            ),
            models.UniqueConstraint(fields=["organisation", "id"], name="seat_of"),
        ]
        indexes = [models.Index(fields=["organisation", "circle"], name="seats_of_circle")]

    def __str__(self) -> str:
        return f"seat {self.pk}"
