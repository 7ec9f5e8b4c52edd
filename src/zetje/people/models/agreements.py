"""What a member agreed to, and what they prefer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.people.models.members import Member


class HouseRules(TenantModel):
    """A version of what colleagues agree on about posting; never changed, only followed."""

    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    text_nl: models.TextField[str, str] = models.TextField()
    text_en: models.TextField[str, str] = models.TextField()
    published_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    published_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="house_rules_version")
        ]

    def __str__(self) -> str:
        return f"house rules {self.version}"


class Membership(TenantModel):
    """The opt-in: a member joined, accepting a version of the house rules, until they left."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="memberships"
    )
    member_id: int
    house_rules_version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    joined_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    left_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="membership_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=models.Q(left_at__isnull=True),
                name="joined_once",
            ),
        ]

    def __str__(self) -> str:
        return f"membership of member {self.member_id}"


class Pause(TenantModel):
    """A member asked for quiet from one moment to another, or until they say otherwise."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="pauses"
    )
    member_id: int
    starts_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    ends_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                name="pause_ends_after_start",
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
            )
        ]
        indexes = [models.Index(fields=["organisation", "member"], name="pause_of_member")]

    def __str__(self) -> str:
        return f"pause of member {self.member_id}"


class Preferences(TenantModel):
    """How a member likes it. Empty means: as the organisation does."""

    member: models.OneToOneField[Member, Member] = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="preferences"
    )
    member_id: int
    digest_weekday: models.PositiveSmallIntegerField[int | None, int | None] = (
        models.PositiveSmallIntegerField(null=True, blank=True)
    )
    slot_hour: models.PositiveSmallIntegerField[int | None, int | None] = (
        models.PositiveSmallIntegerField(null=True, blank=True)
    )
    anchor: models.TextField[str, str] = models.TextField(default="", blank=True)
    networks: ArrayField[list[str], list[str]] = ArrayField(
        models.TextField(), default=list, blank=True
    )
    mastodon_instance: models.TextField[str, str] = models.TextField(default="", blank=True)
    languages: ArrayField[list[str], list[str]] = ArrayField(
        models.TextField(), default=list, blank=True
    )
    topics: ArrayField[list[str], list[str]] = ArrayField(
        models.TextField(), default=list, blank=True
    )
    learns: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    experiments: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    alias: models.TextField[str, str] = models.TextField(default="", blank=True)
    chain_shown: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    shoutouts: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    feedback: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    # Takes part in leagues and boards, under the alias if there is one.
    league: models.BooleanField[bool, bool] = models.BooleanField(default=True, db_default=True)
    # Subscribed to the internal newsletter.
    newsletter: models.BooleanField[bool, bool] = models.BooleanField(
        default=False, db_default=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="preferences_of_tenant"),
            models.CheckConstraint(
                name="preferences_moment",
                condition=(models.Q(digest_weekday__isnull=True) | models.Q(digest_weekday__lte=6))
                & (models.Q(slot_hour__isnull=True) | models.Q(slot_hour__lte=23)),
            ),
        ]

    def __str__(self) -> str:
        return f"preferences of member {self.member_id}"
