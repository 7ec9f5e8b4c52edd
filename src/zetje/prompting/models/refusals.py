"""What somebody said no to: a kind of prompt, or an hour of their week."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel


class PromptRefusal(TenantModel):
    """An arm that a member wants no prompts of, until they take it back: "not this kind"."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    arm: models.TextField[str, str] = models.TextField()
    since: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    ended: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "arm"],
                condition=models.Q(ended__isnull=True),
                name="arm_refused_once",
            ),
            models.CheckConstraint(
                name="arm_refused_before_taken_back",
                condition=models.Q(ended__isnull=True) | models.Q(ended__gte=models.F("since")),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "member"], name="refusals_of_member")]

    def __str__(self) -> str:
        return f"no {self.arm} for member {self.member_id}"


class NotAtThisTime(TenantModel):
    """An hour of the week, on a member's own clock, that stays free of prompts: "not at this time".

    `weekday` is 0 for Monday; `hour` is the one that begins then, 9 for 9:00 to 9:59.
    """

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    weekday: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    hour: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    since: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    ended: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "weekday", "hour"],
                condition=models.Q(ended__isnull=True),
                name="hour_refused_once",
            ),
            models.CheckConstraint(
                name="hour_of_a_week", condition=models.Q(weekday__lte=6, hour__lte=23)
            ),
            models.CheckConstraint(
                name="hour_refused_before_taken_back",
                condition=models.Q(ended__isnull=True) | models.Q(ended__gte=models.F("since")),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "member"], name="hours_refused_by_member")]

    def __str__(self) -> str:
        return f"not on day {self.weekday} at {self.hour} for member {self.member_id}"
