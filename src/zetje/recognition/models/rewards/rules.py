"""What may be won and by which rule, and one round of a rule: a period, its draw, its approval."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.recognition.models.rewards.vouchers import VoucherBatch
from zetje.recognition.rules.rewards import KINDS, MOST_WINNERS, PERIODS, Kind

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from zetje.people.models import Member
    from zetje.recognition.models.rewards.awards import Award


class RewardRule(TenantModel):
    """A reward with its period, budget and eligibility. It is never changed, only stopped.

    What was spent stands beside the budget in one row, so that the database itself refuses the
    award that would go over it.
    """

    token: models.TextField[str, str] = models.TextField(default=random_token)
    kind: models.TextField[str, str] = models.TextField()
    # Empty for thanks, which have no rounds.
    period: models.TextField[str, str] = models.TextField(default="", blank=True)
    prize_nl: models.TextField[str, str] = models.TextField()
    prize_en: models.TextField[str, str] = models.TextField()
    note_nl: models.TextField[str, str] = models.TextField(default="", blank=True)
    note_en: models.TextField[str, str] = models.TextField(default="", blank=True)
    value_cents: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    budget_cents: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    spent_cents: models.IntegerField[int, int] = models.IntegerField(default=0)
    winners: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=1
    )
    # In how many rounds after one that they won somebody makes room for others.
    rest_rounds: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=2
    )
    # Of a goal: colleagues who share. Of "each": shares.
    threshold: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    # A draw in which every share is a ticket, instead of every person.
    per_share: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    # When its maker read what is known about paying for each share, and went on.
    warned_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    batch: models.ForeignKey[VoucherBatch | None, VoucherBatch | None] = models.ForeignKey(
        VoucherBatch, on_delete=models.RESTRICT, null=True, related_name="+"
    )
    batch_id: int | None
    starts_on: models.DateField[date, date] = models.DateField()
    ends_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    proposed_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    proposed_by_id: int | None
    proposed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    approved_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    approved_by_id: int | None
    approved_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    stopped_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    stopped_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects: models.Manager[RewardRule] = models.Manager()
    rounds: RelatedManager[RewardRound]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="reward_rule_token"),
            models.CheckConstraint(name="reward_kind_known", condition=Q(kind__in=list(KINDS))),
            models.CheckConstraint(
                name="reward_period_known",
                condition=Q(kind=Kind.THANKS.value, period="")
                | (~Q(kind=Kind.THANKS.value) & Q(period__in=list(PERIODS))),
            ),
            models.CheckConstraint(
                name="reward_budget_holds",
                condition=Q(spent_cents__gte=0, spent_cents__lte=F("budget_cents")),
            ),
            models.CheckConstraint(
                name="reward_worth_something",
                condition=Q(value_cents__gte=1, winners__gte=1, winners__lte=MOST_WINNERS),
            ),
            models.CheckConstraint(
                name="reward_by_two_people",
                condition=Q(approved_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="reward_per_share_warned",
                condition=Q(per_share=False) & ~Q(kind=Kind.EACH.value)
                | Q(warned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reward_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"reward rule {self.pk}, {self.kind}"

    def prize(self, language: str) -> str:
        """What may be won, in a language."""
        return self.prize_nl if language == "nl" else self.prize_en

    def note(self, language: str) -> str:
        """Where and how it is had, in a language; may be empty."""
        return self.note_nl if language == "nl" else self.note_en

    @property
    def left_cents(self) -> int:
        """What may still be given."""
        return self.budget_cents - self.spent_cents


class RewardRound(TenantModel):
    """One period of a rule: its seed promised at the start, the draw, and a second person's yes."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    rule: models.ForeignKey[RewardRule, RewardRule] = models.ForeignKey(
        RewardRule, on_delete=models.CASCADE, related_name="rounds", db_index=False
    )
    rule_id: int
    starts_on: models.DateField[date, date] = models.DateField()
    # The last day that counts.
    ends_on: models.DateField[date, date] = models.DateField()
    # Told at the start; the seed itself only once the draw is done.
    seed_hash: models.TextField[str, str] = models.TextField()
    sealed_seed: models.BinaryField[bytes, bytes] = models.BinaryField()
    seed: models.TextField[str, str] = models.TextField(default="", blank=True)
    opened_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    drawn_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    entrants: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    approved_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    approved_by_id: int | None
    approved_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    declined_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    declined_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects: models.Manager[RewardRound] = models.Manager()
    awards: RelatedManager[Award]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="reward_round_token"),
            models.UniqueConstraint(
                fields=["organisation", "rule", "starts_on"], name="one_round_a_period"
            ),
            models.CheckConstraint(
                name="seed_told_with_the_draw",
                condition=Q(drawn_at__isnull=True, seed="")
                | Q(drawn_at__isnull=False) & ~Q(seed=""),
            ),
            models.CheckConstraint(
                name="round_decided_once_drawn",
                condition=Q(approved_at__isnull=True, declined_at__isnull=True)
                | Q(drawn_at__isnull=False, approved_at__isnull=True)
                | Q(drawn_at__isnull=False, declined_at__isnull=True),
            ),
            models.CheckConstraint(
                name="round_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"round of {self.starts_on} of rule {self.rule_id}"
