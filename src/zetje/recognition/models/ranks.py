"""What people are ranked by in a week, and how many stand where: a place without counting them."""

from __future__ import annotations

from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.recognition.rules.ranks import LEVELS, MOST_POINTS


class RankedWeek(TenantModel):
    """The points of one week of a member who is ranked. Derived: `rebuild_ranks` makes it anew.

    Who has no points that week, left, or rather would not be ranked has no row.
    """

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    # The running number of the ISO week (`behaviour.weeks`).
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    points: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week", "member"], name="ranked_once_a_week"
            ),
            models.CheckConstraint(
                name="ranked_by_points",
                condition=models.Q(points__gte=1, points__lte=MOST_POINTS),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "week", "points", "member"], name="rank_order"),
            models.Index(fields=["organisation", "member", "week"], name="ranks_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.points} points of member {self.member_id} in week {self.week}"


class RankCount(TenantModel):
    """How many ranked people have a week's points within one bucket of one level.

    A bucket of level 0 is one figure of points; each level above joins 64 of them.
    """

    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    level: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    bucket: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    people: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week", "level", "bucket"], name="rank_bucket_once"
            ),
            models.CheckConstraint(name="rank_level_known", condition=models.Q(level__lt=LEVELS)),
        ]

    def __str__(self) -> str:
        return f"{self.people} in bucket {self.bucket} of level {self.level}, week {self.week}"
