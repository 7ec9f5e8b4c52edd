"""What all did together so far, frozen each Monday: from day to day it would tell who."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.recognition.models.leagues import CollectiveGoal


class Board(TenantModel):
    """The figures that a week's pages show. Counts are in whole blocks of five people or posts.

    `since` to `until`, excluded, is the month so far; in its first week the whole month before.
    """

    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    since: models.DateField[date, date] = models.DateField()
    until: models.DateField[date, date] = models.DateField()
    # 0 where they are too few to say.
    sharers: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    posts: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    average: models.FloatField[float | None, float | None] = models.FloatField(null=True)
    goal: models.ForeignKey[CollectiveGoal | None, CollectiveGoal | None] = models.ForeignKey(
        CollectiveGoal, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    goal_id: int | None
    goal_posts: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "week"], name="one_board_a_week"),
            models.CheckConstraint(
                name="board_of_a_while", condition=models.Q(until__gt=models.F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"board of week {self.week}"


class BoardTeam(TenantModel):
    """A team of five or more on a week's board."""

    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    team: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Team", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    team_id: int
    average: models.FloatField[float, float] = models.FloatField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week", "team"], name="team_once_on_a_board"
            )
        ]

    def __str__(self) -> str:
        return f"team {self.team_id} on the board of week {self.week}"
