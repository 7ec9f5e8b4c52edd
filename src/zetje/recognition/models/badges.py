"""The badges that members hold, and the address of those that they show to the world."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from zetje.lib.tenancy import TenantModel
from zetje.recognition.rules.badges import BADGES

if TYPE_CHECKING:
    from zetje.people.models import Member


class MemberBadge(TenantModel):
    """One badge of one member. Derived: `award_badges` makes every row from what they did.

    Shown to nobody but the member, unless they gave it an address; that they did is not derived.
    """

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    kind: models.TextField[str, str] = models.TextField()
    # When what it is for was done.
    earned_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # What it was for was taken back.
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    # Random; a new one each time that it is shown, so that an address that was taken back is dead.
    address: models.TextField[str, str] = models.TextField(default="", blank=True)
    shown_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "kind"], name="badge_held_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=~Q(address=""),
                name="badge_address_once",
            ),
            models.CheckConstraint(name="badge_known", condition=Q(kind__in=list(BADGES))),
            models.CheckConstraint(
                name="badge_shown_at_an_address",
                condition=Q(address="", shown_at__isnull=True)
                | (~Q(address="") & Q(shown_at__isnull=False, revoked_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of member {self.member_id}"
