"""A shout-out for a colleague, who thanked along, and a complaint about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.recognition.models.reports import Report
from zetje.recognition.rules.shoutouts import KINDS, LONGEST


class ShoutoutQuerySet(models.QuerySet["Shoutout"]):
    """Shout-outs by what the person named said to them."""

    def public(self) -> ShoutoutQuerySet:
        """Those that colleagues may see at this moment.

        The person named said yes to this one, still agrees to be named at all, takes part and works
        here; nobody took it back, and nobody reported it. Asked anew at each look, so that what is
        taken back is gone everywhere at once.
        """
        reports = ShoutoutReport.objects.filter(shoutout=models.OuterRef("pk"))
        return self.filter(
            ~models.Exists(reports),
            agreed_at__isnull=False,
            taken_back_at__isnull=True,
            member__left_on__isnull=True,
            member__preferences__shoutouts=True,
            member__memberships__joined_at__isnull=False,
            member__memberships__left_at__isnull=True,
        )

    def with_giver_named(self) -> ShoutoutQuerySet:
        """With `giver_agrees`: whether the giver works here, takes part and agrees to be named."""
        named = Shoutout.objects.filter(
            pk=models.OuterRef("pk"),
            giver__left_on__isnull=True,
            giver__preferences__shoutouts=True,
            giver__memberships__joined_at__isnull=False,
            giver__memberships__left_at__isnull=True,
        )
        return self.annotate(giver_agrees=models.Exists(named))


class Shoutout(TenantModel):
    """Thanks to one colleague, in one language or two; who is named sees it first."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    # Erased givers leave their thanks behind, without their name: no text names who gave it.
    giver: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    giver_id: int | None
    kind: models.TextField[str, str] = models.TextField()
    # What a proposal is about, "tip:<token>"; empty for one by hand.
    subject: models.TextField[str, str] = models.TextField(default="", blank=True)
    text_nl: models.TextField[str, str] = models.TextField(default="", blank=True)
    text_en: models.TextField[str, str] = models.TextField(default="", blank=True)
    given_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    agreed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    declined_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    # The giver thought better of it.
    taken_back_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects = cast("ShoutoutQuerySet", ShoutoutQuerySet.as_manager())

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="shoutout_token"),
            models.UniqueConstraint(
                fields=["organisation", "member", "subject"],
                condition=~models.Q(subject="") & models.Q(taken_back_at__isnull=True),
                name="one_shoutout_of_a_subject",
            ),
            models.CheckConstraint(
                name="shoutout_kind_known", condition=models.Q(kind__in=sorted(KINDS))
            ),
            models.CheckConstraint(
                name="shoutout_says_something",
                condition=models.Q(text_nl__regex=r"\S") | models.Q(text_en__regex=r"\S"),
            ),
            models.CheckConstraint(
                name="shoutout_is_short",
                condition=LessThanOrEqual(Length("text_nl"), LONGEST)
                & LessThanOrEqual(Length("text_en"), LONGEST),
            ),
            models.CheckConstraint(
                name="shoutout_says_one_thing",
                condition=models.Q(agreed_at__isnull=True) | models.Q(declined_at__isnull=True),
            ),
            models.CheckConstraint(
                name="shoutout_for_another",
                condition=models.Q(giver__isnull=True) | ~models.Q(giver=models.F("member")),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "member", "given_at"], name="shoutout_of_member"),
            models.Index(fields=["organisation", "giver", "given_at"], name="shoutout_of_giver"),
            models.Index(
                fields=["organisation", "agreed_at"],
                condition=models.Q(agreed_at__isnull=False, taken_back_at__isnull=True),
                name="shoutout_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"shout-out {self.pk} for member {self.member_id}"


class ShoutoutThanks(TenantModel):
    """A colleague thanked along with a shout-out. Shown as a count of five and more only."""

    shoutout: models.ForeignKey[Shoutout, Shoutout] = models.ForeignKey(
        Shoutout, on_delete=models.CASCADE, related_name="thanks", db_index=False
    )
    shoutout_id: int
    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+"
    )
    member_id: int
    thanked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "shoutout", "member"], name="thanks_once"
            )
        ]

    def __str__(self) -> str:
        return f"thanks along with shout-out {self.shoutout_id}"


class ShoutoutReport(Report):
    """The person named tells the administrator that a shout-out was not right, without its text."""

    shoutout: models.ForeignKey[Shoutout, Shoutout] = models.ForeignKey(
        Shoutout, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    shoutout_id: int

    class Meta(Report.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="shoutout_report_token"),
            models.UniqueConstraint(
                fields=["organisation", "shoutout"], name="one_report_a_shoutout"
            ),
            models.CheckConstraint(
                name="shoutout_report_is_short",
                condition=LessThanOrEqual(Length("note"), LONGEST),
            ),
        ]

    def __str__(self) -> str:
        return f"report of shout-out {self.shoutout_id}"
