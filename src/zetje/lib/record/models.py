"""The event record's one table."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from zetje.lib.tenancy import TenantModel


class Event(TenantModel):
    """Something that happened. Never changed, never removed.

    A person stands here only as a random key; erasing the person destroys what ties the key to a
    name. The record stays whole, so that every figure can be rebuilt from it and comes out equal.
    """

    kind: models.TextField[str, str] = models.TextField()
    person_key: models.UUIDField[UUID | None, UUID | None] = models.UUIDField(null=True)
    subject: models.TextField[str, str] = models.TextField(default="")
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    source: models.TextField[str, str] = models.TextField()
    details: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "kind", "id"], name="event_by_kind"),
            models.Index(fields=["organisation", "person_key"], name="event_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_source_known",
                condition=models.Q(source__in=["person", "seen", "network", "system"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
