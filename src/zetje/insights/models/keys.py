"""Keys by which other programs read the figures of one organisation."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from zetje.people.models import Member


class ApiKey(TenantModel):
    """A key that an administrator made for a program. What it is was shown once; a hash is kept.

    Attributes:
        token: names it on its page; worth nothing as a key.
        name: what it is for, in the words of who made it.
        made_by: a key reads no more than who made it may, so it ends with their role.
        used_on: the last day it was used.
        ended_at: when somebody took it away.
    """

    token: models.TextField[str, str] = models.TextField(unique=True, default=random_token)
    name: models.TextField[str, str] = models.TextField()
    secret_hash: models.BinaryField[bytes, bytes] = models.BinaryField(unique=True)
    made_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    made_by_id: int | None
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    used_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="api_key_of"),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(ended_at__isnull=True),
                name="one_api_key_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"API key {self.pk}"
