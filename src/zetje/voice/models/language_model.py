"""The language model that an organisation may switch on, what it used, and recent answers of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel


class ModelSetup(TenantModel):
    """The language model of an organisation. No row that has not ended: it uses none."""

    # Empty: the one that the installation offers, with the installation's key.
    address: models.TextField[str, str] = models.TextField(default="", blank=True)
    model: models.TextField[str, str] = models.TextField(default="", blank=True)
    # Of an empty text where the model asks for none, and once the setup has ended.
    sealed_key: models.BinaryField[bytes, bytes] = models.BinaryField()
    tokens_per_month: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    # Posts say that a model helped on every network, also where neither law nor network asks.
    marks_every_post: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    set_up_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    set_up_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    # While it fails nobody waits for it: until then it is not asked.
    faults_in_a_row: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    rests_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="model_setup_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(ended_at__isnull=True),
                name="model_set_up_once",
            ),
            models.CheckConstraint(
                name="model_address_is_web",
                condition=models.Q(address="") | models.Q(address__regex=r"^https?://[^\s\\]+$"),
            ),
            models.CheckConstraint(
                name="model_address_has_model",
                condition=models.Q(address="") | ~models.Q(model=""),
            ),
        ]

    def __str__(self) -> str:
        return f"language model from {self.set_up_at:%Y-%m-%d}"


class ModelUse(TenantModel):
    """What an organisation used of its language model in a month: counts, of nobody's asks."""

    month: models.DateField[date, date] = models.DateField()
    asks: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    tokens: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="model_use_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.tokens} tokens in {self.month:%Y-%m}"


class ModelAnswer(TenantModel):
    """What the model answered somebody, kept for a few days so that asking again costs nothing."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    # Of everything that was sent, so that another story, profile or model is another question.
    digest: models.TextField[str, str] = models.TextField()
    answer: models.TextField[str, str] = models.TextField()
    answered_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "digest"], name="model_answer_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "answered_at"], name="model_answers_by_age"),
        ]

    def __str__(self) -> str:
        return f"answer of {self.answered_at:%Y-%m-%d}"
