"""Pictures as they were re-made by us. They stand in the database: they follow its tenant rules,
its backups and its erasures, and any number of machines sees the same ones.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token


class Picture(TenantModel):
    """One picture, freshly encoded and without anything but its pixels."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    content: models.BinaryField[bytes, bytes] = models.BinaryField()
    content_type: models.TextField[str, str] = models.TextField()
    width: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    height: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    digest: models.TextField[str, str] = models.TextField()
    # What it shows, for who cannot see it. Empty: nobody described it yet, so nobody may reuse it.
    description: models.TextField[str, str] = models.TextField(default="", blank=True)
    # Whose it is, where somebody asked to be named.
    credit: models.TextField[str, str] = models.TextField(default="", blank=True)
    added_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # Nobody: it came with a page or a feed.
    added_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="picture_token_once"),
            models.UniqueConstraint(fields=["organisation", "digest"], name="picture_once"),
            models.CheckConstraint(
                name="picture_kind_known",
                condition=models.Q(content_type__in=["image/jpeg", "image/png"]),
            ),
            models.CheckConstraint(
                name="picture_size_bounded",
                condition=models.Q(
                    width__gte=1, width__lte=2_000, height__gte=1, height__lte=2_000
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.description or f"picture {self.pk}"
