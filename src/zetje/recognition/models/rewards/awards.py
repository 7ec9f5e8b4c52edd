"""One reward for one person, and the ledger that payroll reads."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.recognition.models.rewards.rules import RewardRound, RewardRule
from zetje.recognition.rules.rewards import ENTRIES, REASONS

if TYPE_CHECKING:
    from zetje.people.models import Member


class Award(TenantModel):
    """One reward for one person: chosen, approved by somebody else, then claimed by themselves.

    Without a round it is a manager's thanks, which is never for a post. Without a member it is for
    everybody, a lunch of all at a goal reached together.
    """

    token: models.TextField[str, str] = models.TextField(default=random_token)
    rule: models.ForeignKey[RewardRule, RewardRule] = models.ForeignKey(
        RewardRule, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    rule_id: int
    round: models.ForeignKey[RewardRound | None, RewardRound | None] = models.ForeignKey(
        RewardRound, on_delete=models.CASCADE, null=True, related_name="awards", db_index=False
    )
    round_id: int | None
    place: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=1)
    member: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    member_id: int | None
    value_cents: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    # What it came to: colleagues who passed it on, or the number of the ticket's owner's shares.
    measure: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    ticket: models.TextField[str, str] = models.TextField(default="", blank=True)
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    story_id: int | None
    given_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    given_by_id: int | None
    # Of thanks: one of a few reasons, and words of the giver's own. What was typed twice is one.
    reason: models.TextField[str, str] = models.TextField(default="", blank=True)
    words: models.TextField[str, str] = models.TextField(default="", blank=True)
    press: models.TextField[str, str] = models.TextField(default="", blank=True)
    chosen_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    approved_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    withdrawn_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    # When the notice of it was put in the outbox, so that it is put there once.
    told_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    claim_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    claimed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    declined_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    expired_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects: models.Manager[Award] = models.Manager()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="award_token"),
            models.UniqueConstraint(
                fields=["organisation", "round", "place"],
                condition=Q(withdrawn_at__isnull=True, round__isnull=False),
                name="one_award_a_place",
            ),
            models.UniqueConstraint(
                fields=["organisation", "round", "member"],
                condition=Q(round__isnull=False, member__isnull=False),
                name="one_award_a_person",
            ),
            models.UniqueConstraint(
                fields=["organisation", "rule", "press"],
                condition=~Q(press=""),
                name="thanks_given_once",
            ),
            models.CheckConstraint(
                name="award_worth_something", condition=Q(value_cents__gte=1, place__gte=1)
            ),
            models.CheckConstraint(
                name="thanks_never_for_a_post",
                condition=Q(round__isnull=False, reason="")
                | Q(round__isnull=True, story__isnull=True, measure=0, reason__in=list(REASONS)),
            ),
            models.CheckConstraint(
                name="award_approved_before_claimed",
                condition=Q(approved_at__isnull=False)
                | Q(claimed_at__isnull=True, declined_at__isnull=True, expired_at__isnull=True),
            ),
            models.CheckConstraint(
                name="award_ends_one_way",
                condition=Q(claimed_at__isnull=True, declined_at__isnull=True)
                | Q(claimed_at__isnull=True, expired_at__isnull=True)
                | Q(declined_at__isnull=True, expired_at__isnull=True),
            ),
            models.CheckConstraint(
                name="award_withdrawn_unapproved",
                condition=Q(withdrawn_at__isnull=True) | Q(approved_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "member", "chosen_at"], name="award_of_member"),
            models.Index(fields=["organisation", "rule", "chosen_at"], name="award_of_rule"),
        ]

    def __str__(self) -> str:
        return f"award {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether its person can still say yes or no."""
        ended = (self.withdrawn_at, self.claimed_at, self.declined_at, self.expired_at)
        return self.approved_at is not None and not any(ended)


class RewardEntry(TenantModel):
    """A line of the ledger. Never changed nor removed; an erased person's line loses the name."""

    award: models.ForeignKey[Award | None, Award | None] = models.ForeignKey(
        Award, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    award_id: int | None
    rule: models.ForeignKey[RewardRule, RewardRule] = models.ForeignKey(
        RewardRule, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    rule_id: int
    # Named from the moment that they claimed it; before that nobody's payroll knows.
    member: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    member_id: int | None
    kind: models.TextField[str, str] = models.TextField()
    number: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=1)
    # What it takes of the budget; below zero where it comes back.
    cents: models.IntegerField[int, int] = models.IntegerField()
    on: models.DateField[date, date] = models.DateField()
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: models.Manager[RewardEntry] = models.Manager()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "award", "kind", "number"], name="ledger_line_once"
            ),
            models.CheckConstraint(name="ledger_kind_known", condition=Q(kind__in=list(ENTRIES))),
        ]
        indexes = [models.Index(fields=["organisation", "rule", "on"], name="ledger_of_rule")]

    def __str__(self) -> str:
        return f"{self.kind} of award {self.award_id}"
