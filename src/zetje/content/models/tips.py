"""What colleagues suggest to make a story of, and who would share it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from zetje.content.models.stories import Story
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class TipOrigin(models.TextChoices):
    """Where a tip was given."""

    PAGE = "page"
    MAIL = "mail"
    SLACK = "slack"
    TEAMS = "teams"


class Tip(TenantModel):
    """Something a colleague suggests: waiting in the inbox until it is taken or passed."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    title: models.TextField[str, str] = models.TextField()
    text: models.TextField[str, str] = models.TextField(default="", blank=True)
    address: models.TextField[str, str] = models.TextField(default="", blank=True)
    language: models.TextField[str, str] = models.TextField(default="", blank=True)
    origin: models.TextField[str, str] = models.TextField(choices=TipOrigin.choices)
    # What a mail or a chat calls it, so that the same one told twice is one tip.
    origin_key: models.TextField[str, str] = models.TextField(default="", blank=True)
    # The words are those of another colleague, who has not been asked.
    is_quoted: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    # Whether the tipper's name may stand with the story.
    may_name: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    given_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # None: a mail under somebody's name, until they say that it is theirs.
    confirmed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    later_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    taken_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    passed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    decided_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    story: models.ForeignKey[Story | None, Story | None] = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    story_id: int | None

    backers: RelatedManager[TipBacker]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="tip_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "member", "origin", "origin_key"],
                condition=~models.Q(origin_key=""),
                name="tip_told_once",
            ),
            models.CheckConstraint(name="tip_has_title", condition=~models.Q(title="")),
            models.CheckConstraint(
                name="tip_origin_known", condition=models.Q(origin__in=TipOrigin.values)
            ),
            models.CheckConstraint(
                name="tip_address_is_web",
                condition=models.Q(address="") | models.Q(address__regex=r"^https?://[^\s\\]+$"),
            ),
            models.CheckConstraint(
                name="tip_taken_or_passed",
                condition=models.Q(taken_at__isnull=True) | models.Q(passed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="tip_decided_once_confirmed",
                condition=models.Q(confirmed_at__isnull=False)
                | models.Q(taken_at__isnull=True, passed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "member", "-id"], name="tip_of_member"),
            models.Index(
                fields=["organisation", "-id"],
                condition=models.Q(
                    taken_at__isnull=True, passed_at__isnull=True, confirmed_at__isnull=False
                ),
                name="tip_inbox",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TipBacker(TenantModel):
    """A colleague said: I would share that."""

    tip: models.ForeignKey[Tip, Tip] = models.ForeignKey(
        Tip, on_delete=models.CASCADE, related_name="backers", db_index=False
    )
    tip_id: int
    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+"
    )
    member_id: int
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "tip", "member"], name="tip_backer_once"
            )
        ]

    def __str__(self) -> str:
        return f"backer {self.pk} of tip {self.tip_id}"
