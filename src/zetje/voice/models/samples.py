"""Texts that show how somebody writes, and what they set by hand. They go with the person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from zetje.people.models import Member

LONGEST_SAMPLE = 5_000


class SampleSource(models.TextChoices):
    """Where a sample came from."""

    PASTED = "pasted"
    LINKEDIN = "linkedin"
    SHARE = "share"


class VoiceSample(TenantModel):
    """A text of somebody's own that they chose to learn from."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    source: models.TextField[str, str] = models.TextField(choices=SampleSource.choices)
    # Empty once the person took it out: the fingerprint stays, so that it does not come back.
    text: models.TextField[str, str] = models.TextField()
    language: models.TextField[str, str] = models.TextField(default="", blank=True)
    fingerprint: models.TextField[str, str] = models.TextField()
    added_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    removed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="voice_sample_token"),
            models.UniqueConstraint(
                fields=["organisation", "member", "fingerprint"], name="voice_sample_once"
            ),
            models.CheckConstraint(
                name="voice_sample_source_known",
                condition=models.Q(source__in=SampleSource.values),
            ),
            models.CheckConstraint(
                name="voice_sample_says_something_or_is_gone",
                condition=models.Q(removed_at__isnull=True, text__regex=r"\S")
                | models.Q(removed_at__isnull=False, text=""),
            ),
            models.CheckConstraint(
                name="voice_sample_is_short",
                condition=LessThanOrEqual(Length("text"), LONGEST_SAMPLE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} sample of member {self.member_id}"


class VoiceSettings(TenantModel):
    """What somebody set of their voice profile by hand; it wins over what was counted."""

    member: models.OneToOneField[Member, Member] = models.OneToOneField(
        "people.Member", on_delete=models.CASCADE, related_name="+"
    )
    member_id: int
    # Fields of the profile and what they were set to, checked by `rules.editing`.
    edited: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    changed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"], name="voice_settings_of_member"
            ),
        ]

    def __str__(self) -> str:
        return f"voice of member {self.member_id}"
