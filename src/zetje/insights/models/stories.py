"""What stories came to, as it may be told: frozen with a week, and refused to be changed."""

from __future__ import annotations

from django.db import models

from zetje.lib.tenancy import TenantModel


class StoryWeek(TenantModel):
    """How far a story had come by the end of a week; written where it came further.

    The newest row of a story holds. No figure of a later row is lower, whoever left since.

    Attributes:
        week: as `behaviour.weeks` numbers them.
        story: its key; the story itself may be gone.
        sharers: how many people shared it, in whole blocks; 0 where they are too few to say.
        clicks: how often readers followed the links of sharers; 0 without a block.
        skips: how many people skipped it, in whole blocks.
    """

    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    story: models.BigIntegerField[int, int] = models.BigIntegerField()
    sharers: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    clicks: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    skips: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "story", "week"], name="story_once_a_week"
            )
        ]

    def __str__(self) -> str:
        return f"story {self.story} by week {self.week}"
