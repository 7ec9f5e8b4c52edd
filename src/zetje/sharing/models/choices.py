"""What members chose for stories, the shares that came of it, and what that adds up to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.sharing.rules.choosing import SKIP_REASONS

if TYPE_CHECKING:
    from zetje.people.models import Member


class ChoiceKind(models.TextChoices):
    """What a member can choose for a story."""

    COPY = "copy"
    ADAPT = "adapt"
    SKIP = "skip"
    REMIND = "remind"


class ChoiceQuerySet(models.QuerySet["Choice"]):
    """Choices by who made them and whether they still hold."""

    def living(self) -> ChoiceQuerySet:
        """Those that were not undone or replaced."""
        return self.filter(undone_at__isnull=True)


class Choice(TenantModel):
    """What one member chose for one story. A member has one living choice for a story."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+"
    )
    member_id: int
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.CASCADE, related_name="+"
    )
    story_id: int
    kind: models.TextField[str, str] = models.TextField(choices=ChoiceKind.choices)
    network: models.TextField[str, str] = models.TextField(default="", blank=True)
    reason: models.TextField[str, str] = models.TextField(default="", blank=True)
    chosen_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    undone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    remind_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    reminded_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects = cast("ChoiceQuerySet", ChoiceQuerySet.as_manager())

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="choice_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "member", "story"],
                condition=models.Q(undone_at__isnull=True),
                name="one_living_choice",
            ),
            models.CheckConstraint(
                name="choice_kind_known", condition=models.Q(kind__in=ChoiceKind.values)
            ),
            models.CheckConstraint(
                name="choice_reason_of_a_skip",
                condition=models.Q(reason="")
                | models.Q(kind=ChoiceKind.SKIP, reason__in=list(SKIP_REASONS)),
            ),
            models.CheckConstraint(
                name="choice_moment_of_a_reminder",
                condition=models.Q(kind=ChoiceKind.REMIND, remind_at__isnull=False)
                | (~models.Q(kind=ChoiceKind.REMIND) & models.Q(remind_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "story"], name="choice_of_story"),
            models.Index(fields=["organisation", "member", "chosen_at"], name="choice_of_member"),
            models.Index(
                fields=["organisation", "remind_at"],
                condition=models.Q(
                    kind=ChoiceKind.REMIND, undone_at__isnull=True, reminded_at__isnull=True
                ),
                name="choice_to_remind_of",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of story {self.story_id} by member {self.member_id}"

    @property
    def is_living(self) -> bool:
        """Whether it was not undone or replaced."""
        return self.undone_at is None


class ShareQuerySet(models.QuerySet["Share"]):
    """Shares by what became of them."""

    def living(self) -> ShareQuerySet:
        """Those that were not denied or undone."""
        return self.filter(undone_at__isnull=True)

    def confirmed(self) -> ShareQuerySet:
        """Those of which the member said: I posted it."""
        return self.living().filter(confirmed_at__isnull=False)


class Share(TenantModel):
    """The act of posting a story on a network: started by us, confirmed by the member.

    Without a story it is an idea of the member's own, in their own words.
    """

    token: models.TextField[str, str] = models.TextField(default=random_token)
    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+"
    )
    member_id: int
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.CASCADE, null=True, related_name="+"
    )
    story_id: int | None
    network: models.TextField[str, str] = models.TextField()
    text: models.TextField[str, str] = models.TextField()
    own_words: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    link: models.ForeignKey[Any, Any] = models.ForeignKey(
        "sharing.Link", on_delete=models.SET_NULL, null=True, related_name="shares"
    )
    link_id: int | None
    # Which wording it is, for the sameness guard: equal texts have one number.
    wording: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    started_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    confirmed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    undone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects = cast("ShareQuerySet", ShareQuerySet.as_manager())

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="share_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "member", "story", "network"],
                condition=models.Q(undone_at__isnull=True),
                name="one_living_share",
            ),
            models.CheckConstraint(
                name="idea_in_own_words",
                condition=models.Q(story__isnull=False) | models.Q(own_words=True),
            ),
            models.CheckConstraint(
                name="share_confirmed_after_start",
                condition=models.Q(confirmed_at__isnull=True)
                | models.Q(confirmed_at__gte=models.F("started_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "story"], name="share_of_story"),
            models.Index(fields=["organisation", "member", "started_at"], name="share_of_member"),
            models.Index(
                fields=["organisation", "confirmed_at"],
                condition=models.Q(confirmed_at__isnull=False, undone_at__isnull=True),
                name="share_confirmed",
            ),
            models.Index(
                fields=["organisation", "network", "wording", "started_at"],
                condition=models.Q(undone_at__isnull=True),
                name="share_of_wording",
            ),
        ]

    def __str__(self) -> str:
        what = f"story {self.story_id}" if self.story_id is not None else "an idea"
        return f"share of {what} on {self.network} by member {self.member_id}"

    @property
    def of_story(self) -> int:
        """The key of its story, of which it must have one.

        Raises:
            ValueError: it is of an idea of the member's own.
        """
        if self.story_id is None:
            raise ValueError(f"{self} has no story")
        return self.story_id

    @property
    def is_living(self) -> bool:
        """Whether it was not denied or undone."""
        return self.undone_at is None

    @property
    def is_confirmed(self) -> bool:
        """Whether the member said that it was posted, and did not take that back."""
        return self.is_living and self.confirmed_at is not None


class WordingNumber(TenantModel):
    """One number of the sketch of a wording: wordings that are alike share some.

    A table and not an array on the share: under row security the database may not search an array's
    index before it has checked the tenant of every row, but it may compare numbers.
    """

    wording: models.BigIntegerField[int, int] = models.BigIntegerField()
    number: models.BigIntegerField[int, int] = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number", "wording"], name="wording_number_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "wording"], name="numbers_of_wording")]

    def __str__(self) -> str:
        return f"{self.number} of wording {self.wording}"


class StoryCount(TenantModel):
    """How often something happened to a story. Made from the event record, and again if need be."""

    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.CASCADE, related_name="+"
    )
    story_id: int
    # What is counted: "chosen:skip", "reason:time", "started:x", "shared:x", "own_words:x".
    what: models.TextField[str, str] = models.TextField()
    count: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "story", "what"], name="story_count_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.what} of story {self.story_id}"
