"""Stories, who they are for, their wordings, and what was done with them by whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zetje.content.models.campaigns import Campaign
from zetje.content.models.pictures import Picture
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LANGUAGES = ["nl", "en"]
# The four phases of the change model; somebody verified counts as consolidated.
PHASES = ["information", "application", "confirmation", "consolidation"]


class Kind(models.TextChoices):
    """What a story is."""

    NEWS = "news"
    VACANCY = "vacancy"
    EVENT = "event"
    SUCCESS_STORY = "success_story"
    EXPERT_EXAMPLE = "expert_example"


class Tone(models.TextChoices):
    """How a variant speaks."""

    PLAIN = "plain"
    WARM = "warm"


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories by the state they are in on a day of the organisation."""

    def of(self, organisation_id: int) -> StoryQuerySet:
        """Stories of one organisation."""
        return self.filter(organisation_id=organisation_id)

    def on_offer(self) -> StoryQuerySet:
        """Stories that were put live and not taken back or put away, whatever their days."""
        return self.filter(
            published_at__isnull=False, withdrawn_at__isnull=True, archived_at__isnull=True
        )

    def live(self, on: date) -> StoryQuerySet:
        """Stories that people may be offered on a day."""
        runs = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on)
        return self.on_offer().filter(runs, starts_on__lte=on)


class Story(TenantModel):
    """What an editor offers colleagues to share."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    kind: models.TextField[str, str] = models.TextField(choices=Kind.choices, default=Kind.NEWS)
    title: models.TextField[str, str] = models.TextField()
    summary: models.TextField[str, str] = models.TextField(default="", blank=True)
    # Empty: the story has no address of its own and is read on its public page.
    url: models.TextField[str, str] = models.TextField(default="", blank=True)
    language: models.TextField[str, str] = models.TextField(default="nl")
    picture: models.ForeignKey[Picture | None, Picture | None] = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    picture_id: int | None
    picture_alt: models.TextField[str, str] = models.TextField(default="", blank=True)
    topic: models.TextField[str, str] = models.TextField(default="", blank=True)
    # Empty: for every language, or for every team.
    languages: ArrayField[list[str], list[str]] = ArrayField(
        cast("models.TextField[str, str]", models.TextField()), default=list, blank=True
    )
    teams: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "people.Team", through="content.StoryTeam", related_name="+"
    )
    # Empty: for every phase. Whom that reaches is never counted or shown.
    phases: ArrayField[list[str], list[str]] = ArrayField(
        cast("models.TextField[str, str]", models.TextField()), default=list, blank=True
    )
    # For nobody but who asked for its topic.
    is_for_topic_only: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    campaign: models.ForeignKey[Campaign | None, Campaign | None] = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, related_name="stories"
    )
    campaign_id: int | None
    starts_on: models.DateField[date, date] = models.DateField()
    ends_on: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # Set while somebody has to read it before it goes live.
    submitted_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    published_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    corrected_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    withdrawn_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    archived_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    pinned_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    variants: RelatedManager[Variant]
    audience: RelatedManager[StoryTeam]
    events: RelatedManager[StoryEvent]

    objects = cast("StoryQuerySet", StoryQuerySet.as_manager())

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="story_token_once"),
            models.CheckConstraint(name="story_has_title", condition=~models.Q(title="")),
            models.CheckConstraint(
                name="story_kind_known", condition=models.Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="story_language_known",
                condition=models.Q(language__in=LANGUAGES)
                & models.Q(languages__contained_by=LANGUAGES),
            ),
            models.CheckConstraint(
                name="story_ends_after_start",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="story_picture_is_described",
                condition=models.Q(picture__isnull=True) | ~models.Q(picture_alt=""),
            ),
            models.CheckConstraint(
                name="story_address_is_web",
                condition=models.Q(url="") | models.Q(url__regex=r"^https?://[^\s\\]+$"),
            ),
            models.CheckConstraint(
                name="story_live_before_corrected_or_withdrawn",
                condition=models.Q(published_at__isnull=False)
                | models.Q(corrected_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="story_live_before_archived",
                condition=models.Q(archived_at__isnull=True) | models.Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="story_reviewed_before_live",
                condition=models.Q(submitted_at__isnull=True) | models.Q(published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="story_phases_known", condition=models.Q(phases__contained_by=PHASES)
            ),
            models.CheckConstraint(
                name="story_for_topic_has_topic",
                condition=models.Q(is_for_topic_only=False) | ~models.Q(topic=""),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "published_at"], name="story_by_publication"),
            models.Index(fields=["organisation", "url"], name="story_by_address"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether it was never put live."""
        return self.published_at is None


class StoryTeam(TenantModel):
    """A story is for a team; a story without any is for everyone."""

    story: models.ForeignKey[Story, Story] = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="audience"
    )
    story_id: int
    team: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Team", on_delete=models.CASCADE, related_name="+"
    )
    team_id: int

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "story", "team"], name="story_team_once"
            )
        ]

    def __str__(self) -> str:
        return f"story {self.story_id} for team {self.team_id}"


class StoryEventKind(models.TextChoices):
    """What can be done with a story."""

    DRAFTED = "drafted"
    EDITED = "edited"
    FILED = "filed"
    SUBMITTED = "submitted"
    COMMENTED = "commented"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    ARCHIVED = "archived"
    BROUGHT_BACK = "brought_back"


class StoryEvent(TenantModel):
    """What was done with a story, by whom and when."""

    story: models.ForeignKey[Story, Story] = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="events"
    )
    story_id: int
    kind: models.TextField[str, str] = models.TextField(choices=StoryEventKind.choices)
    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    note: models.TextField[str, str] = models.TextField(default="", blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "story", "id"], name="event_of_story"),
            models.CheckConstraint(
                name="story_event_kind_known",
                condition=models.Q(kind__in=StoryEventKind.values),
            ),
        ]

    def __str__(self) -> str:
        return f"story {self.story_id} {self.kind}"


class Variant(TenantModel):
    """One wording of a story, for a network (empty: for any), in a language and a tone."""

    story: models.ForeignKey[Story, Story] = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="variants"
    )
    story_id: int
    network: models.TextField[str, str] = models.TextField(default="", blank=True)
    language: models.TextField[str, str] = models.TextField()
    tone: models.TextField[str, str] = models.TextField(choices=Tone.choices, default=Tone.PLAIN)
    text: models.TextField[str, str] = models.TextField()
    # Drafted by us from the title and the summary; no editor has read it yet.
    is_drafted: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "story", "network", "language", "tone"],
                name="variant_once",
            ),
            models.CheckConstraint(name="variant_has_text", condition=~models.Q(text="")),
            models.CheckConstraint(
                name="variant_language_and_tone_known",
                condition=models.Q(language__in=LANGUAGES) & models.Q(tone__in=Tone.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network or 'any'} {self.language} {self.tone} of story {self.story_id}"
