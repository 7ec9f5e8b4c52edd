"""The log of decisions: whether each person was prompted in each week, with which chances, and why.

Rows are only ever added. Whoever is erased is taken out of them; what then stays is a number that
leads to nobody, so that everything learned can be made again from the log and comes out equal.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zetje.behaviour.availability import Reason
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.prompting.rules.arms import FAMILIES

_PROMPTED = models.Q(action__gte=1)
_AVAILABLE = models.Q(reason=int(Reason.AVAILABLE))


class Decision(TenantModel):
    """What was decided for one member in one week of theirs, at the slot of that week."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    member_id: int | None
    # Stands for the person in what is learned and in the draw; made from the key that erasing
    # forgets. Below zero for who wants nothing learned from them.
    person: models.BigIntegerField[int, int] = models.BigIntegerField()
    token: models.TextField[str, str] = models.TextField(default=random_token)
    iso_year: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    iso_week: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    decided_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    slot_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # A share between the slot and this moment is what came of it; no two decisions overlap.
    outcome_until: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    reason: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    # One bit an arm, in the order of FAMILIES, the first the lowest.
    eligible: models.BigIntegerField[int, int] = models.BigIntegerField()
    send_chance: models.FloatField[float, float] = models.FloatField()
    # The chance of each arm given a prompt, in the order of FAMILIES; none where none was drawn.
    message_chances: ArrayField[list[float], list[float]] = ArrayField(
        models.FloatField(), default=list
    )
    # 0 is silence, else the place in FAMILIES, counted from 1.
    action: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    arm: models.TextField[str, str] = models.TextField(default="", blank=True)
    wording: models.TextField[str, str] = models.TextField(default="", blank=True)
    channel: models.TextField[str, str] = models.TextField(default="", blank=True)
    phase: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    dose: models.FloatField[float, float] = models.FloatField()
    baseline: ArrayField[list[float], list[float]] = ArrayField(models.FloatField())
    advantage: ArrayField[list[float], list[float]] = ArrayField(models.FloatField())
    send_policy: models.TextField[str, str] = models.TextField()
    message_policy: models.TextField[str, str] = models.TextField()
    seed: models.BigIntegerField[int, int] = models.BigIntegerField()
    digest: models.ForeignKey[Any, Any] = models.ForeignKey(
        "prompting.Digest", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    digest_id: int | None
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    story_id: int | None

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "iso_year", "iso_week", "member"],
                name="one_decision_a_week",
            ),
            models.UniqueConstraint(fields=["organisation", "token"], name="decision_token_once"),
            models.CheckConstraint(
                name="decision_week_is_iso", condition=models.Q(iso_week__gte=1, iso_week__lte=53)
            ),
            models.CheckConstraint(
                name="decision_reason_known",
                condition=models.Q(reason__in=[int(reason) for reason in Reason]),
            ),
            # Who was not available was silent for certain; who was could have gone either way.
            models.CheckConstraint(
                name="decision_was_a_draw",
                condition=(_AVAILABLE & models.Q(send_chance__gt=0, send_chance__lt=1))
                | (~_AVAILABLE & models.Q(send_chance=0, action=0)),
            ),
            models.CheckConstraint(
                name="decision_arm_of_a_prompt",
                condition=(_PROMPTED & ~models.Q(arm="")) | models.Q(action=0, arm=""),
            ),
            models.CheckConstraint(
                name="decision_before_its_outcome",
                condition=models.Q(outcome_until__gt=models.F("slot_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "member"], name="decisions_of_member"),
        ]

    def __str__(self) -> str:
        return f"decision {self.iso_year}-W{self.iso_week:02}"

    @property
    def is_prompt(self) -> bool:
        """Whether a prompt was drawn."""
        return self.action > 0

    @property
    def why_silent(self) -> Reason:
        """What kept it silent; AVAILABLE where nothing did and chance decided."""
        return Reason(self.reason)

    @property
    def eligible_arms(self) -> list[str]:
        """The keys of the kinds that could have been drawn."""
        return [family.key for bit, family in enumerate(FAMILIES) if self.eligible >> bit & 1]

    @property
    def chance(self) -> float:
        """The chance that what was drawn had."""
        if not self.is_prompt:
            return 1.0 - self.send_chance
        return self.send_chance * self.message_chances[self.action - 1]

    @property
    def dedupe_key(self) -> str:
        """What makes its message one message, however often it is put in the outbox."""
        return f"prompt:{self.member_id}:{self.iso_year}-W{self.iso_week:02}"


class DecisionOutcome(TenantModel):
    """What came of a decision that was drawn, once its week was over, and what learned from it."""

    decision: models.OneToOneField[Decision, Decision] = models.OneToOneField(
        Decision, on_delete=models.CASCADE, related_name="outcome", db_index=False
    )
    decision_id: int
    shared: models.BooleanField[bool, bool] = models.BooleanField()
    # Whether the prompt went out; a prompt that became pointless before did not.
    was_sent: models.BooleanField[bool, bool] = models.BooleanField()
    price: models.FloatField[float, float] = models.FloatField()
    learned_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # The versions of the two policies that came of the run that learned from it.
    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "decision"], name="one_outcome_a_decision"
            ),
            models.CheckConstraint(name="outcome_price", condition=models.Q(price__gte=0)),
        ]
        indexes = [models.Index(fields=["organisation", "version"], name="outcome_of_version")]

    def __str__(self) -> str:
        return f"outcome of decision {self.decision_id}"


class HoldOutDraw(TenantModel):
    """Chance said once, for good, whether a member belongs to the hold-out.

    `share` is the chance that they would.
    """

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    is_held_out: models.BooleanField[bool, bool] = models.BooleanField()
    share: models.FloatField[float, float] = models.FloatField()
    drawn_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "member"], name="held_out_once"),
            models.CheckConstraint(
                name="hold_out_was_a_draw", condition=models.Q(share__gt=0, share__lt=1)
            ),
        ]

    def __str__(self) -> str:
        return f"draw for member {self.member_id}"
