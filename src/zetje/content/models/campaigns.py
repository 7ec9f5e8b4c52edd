"""Campaigns that stories belong to, and how many people approve a story."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from zetje.content.models.stories import Story


class Campaign(TenantModel):
    """Stories that belong together: a launch, a season, a fair."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    name: models.TextField[str, str] = models.TextField()
    starts_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    ends_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    created_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    closed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    stories: RelatedManager[Story]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="campaign_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=models.Q(closed_at__isnull=True),
                name="campaign_name_once",
            ),
            models.CheckConstraint(name="campaign_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="campaign_ends_after_start",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewSetting(TenantModel):
    """How many different people approve a story before it is live; the newest row holds."""

    steps: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    set_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "set_at", "id"], name="review_setting_in_order"
            ),
            models.CheckConstraint(
                name="review_in_one_or_two_steps", condition=models.Q(steps__in=[1, 2])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.steps} step(s)"
