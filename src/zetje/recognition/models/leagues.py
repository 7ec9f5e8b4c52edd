"""Who sits in which league in a week, and what an organisation wants to reach together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.recognition.rules.leagues import HIGHEST_WIND


class LeagueSeat(TenantModel):
    """A member's seat in a league of one week, and the wind they had when it began.

    `rose` is settled when the week is over everywhere: whether the next wind was caught. A wind is
    never lost.
    """

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    league: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    wind: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    seated_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    rose: models.BooleanField[bool | None, bool | None] = models.BooleanField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "week"], name="one_seat_a_week"
            ),
            models.CheckConstraint(
                name="wind_known", condition=models.Q(wind__gte=1, wind__lte=HIGHEST_WIND)
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "week", "league"], name="seats_of_league"),
        ]

    def __str__(self) -> str:
        return f"seat of member {self.member_id} in league {self.league}, week {self.week}"


class CollectiveGoal(TenantModel):
    """So many shares in a period, by all together, and what there is to celebrate then."""

    target: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    starts_on: models.DateField[date, date] = models.DateField()
    ends_on: models.DateField[date, date] = models.DateField()
    thanks: models.TextField[str, str] = models.TextField(default="", blank=True)
    set_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # Set by the next goal, or by whoever takes this one away.
    replaced_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="goal_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_goal_stands",
            ),
            models.CheckConstraint(
                name="goal_possible",
                condition=models.Q(target__gte=1, ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} shares until {self.ends_on}"
