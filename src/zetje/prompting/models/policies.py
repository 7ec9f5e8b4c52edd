"""How an organisation lets decide: its settings, and what its policies have learned so far."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zetje.lib.tenancy import TenantModel

LEAST_CHANCE = 0.1
MOST_CHANCE = 0.9
LEARNING_CHANCE = 0.5


class PromptSettings(TenantModel):
    """What an organisation chose for its prompts, from a moment on, until it chose anew.

    Without a row the defaults hold.
    """

    is_enabled: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    # The part of the people who get the digest and no prompts; empty: by the organisation's size.
    hold_out_share: models.FloatField[float | None, float | None] = models.FloatField(
        null=True, blank=True
    )
    # Until this day the calendar decides, however much is known; empty: until enough is known.
    learning_until: models.DateField[date | None, date | None] = models.DateField(
        null=True, blank=True
    )
    # The chance of a prompt while the calendar decides.
    learning_chance: models.FloatField[float, float] = models.FloatField(default=LEARNING_CHANCE)
    least_chance: models.FloatField[float, float] = models.FloatField(default=LEAST_CHANCE)
    most_chance: models.FloatField[float, float] = models.FloatField(default=MOST_CHANCE)
    # What is believed before anything is seen, as `rules.deciding` has it; empty: as there.
    prior_mean: ArrayField[list[float], list[float]] = ArrayField(
        models.FloatField(), default=list, blank=True
    )
    prior_deviation: ArrayField[list[float], list[float]] = ArrayField(
        models.FloatField(), default=list, blank=True
    )
    # The keys of the kinds of prompt that are drawn for nobody.
    kinds_off: ArrayField[list[str], list[str]] = ArrayField(
        cast("models.TextField[str, str]", models.TextField()), default=list, blank=True
    )
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    set_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    replaced_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="prompt_settings_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_prompt_settings",
            ),
            models.CheckConstraint(
                name="prompt_hold_out_is_a_part",
                condition=models.Q(hold_out_share__isnull=True)
                | models.Q(hold_out_share__gte=0, hold_out_share__lte=0.5),
            ),
            # Nothing is ever certain, or nobody could say what it did.
            models.CheckConstraint(
                name="prompt_chances_leave_both_open",
                condition=models.Q(
                    least_chance__gt=0,
                    most_chance__lt=1,
                    most_chance__gte=models.F("least_chance"),
                    learning_chance__gte=models.F("least_chance"),
                    learning_chance__lte=models.F("most_chance"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"settings of {self.set_at:%Y-%m-%d}"


class Policy(TenantModel):
    """A version of what an organisation's policies have learned; `kind` is "send" or "message".

    `rows` decisions of `people` people, all versions together, with `shares_prompted` and
    `shares_silent` shares after a prompt and without one. `fingerprint` is that of the state, which
    stands in the parts for the latest versions and can be made again from the log for all.
    """

    kind: models.TextField[str, str] = models.TextField()
    name: models.TextField[str, str] = models.TextField()
    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    rows: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    people: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    shares_prompted: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    shares_silent: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    fingerprint: models.TextField[str, str] = models.TextField()
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "version"], name="policy_version_once"
            ),
            models.CheckConstraint(
                name="policy_kind_known", condition=models.Q(kind__in=["send", "message"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class PolicyPart(TenantModel):
    """A piece of a policy's state: what it holds of a million people does not fit one value."""

    policy: models.ForeignKey[Policy, Policy] = models.ForeignKey(
        Policy, on_delete=models.CASCADE, related_name="parts", db_index=False
    )
    policy_id: int
    number: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    content: models.BinaryField[bytes, bytes] = models.BinaryField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "policy", "number"], name="policy_part_once"
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.number} of policy {self.policy_id}"
