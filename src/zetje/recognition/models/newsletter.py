"""The internal newsletter: how often it is made, its editions with their blocks, and its feeds.

An edition keeps what its editor wrote and the counts of the day it was made. Whom it thanks is not
in it: those words are read anew for each rendering, so that whoever takes a yes back is gone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.recognition.rules.newsletter import KINDS, LANGUAGES, RHYTHMS

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from zetje.people.models import Member


class NewsletterPlan(TenantModel):
    """How often an edition is made by itself; the highest version holds. Without any: never."""

    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    rhythm: models.TextField[str, str] = models.TextField()
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    set_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"], name="newsletter_plan_version"
            ),
            models.CheckConstraint(
                name="newsletter_rhythm_known", condition=Q(rhythm__in=["", *RHYTHMS])
            ),
        ]

    def __str__(self) -> str:
        return f"newsletter plan {self.version}"


class Edition(TenantModel):
    """One newsletter about some days, in both languages; made as a draft, sent by somebody once.

    Attributes:
        starts_on: its first day, and `ends_on` its last one. No two editions share a day, so that
            no count of one can be taken from another's.
        figures: what the frozen weeks of its days told when it was made.
        stories: its stories with how many people shared each, as counted that day.
        left_out: tokens of shout-outs that its editor left out.
    """

    token: models.TextField[str, str] = models.TextField(default=random_token)
    starts_on: models.DateField[date, date] = models.DateField()
    ends_on: models.DateField[date, date] = models.DateField()
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    figures: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    stories: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list
    )
    left_out: ArrayField[list[str], list[str]] = ArrayField(
        cast("models.TextField[str, str]", models.TextField()), default=list, blank=True
    )
    made_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    sent_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    sent_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    blocks: RelatedManager[EditionBlock]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="edition_token"),
            models.UniqueConstraint(fields=["organisation", "starts_on"], name="edition_begins"),
            models.UniqueConstraint(fields=["organisation", "ends_on"], name="edition_ends"),
            models.CheckConstraint(
                name="edition_ends_after_start", condition=Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.starts_on} to {self.ends_on}"


class EditionBlock(TenantModel):
    """One part of an edition: its heading and words in both languages, its place, shown or not."""

    edition: models.ForeignKey[Edition, Edition] = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="blocks", db_index=False
    )
    edition_id: int
    kind: models.TextField[str, str] = models.TextField()
    position: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    is_shown: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    heading_nl: models.TextField[str, str] = models.TextField(default="", blank=True)
    heading_en: models.TextField[str, str] = models.TextField(default="", blank=True)
    text_nl: models.TextField[str, str] = models.TextField(default="", blank=True)
    text_en: models.TextField[str, str] = models.TextField(default="", blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "edition", "kind"], name="one_block_of_a_kind"
            ),
            models.CheckConstraint(name="block_kind_known", condition=Q(kind__in=KINDS)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of edition {self.edition_id}"

    def heading(self, language: str) -> str:
        """The heading in a language."""
        return self.heading_nl if language == "nl" else self.heading_en

    def text(self, language: str) -> str:
        """The words in a language."""
        return self.text_nl if language == "nl" else self.text_en


class NewsletterFeed(TenantModel):
    """A secret address at which an intranet reads the editions, until somebody ends it.

    The address is signed and stands nowhere: who has a copy of the tables cannot read the feed.
    """

    language: models.TextField[str, str] = models.TextField()
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    made_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="newsletter_feed_of"),
            models.UniqueConstraint(
                fields=["organisation", "language"],
                condition=Q(ended_at__isnull=True),
                name="one_open_feed_a_language",
            ),
            models.CheckConstraint(
                name="newsletter_feed_language", condition=Q(language__in=LANGUAGES)
            ),
        ]

    def __str__(self) -> str:
        return f"newsletter feed in {self.language}"
