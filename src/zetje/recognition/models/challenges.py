"""A challenge between teams or against a goal, the teams that take part, and who stays out."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.recognition.rules.challenges import LONGEST_ABOUT, LONGEST_NAME

if TYPE_CHECKING:
    from zetje.people.models import Member, Team


class ChallengeKind(models.TextChoices):
    """Against each other, or together."""

    TEAMS = "teams"
    GOAL = "goal"


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Challenges by what became of them."""

    def announced(self) -> ChallengeQuerySet:
        """Those that colleagues may see."""
        return self.filter(announced_at__isnull=False, stopped_at__isnull=True)


class Challenge(TenantModel):
    """Some whole weeks in which teams that want to gather points, counted per active person."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    name: models.TextField[str, str] = models.TextField()
    # What it is for, and what happens at the end, in the manager's words.
    about: models.TextField[str, str] = models.TextField(default="", blank=True)
    kind: models.TextField[str, str] = models.TextField(choices=ChallengeKind.choices)
    # Points per active person, all teams together.
    goal: models.PositiveIntegerField[int | None, int | None] = models.PositiveIntegerField(
        null=True
    )
    # A Monday and a Sunday, both included.
    starts_on: models.DateField[date, date] = models.DateField()
    ends_on: models.DateField[date, date] = models.DateField()
    made_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    announced_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    stopped_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    # How it ended, once and for all: of whole teams only.
    result: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        null=True
    )
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects = cast("ChallengeQuerySet", ChallengeQuerySet.as_manager())

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="challenge_token"),
            models.CheckConstraint(
                name="challenge_kind_known", condition=Q(kind__in=ChallengeKind.values)
            ),
            models.CheckConstraint(
                name="challenge_of_whole_weeks",
                condition=Q(starts_on__iso_week_day=1, ends_on__iso_week_day=7)
                & Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="challenge_goal_where_it_has_one",
                condition=Q(kind="goal", goal__gt=0) | Q(kind="teams", goal__isnull=True),
            ),
            models.CheckConstraint(
                name="challenge_says_little",
                condition=Q(name__regex=r"\S")
                & Q(LessThanOrEqual(Length("name"), LONGEST_NAME))
                & Q(LessThanOrEqual(Length("about"), LONGEST_ABOUT)),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "ends_on"], name="challenge_by_end")]

    def __str__(self) -> str:
        return f"challenge {self.pk}"


class ChallengeTeam(TenantModel):
    """A team takes part, because one of its leads said so."""

    challenge: models.ForeignKey[Challenge, Challenge] = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="teams", db_index=False
    )
    challenge_id: int
    team: models.ForeignKey[Team, Team] = models.ForeignKey(
        "people.Team", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    team_id: int
    joined_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    joined_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "challenge", "team"], name="team_in_challenge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"team {self.team_id} in challenge {self.challenge_id}"


class ChallengeAbsence(TenantModel):
    """A member stays out of a challenge of their team. No reason is asked, and nobody sees it."""

    challenge: models.ForeignKey[Challenge, Challenge] = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="absences", db_index=False
    )
    challenge_id: int
    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    stays_out_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "challenge", "member"], name="out_of_challenge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.member_id} out of challenge {self.challenge_id}"
