"""What to do next: the steps of each week, who took one up or back, and what came of it.

Nothing here is ever changed; erasing a person takes their name away.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from zetje.insights.rules.next_steps import Rule, Verdict
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from zetje.people.models import Member


class NextStep(TenantModel):
    """One step that a rule proposed from the figures of a frozen week.

    Attributes:
        week: as `behaviour.weeks` numbers them.
        place: which of the week's steps it is, from 1 on.
        rule: one of `rules.next_steps.Rule`.
        key: whom it is about, as `rules.next_steps.Part` calls it; "" for everybody.
        names: what they are called.
        gain: what is expected of it, in `unit`, with the interval `lower` to `upper`.
        evidence: the figures that the rule read.
    """

    token: models.TextField[str, str] = models.TextField(default=random_token)
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    place: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    rule: models.TextField[str, str] = models.TextField()
    key: models.TextField[str, str] = models.TextField(default="", blank=True)
    names: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    gain: models.FloatField[float | None, float | None] = models.FloatField(null=True)
    lower: models.FloatField[float | None, float | None] = models.FloatField(null=True)
    upper: models.FloatField[float | None, float | None] = models.FloatField(null=True)
    unit: models.TextField[str, str] = models.TextField(default="", blank=True)
    evidence: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    acts: RelatedManager[StepAct]
    outcomes: RelatedManager[StepOutcome]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week", "place"], name="step_place_once"
            ),
            models.UniqueConstraint(fields=["organisation", "token"], name="step_token_once"),
            models.CheckConstraint(
                name="step_rule_known", condition=models.Q(rule__in=[str(one) for one in Rule])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} of week {self.week}"


class StepAct(TenantModel):
    """Somebody took a step up, or took that back.

    Attributes:
        number: the first, second, … act of its step.
        is_taken: whether it was taken up; False for taken back.
        week: the newest frozen week at that moment.
        details: what was done, as far as taking it back needs to know.
    """

    step: models.ForeignKey[NextStep, NextStep] = models.ForeignKey(
        NextStep, on_delete=models.CASCADE, related_name="acts", db_index=False
    )
    step_id: int
    number: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    is_taken: models.BooleanField[bool, bool] = models.BooleanField()
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    details: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    by_id: int | None

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "step", "number"], name="step_act_number"
            ),
        ]

    def __str__(self) -> str:
        return f"act {self.number} of step {self.step_id}"


class StepOutcome(TenantModel):
    """What came of a step that was taken up, a quarter later.

    Attributes:
        week: the frozen week whose figures it was read from.
        verdict: one of `rules.next_steps.Verdict`.
        details: the figures before and after, and the change with its interval.
    """

    step: models.ForeignKey[NextStep, NextStep] = models.ForeignKey(
        NextStep, on_delete=models.CASCADE, related_name="outcomes", db_index=False
    )
    step_id: int
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    verdict: models.TextField[str, str] = models.TextField()
    details: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "step"], name="step_outcome_once"),
            models.CheckConstraint(
                name="step_verdict_known",
                condition=models.Q(verdict__in=[str(one) for one in Verdict]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} of step {self.step_id}"
