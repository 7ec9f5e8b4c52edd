"""Who asked for the report of each month by mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from zetje.lib.tenancy import TenantModel

if TYPE_CHECKING:
    from zetje.people.models import Member


class ReportWish(TenantModel):
    """That somebody wants the report of each month by mail, from when, and until when."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    asked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="report_wish_of"),
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=Q(ended_at__isnull=True),
                name="one_report_wish_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"report wish of member {self.member_id}"
