"""Which games and which ways of thanking an organisation has on."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from zetje.lib.tenancy import TenantModel


class RecognitionSettings(TenantModel):
    """What was on from a moment on; the highest version holds. Without any everything is on."""

    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    points: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    leagues: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    team_boards: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    challenges: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    badges: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    shoutouts: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    newsletter: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    rewards: models.BooleanField[bool, bool] = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"], name="recognition_settings_version"
            )
        ]

    def __str__(self) -> str:
        return f"recognition settings {self.version}"
