"""Experiments: a frozen protocol, who was drawn to which side, and whether it was stopped.

Nothing here is ever changed. What chance said is kept so that everybody can be counted with the
side they were drawn to, whatever happened later; erasing a person takes theirs away.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from zetje.insights.rules.experiments import DESIGNS, Design, Template
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from zetje.people.models import Member


class Experiment(TenantModel):
    """One experiment from its start on.

    Attributes:
        starts_week: the first week in which sides differ, as `behaviour.weeks` numbers them.
        ends_week: the first week in which they do not any more.
        protocol: the text that was frozen, as `rules.experiments.protocol_text` writes it.
        protocol_hash: its SHA-256.
        seed: by which the sides were drawn; its SHA-256 is in the protocol.
        option: what is tried, where a template leaves that open: a wording, a moment, a rule.
    """

    token: models.TextField[str, str] = models.TextField(default=random_token)
    template: models.TextField[str, str] = models.TextField()
    option: models.TextField[str, str] = models.TextField(default="", blank=True)
    starts_week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    ends_week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    protocol: models.TextField[str, str] = models.TextField()
    protocol_hash: models.TextField[str, str] = models.TextField()
    seed: models.TextField[str, str] = models.TextField()
    started_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    started_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="experiment_token_once"),
            # A seed that was told once draws nothing more.
            models.UniqueConstraint(fields=["organisation", "seed"], name="experiment_seed_once"),
            models.CheckConstraint(
                name="experiment_template_known",
                condition=models.Q(template__in=[str(one) for one in Template]),
            ),
            models.CheckConstraint(
                name="experiment_lasts", condition=models.Q(ends_week__gt=models.F("starts_week"))
            ),
        ]

    def __str__(self) -> str:
        return f"experiment {self.template} from week {self.starts_week}"

    @property
    def design(self) -> Design:
        """How its template works."""
        return DESIGNS[Template(self.template)]

    @property
    def facts(self) -> dict[str, Any]:
        """What the protocol says."""
        return dict(json.loads(self.protocol))


class ExperimentTeam(TenantModel):
    """A team that was drawn; the key outlives the team."""

    experiment: models.ForeignKey[Experiment, Experiment] = models.ForeignKey(
        Experiment, on_delete=models.CASCADE, related_name="teams", db_index=False
    )
    experiment_id: int
    team: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    name: models.TextField[str, str] = models.TextField()
    side: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "experiment", "team"], name="experiment_team_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: side {self.side}"


class ExperimentPerson(TenantModel):
    """Who was in a drawn team that day, took part and refused nothing; they stay with its side."""

    experiment: models.ForeignKey[Experiment, Experiment] = models.ForeignKey(
        Experiment, on_delete=models.CASCADE, related_name="people", db_index=False
    )
    experiment_id: int
    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    team: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    side: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "experiment", "member"], name="experiment_person_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "member"], name="experiments_of_member")]

    def __str__(self) -> str:
        return f"member {self.member_id}: side {self.side}"


class ExperimentStop(TenantModel):
    """Somebody stopped an experiment before its end: from then on all is as usual."""

    experiment: models.OneToOneField[Experiment, Experiment] = models.OneToOneField(
        Experiment, on_delete=models.CASCADE, related_name="stop", db_index=False
    )
    experiment_id: int
    stopped_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # The first week in which all was as usual again.
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    stopped_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "experiment"], name="experiment_stopped_once"
            )
        ]

    def __str__(self) -> str:
        return f"stop of experiment {self.experiment_id}"
