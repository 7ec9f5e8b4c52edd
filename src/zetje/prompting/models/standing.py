"""How far sharing has become somebody's own, the weeks kept free of prompts, and their own why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.behaviour.fogg import Suggestion
from zetje.behaviour.phases import Phase
from zetje.lib.tenancy import TenantModel
from zetje.prompting.rules.standing import WHYS

_ISO_WEEKS = models.Q(iso_week__gte=1, iso_week__lte=53)
_A_CHANCE = models.Q(probability__gt=0, probability__lt=1)


class Standing(TenantModel):
    """The phase and the habit strength of a member. Derived: made anew from the event record.

    Shown to nobody but the member.
    """

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    phase: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    habit_strength: models.FloatField[float, float] = models.FloatField()
    # Fogg's kind of prompt for what the person misses, estimated each week; 0 while not known.
    suggestion: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=0
    )
    # The moment for which it holds: both figures follow the weeks that pass.
    counted_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "member"], name="one_standing"),
            models.CheckConstraint(
                name="standing_phase_known",
                condition=models.Q(phase__in=[int(phase) for phase in Phase]),
            ),
            models.CheckConstraint(
                name="standing_suggestion_known",
                condition=models.Q(suggestion__in=[int(kind) for kind in Suggestion]),
            ),
            models.CheckConstraint(
                name="standing_strength_is_a_part",
                condition=models.Q(habit_strength__gte=0, habit_strength__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"standing of member {self.member_id}"


class ProbeDraw(TenantModel):
    """Chance said whether a week of a member is a probe week, free of digest and prompt.

    `probability` is the chance that it would be; `is_free` is what was drawn. The event record
    holds the same for good; this row goes with the member.
    """

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    iso_year: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    iso_week: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    probability: models.FloatField[float, float] = models.FloatField()
    is_free: models.BooleanField[bool, bool] = models.BooleanField()
    drawn_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "iso_year", "iso_week"], name="probe_drawn_once"
            ),
            models.CheckConstraint(name="probe_week_is_iso", condition=_ISO_WEEKS),
            models.CheckConstraint(name="probe_was_a_draw", condition=_A_CHANCE),
        ]

    def __str__(self) -> str:
        return f"draw for {self.iso_year}-W{self.iso_week:02}"


class WhyAnswer(TenantModel):
    """Why a member would share: one of our answers, their own words, or both. Theirs alone."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    answer: models.TextField[str, str] = models.TextField(default="", blank=True)
    own_words: models.TextField[str, str] = models.TextField(default="", blank=True)
    answered_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "member"], name="one_why"),
            models.CheckConstraint(
                name="why_answer_known", condition=models.Q(answer__in=["", *WHYS])
            ),
            models.CheckConstraint(
                name="why_says_something",
                condition=~models.Q(answer="") | ~models.Q(own_words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"why of member {self.member_id}"
