"""An organisation's own ways to say a prompt, each checked before it was kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.prompting.rules.arms import FAMILIES, LANGUAGES, Wording

if TYPE_CHECKING:
    from zetje.people.models import Member


class OwnWordingQuerySet(models.QuerySet["OwnWording"]):
    """Own wordings by whether they are still drawn."""

    def living(self) -> OwnWordingQuerySet:
        """Those that were not retired."""
        return self.filter(retired_at__isnull=True)


class OwnWording(TenantModel):
    """One way to say a kind of prompt. It is never changed: what was sent stays as it was."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    arm: models.TextField[str, str] = models.TextField()
    language: models.TextField[str, str] = models.TextField()
    subject: models.TextField[str, str] = models.TextField()
    lead: models.TextField[str, str] = models.TextField()
    # Empty: a chat says what the mail says.
    title: models.TextField[str, str] = models.TextField(default="", blank=True)
    text: models.TextField[str, str] = models.TextField(default="", blank=True)
    written_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    written_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    retired_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    retired_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = cast("OwnWordingQuerySet", OwnWordingQuerySet.as_manager())

    class Meta(TenantModel.Meta):
        constraints: list[Any] = [
            models.UniqueConstraint(fields=["organisation", "token"], name="wording_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "arm", "language", "subject", "lead"],
                condition=models.Q(retired_at__isnull=True),
                name="wording_said_once",
            ),
            models.CheckConstraint(
                name="wording_of_a_kind",
                condition=models.Q(arm__in=[family.key for family in FAMILIES]),
            ),
            models.CheckConstraint(
                name="wording_language_known", condition=models.Q(language__in=LANGUAGES)
            ),
            models.CheckConstraint(
                name="wording_says_something",
                condition=models.Q(subject__regex=r"\S") & models.Q(lead__regex=r"\S"),
            ),
            models.CheckConstraint(
                name="wording_retired_after_written",
                condition=models.Q(retired_at__isnull=True)
                | models.Q(retired_at__gte=models.F("written_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"wording of {self.arm} in {self.language}"

    @property
    def key(self) -> str:
        """Its name in the log of decisions."""
        return f"own.{self.token}"

    @property
    def wording(self) -> Wording:
        """The words as the renderer takes them."""
        return Wording(
            key=self.key,
            arm=self.arm,
            language=self.language,
            subject=self.subject,
            lead=self.lead,
            title=self.title,
            text=self.text,
        )
