"""Which teams are helped to share more easily, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel


class Easing(TenantModel):
    """A team whose people get facilitators, which make sharing easier, in place of other kinds.

    Whoever is known to miss something else still gets what helps them.
    """

    team: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Team", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    team_id: int
    begins_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # When it ends: as planned, or earlier where somebody ended it.
    ends_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "team", "begins_at"], name="easing_begins_once"
            ),
            models.CheckConstraint(
                name="easing_ends_after_it_begins",
                condition=models.Q(ends_at__gte=models.F("begins_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"easing of team {self.team_id}"
