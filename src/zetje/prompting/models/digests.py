"""The weekly three of a member, planned once for each ISO week of theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.prompting.rules.reasons import REASONS


class Digest(TenantModel):
    """The overview of one week for one member. It may hold no story: then it is a kind word."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    iso_year: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    iso_week: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    token: models.TextField[str, str] = models.TextField(default=random_token)
    planned_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    send_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    useful_until: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # When its day was over and it was looked up what became of its message.
    settled_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "iso_year", "iso_week", "member"],
                name="one_digest_a_week",
            ),
            models.UniqueConstraint(fields=["organisation", "token"], name="digest_token_once"),
            models.CheckConstraint(
                name="digest_week_is_iso", condition=models.Q(iso_week__gte=1, iso_week__lte=53)
            ),
            models.CheckConstraint(
                name="digest_sent_while_useful",
                condition=models.Q(useful_until__gt=models.F("send_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "member"], name="digest_of_member"),
            models.Index(
                fields=["organisation", "useful_until"],
                condition=models.Q(settled_at__isnull=True),
                name="digest_to_settle",
            ),
        ]

    def __str__(self) -> str:
        return f"digest {self.iso_year}-W{self.iso_week:02}"


class DigestStory(TenantModel):
    """A story of a digest: at which place, and why this person got it."""

    digest: models.ForeignKey[Digest, Digest] = models.ForeignKey(
        Digest, on_delete=models.CASCADE, related_name="stories"
    )
    digest_id: int
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    story_id: int
    position: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    reason: models.TextField[str, str] = models.TextField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "digest", "position"], name="one_story_a_place"
            ),
            models.CheckConstraint(
                name="digest_has_three_places",
                condition=models.Q(position__gte=1, position__lte=3),
            ),
            models.CheckConstraint(
                name="digest_story_reason_known",
                condition=models.Q(reason__in=[str(reason) for reason in REASONS]),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "story"], name="digests_of_story")]

    def __str__(self) -> str:
        return f"story {self.story_id} at {self.position}"
