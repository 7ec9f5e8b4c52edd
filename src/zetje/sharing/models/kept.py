"""Own words that a member keeps for later."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from zetje.lib.tenancy import TenantModel

if TYPE_CHECKING:
    from zetje.people.models import Member


class KeptText(TenantModel):
    """What a member wrote about a story and did not post yet. It goes when they post or let go."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.CASCADE, related_name="+"
    )
    story_id: int
    network: models.TextField[str, str] = models.TextField()
    text: models.TextField[str, str] = models.TextField()
    kept_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "story"], name="kept_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"words that member {self.member_id} keeps for story {self.story_id}"
