"""What complaints have in common, whatever they are about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token


class Report(TenantModel):
    """A person tells the administrator that something was not right; its text does not go along."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    # What the person says themselves; may be empty.
    note: models.TextField[str, str] = models.TextField(default="", blank=True)
    reported_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    handled_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    handled_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        abstract = True
