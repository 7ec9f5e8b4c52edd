"""Feeds that are read every hour, and what was found in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import models

from zetje.content.models.stories import LANGUAGES, Story
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


MOST_WAITING: Final = 10


class Feed(TenantModel):
    """A feed an organisation reads, with how its last reading went."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    address: models.TextField[str, str] = models.TextField()
    name: models.TextField[str, str] = models.TextField(default="", blank=True)
    added_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    stopped_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    read_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    # Why the last reading failed, as a code; empty when it went well.
    fault: models.TextField[str, str] = models.TextField(default="", blank=True)
    faults_in_a_row: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    retry_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    etag: models.TextField[str, str] = models.TextField(default="", blank=True)
    last_modified: models.TextField[str, str] = models.TextField(default="", blank=True)
    # How many of its items may wait at once; the oldest make room for newer ones.
    most_waiting: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(
        default=MOST_WAITING
    )
    # Empty: what it brings in any language is offered.
    only_language: models.TextField[str, str] = models.TextField(default="", blank=True)

    items: RelatedManager[FeedItem]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="feed_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=models.Q(stopped_at__isnull=True),
                name="feed_address_once",
            ),
            models.CheckConstraint(
                name="feed_address_is_web",
                condition=models.Q(address__regex=r"^https?://[^\s\\]+$"),
            ),
            models.CheckConstraint(
                name="feed_cap_bounded",
                condition=models.Q(most_waiting__gte=1, most_waiting__lte=100),
            ),
            models.CheckConstraint(
                name="feed_language_known",
                condition=models.Q(only_language__in=["", *LANGUAGES]),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address


class FeedItem(TenantModel):
    """Something a feed offered: waiting in the inbox until it is taken or passed."""

    feed: models.ForeignKey[Feed, Feed] = models.ForeignKey(
        Feed, on_delete=models.CASCADE, related_name="items"
    )
    feed_id: int
    token: models.TextField[str, str] = models.TextField(default=random_token)
    guid: models.TextField[str, str] = models.TextField()
    address: models.TextField[str, str] = models.TextField(default="", blank=True)
    title: models.TextField[str, str] = models.TextField()
    summary: models.TextField[str, str] = models.TextField(default="", blank=True)
    picture_address: models.TextField[str, str] = models.TextField(default="", blank=True)
    picture_alt: models.TextField[str, str] = models.TextField(default="", blank=True)
    language: models.TextField[str, str] = models.TextField(default="", blank=True)
    published_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    found_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    taken_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    passed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    later_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    decided_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    story: models.ForeignKey[Story | None, Story | None] = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    story_id: int | None
    # The item of another feed that tells the same: this one stands behind it.
    same_as: models.ForeignKey[FeedItem | None, FeedItem | None] = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="told_again"
    )
    same_as_id: int | None

    told_again: RelatedManager[FeedItem]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="feed_item_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "feed", "guid"], name="feed_item_guid_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=~models.Q(address=""),
                name="feed_item_address_once",
            ),
            models.CheckConstraint(
                name="feed_item_taken_or_passed",
                condition=models.Q(taken_at__isnull=True) | models.Q(passed_at__isnull=True),
            ),
            models.CheckConstraint(name="feed_item_has_title", condition=~models.Q(title="")),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "-id"],
                condition=models.Q(taken_at__isnull=True, passed_at__isnull=True),
                name="feed_inbox",
            )
        ]

    def __str__(self) -> str:
        return self.title
