"""Which games and which ways of thanking an organisation has on."""

from __future__ import annotations

from django.db import models

from zetje.lib.tenancy import TenantModel


class RecognitionSettings(TenantModel):
    """One row an organisation, once somebody changed something; without it everything is on."""

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
            models.UniqueConstraint(fields=["organisation"], name="recognition_settings_once")
        ]

    def __str__(self) -> str:
        return f"what is on at organisation {self.organisation_id}"
