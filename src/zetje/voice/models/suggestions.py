"""What somebody did with a suggestion: it teaches which kinds come first. It goes with them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from zetje.lib.tenancy import TenantModel

if TYPE_CHECKING:
    from zetje.people.models import Member


class Outcome(models.TextChoices):
    """What can become of a suggestion."""

    TAKEN = "taken"
    EDITED = "edited"
    DISCARDED = "discarded"


class SuggestionNote(TenantModel):
    """One suggestion of a kind, for one story, was taken, edited or thrown away."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.CASCADE, related_name="+"
    )
    story_id: int
    key: models.TextField[str, str] = models.TextField()
    method: models.TextField[str, str] = models.TextField(default="rules")
    outcome: models.TextField[str, str] = models.TextField(choices=Outcome.choices)
    noted_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            # The last thing done with it counts.
            models.UniqueConstraint(
                fields=["organisation", "member", "story", "key"], name="suggestion_note_once"
            ),
            models.CheckConstraint(
                name="suggestion_outcome_known", condition=models.Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="suggestion_method_known", condition=models.Q(method__in=["rules", "model"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of {self.key} by member {self.member_id}"
