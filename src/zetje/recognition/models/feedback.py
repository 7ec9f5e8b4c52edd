"""A person's ask for an expert's word on one post of theirs, the word, and a complaint about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.recognition.models.reports import Report
from zetje.recognition.rules.feedback import LONGEST, OPENINGS

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.sharing.models import Share


class FeedbackRequestQuerySet(models.QuerySet["FeedbackRequest"]):
    """Asks by what became of them."""

    def living(self) -> FeedbackRequestQuerySet:
        """Those that were not taken back, of posts that still stand in the person's own words."""
        return self.filter(
            taken_back_at__isnull=True,
            share__undone_at__isnull=True,
            share__confirmed_at__isnull=False,
            share__own_words=True,
        )

    def wanted(self) -> FeedbackRequestQuerySet:
        """Those that somebody asked by hand, or by a standing wish that still stands."""
        return self.filter(Q(by_wish=False) | Q(member__preferences__feedback=True))

    def unanswered(self) -> FeedbackRequestQuerySet:
        """Those that nobody wrote a word on."""
        return self.exclude(Exists(Feedback.objects.filter(request=OuterRef("pk"))))


class FeedbackRequest(TenantModel):
    """One person asks for an expert's word on one post of theirs, until they take it back."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    share: models.ForeignKey[Share, Share] = models.ForeignKey(
        "sharing.Share", on_delete=models.CASCADE, related_name="+"
    )
    share_id: int
    # Made by the standing wish: it goes when the wish goes.
    by_wish: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    asked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    taken_back_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects = cast("FeedbackRequestQuerySet", FeedbackRequestQuerySet.as_manager())

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "token"], name="feedback_request_token"
            ),
            models.UniqueConstraint(
                fields=["organisation", "share"],
                condition=Q(taken_back_at__isnull=True),
                name="one_ask_of_a_share",
            ),
            models.CheckConstraint(
                name="ask_taken_back_after_it",
                condition=Q(taken_back_at__isnull=True)
                | Q(taken_back_at__gte=models.F("asked_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "member", "asked_at"], name="ask_of_member"),
        ]

    def __str__(self) -> str:
        return f"ask of member {self.member_id} on share {self.share_id}"


class Feedback(TenantModel):
    """An expert's word on the post that somebody asked about. There is one for an ask.

    It is the person's: it goes with them. The expert's name goes with the expert.
    """

    token: models.TextField[str, str] = models.TextField(default=random_token)
    request: models.ForeignKey[FeedbackRequest, FeedbackRequest] = models.ForeignKey(
        FeedbackRequest, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    request_id: int
    expert: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    expert_id: int | None
    # Which of the three it began with; empty for words of the expert's own.
    opening: models.TextField[str, str] = models.TextField(default="", blank=True)
    text: models.TextField[str, str] = models.TextField()
    given_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # The message of the outbox that told the person of it, so that none tells of it twice.
    told_by: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    seen_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    thanked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects: models.Manager[Feedback] = models.Manager()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="feedback_token"),
            models.UniqueConstraint(fields=["organisation", "request"], name="one_word_on_an_ask"),
            models.CheckConstraint(
                name="feedback_opening_known", condition=Q(opening__in=["", *OPENINGS])
            ),
            models.CheckConstraint(
                name="feedback_says_something",
                condition=Q(text__regex=r"\S") & Q(LessThanOrEqual(Length("text"), LONGEST)),
            ),
            models.CheckConstraint(
                name="thanked_for_what_was_seen",
                condition=Q(thanked_at__isnull=True) | Q(seen_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "expert", "given_at"], name="word_of_expert"),
        ]

    def __str__(self) -> str:
        return f"word on ask {self.request_id}"


class FeedbackReport(Report):
    """A person tells the administrator that a word was not right; its text does not go along."""

    feedback: models.ForeignKey[Feedback, Feedback] = models.ForeignKey(
        Feedback, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    feedback_id: int

    class Meta(Report.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="feedback_report_token"),
            models.UniqueConstraint(fields=["organisation", "feedback"], name="one_report_a_word"),
            models.CheckConstraint(
                name="report_note_is_short", condition=LessThanOrEqual(Length("note"), LONGEST)
            ),
        ]

    def __str__(self) -> str:
        return f"report of word {self.feedback_id}"
