"""What was worked out of a whole organisation in a week: what does not add up by groups.

Written once with the week it is of, and refused to be changed; nothing in it leads to a person.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel


class StudyResult(TenantModel):
    """The result of one study in one frozen week, of everybody together and never of a group.

    Attributes:
        week: as `behaviour.weeks` numbers them.
        study: its name, one of `operations.studying.STUDIES`.
        people: how many people it is of, `rules.studies.ENOUGH_PEOPLE` or more.
        details: what was found, as the study writes it.
    """

    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    study: models.TextField[str, str] = models.TextField()
    people: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    details: models.JSONField[Any, Any] = models.JSONField()
    studied_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "study", "week"], name="study_once_a_week"
            ),
            models.CheckConstraint(name="study_of_fifty", condition=models.Q(people__gte=50)),
        ]

    def __str__(self) -> str:
        return f"{self.study} of week {self.week}"
