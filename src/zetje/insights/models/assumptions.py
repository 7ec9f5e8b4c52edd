"""What an organisation assumes to put a value on readers and time; the highest version holds."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from zetje.lib.tenancy import TenantModel


class Assumptions(TenantModel):
    """Assumptions from a moment on, until others are made. Who made them is in the audit.

    Attributes:
        click_cents: what one reader is worth, in cents of a euro; None for not assumed, as all.
        views_per_post: how many people see a post without opening it.
        thousand_views_cents: what a thousand such views are worth.
        minutes_per_post: what a post would cost its author without Zetje.
        source: where these come from, in the words of who made them.
    """

    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    click_cents: models.PositiveIntegerField[int | None, int | None] = models.PositiveIntegerField(
        null=True
    )
    views_per_post: models.PositiveIntegerField[int | None, int | None] = (
        models.PositiveIntegerField(null=True)
    )
    thousand_views_cents: models.PositiveIntegerField[int | None, int | None] = (
        models.PositiveIntegerField(null=True)
    )
    minutes_per_post: models.PositiveIntegerField[int | None, int | None] = (
        models.PositiveIntegerField(null=True)
    )
    source: models.TextField[str, str] = models.TextField()
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="assumptions_version"),
            models.CheckConstraint(
                name="assumptions_have_a_source", condition=~models.Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"assumptions {self.version}"
