"""A question to a person about points that wait, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.recognition.rules.gaming.words import LONGEST_ANSWER, RULES

if TYPE_CHECKING:
    from zetje.people.models import Member


class PointCase(TenantModel):
    """Points of a member wait because one of the published rules was met in one week.

    It says which rule and how often, never what anybody read or wrote. The member may say what it
    was; an administrator lets the points go or keeps them out.
    """

    token: models.TextField[str, str] = models.TextField(default=random_token)
    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    rule: models.TextField[str, str] = models.TextField()
    # The week in which it was met, as a label of the calendar: "2026-W38".
    week: models.TextField[str, str] = models.TextField()
    # Small figures for the sentence that the person reads: {"count": 9, "seconds": 4}.
    facts: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    opened_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # What the person says of it, in their own words.
    answer: models.TextField[str, str] = models.TextField(default="", blank=True)
    answered_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    outcome: models.TextField[str, str] = models.TextField(default="", blank=True)
    decided_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects: models.Manager[PointCase] = models.Manager()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="point_case_token"),
            models.UniqueConstraint(
                fields=["organisation", "member", "rule", "week"], name="one_case_a_rule_and_week"
            ),
            models.CheckConstraint(name="point_case_rule_known", condition=Q(rule__in=list(RULES))),
            models.CheckConstraint(
                name="point_case_decided_or_open",
                condition=Q(outcome="", decided_at__isnull=True)
                | Q(outcome__in=["released", "kept"], decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="point_case_answer_is_short",
                condition=LessThanOrEqual(Length("answer"), LONGEST_ANSWER),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "outcome", "opened_at"], name="case_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} in {self.week}, member {self.member_id}"

    @property
    def is_open(self) -> bool:
        """Whether nobody decided yet."""
        return self.decided_at is None
