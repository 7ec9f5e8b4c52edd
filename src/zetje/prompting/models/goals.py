"""What somebody wants out of sharing for themselves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.prompting.rules.goals import GOALS

if TYPE_CHECKING:
    from zetje.people.models import Member


class Goal(TenantModel):
    """A goal of a member's own, counted from the moment they chose it. Theirs alone."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    kind: models.TextField[str, str] = models.TextField()
    chosen_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "kind"], name="goal_chosen_once"
            ),
            models.CheckConstraint(name="goal_known", condition=models.Q(kind__in=list(GOALS))),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of member {self.member_id}"
