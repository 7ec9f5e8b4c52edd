"""What was frozen: the blocks of each week, and the figures that may be shown of them.

Written once and refused to be changed; nothing in these rows leads to a person. Whatever insights
shows, on a page, in an export or to a program, is computed from them.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zetje.lib.tenancy import TenantModel


class FrozenWeek(TenantModel):
    """One ISO week of an organisation, over and frozen.

    Attributes:
        week: as `behaviour.weeks` numbers them.
        minimum: how many people a count needed then.
        people: how many were counted, all blocks together.
    """

    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    minimum: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    people: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    frozen_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "week"], name="week_frozen_once")
        ]

    def __str__(self) -> str:
        return f"week {self.week}"


class BlockWeek(TenantModel):
    """One block in one week: the people who were counted together, and what they have in common.

    Attributes:
        block: its number, the same from week to week.
        team: the key of its team, 0 for several, and its name at the time.
        tenure: `rules.tenure` of its people, "" for several.
        people: how many.
    """

    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    block: models.BigIntegerField[int, int] = models.BigIntegerField()
    team: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    team_name: models.TextField[str, str] = models.TextField(default="", blank=True)
    country: models.TextField[str, str] = models.TextField(default="", blank=True)
    language: models.TextField[str, str] = models.TextField(default="", blank=True)
    tenure: models.TextField[str, str] = models.TextField(default="", blank=True)
    people: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week", "block"], name="block_once_a_week"
            ),
            models.CheckConstraint(name="block_of_five", condition=Q(people__gte=5)),
        ]

    def __str__(self) -> str:
        return f"block {self.block} in week {self.week}"


class FigureCell(TenantModel):
    """One figure of some blocks together in one week. The cells of a figure share no block.

    Attributes:
        number: which cell of its figure and week.
        people: how many people its blocks have.
        count: of how many of them it holds; None where it may not be shown.
        total: what it adds up to; the same as `count` unless it is a sum.
        words: where there is no count: "few" or "most".
        blocks: the numbers of its blocks; of a phase, the phases that were taken together.
    """

    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    figure: models.TextField[str, str] = models.TextField()
    number: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    people: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    count: models.PositiveIntegerField[int | None, int | None] = models.PositiveIntegerField(
        null=True
    )
    total: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    words: models.TextField[str, str] = models.TextField(default="", blank=True)
    blocks: ArrayField[list[int], list[int]] = ArrayField(
        cast("models.BigIntegerField[int, int]", models.BigIntegerField())
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week", "figure", "number"], name="cell_once"
            ),
            models.CheckConstraint(
                name="cell_has_a_count_or_words",
                condition=Q(count__isnull=True, total__isnull=True, words__in=["few", "most"])
                | Q(count__isnull=False, total__isnull=False, words=""),
            ),
            models.CheckConstraint(
                name="cell_of_five", condition=Q(count__isnull=True) | Q(count__gte=5)
            ),
        ]
        indexes = [models.Index(fields=["organisation", "figure", "week"], name="cells_of_figure")]

    def __str__(self) -> str:
        return f"{self.figure} of week {self.week}, cell {self.number}"
