"""Teams, members, their roles and their leave."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from zetje.people.models.agreements import Preferences
    from zetje.people.models.organisations import User


class Role(models.TextChoices):
    """What a member may do beside taking part. Everyone is an employee."""

    EDITOR = "editor"
    EXPERT = "expert"
    PROGRAMME_MANAGER = "programme_manager"
    ADMINISTRATOR = "administrator"
    TEAM_LEAD = "team_lead"
    WORKS_COUNCIL = "works_council"


def monday_to_friday() -> list[int]:
    """The usual working days; 0 is Monday."""
    return [0, 1, 2, 3, 4]


class Team(TenantModel):
    """A group of members with a name."""

    name: models.TextField[str, str] = models.TextField()
    token: models.TextField[str, str] = models.TextField(unique=True, default=random_token)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Member(TenantModel):
    """A person of an organisation, whether or not they joined the programme."""

    user: models.OneToOneField[User | None, User | None] = models.OneToOneField(
        "people.User", on_delete=models.SET_NULL, null=True, related_name="member"
    )
    user_id: int | None
    team: models.ForeignKey[Team | None, Team | None] = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, related_name="members"
    )
    team_id: int | None
    token: models.TextField[str, str] = models.TextField(unique=True, default=random_token)
    # What ties the event record to this person; erasing forgets it.
    person_key: models.UUIDField[UUID, UUID] = models.UUIDField(unique=True, default=uuid4)
    external_id: models.TextField[str, str] = models.TextField(default="", blank=True)
    email: models.TextField[str, str] = models.TextField()
    given_name: models.TextField[str, str] = models.TextField()
    family_name: models.TextField[str, str] = models.TextField(default="", blank=True)
    # Made in Python: the embedded database has no ICU and would sort É after Z.
    sort_key: models.TextField[str, str] = models.TextField(default="", db_index=False)
    job_title: models.TextField[str, str] = models.TextField(default="", blank=True)
    language: models.TextField[str, str] = models.TextField(default="nl")
    time_zone: models.TextField[str, str] = models.TextField(default="Europe/Amsterdam")
    country: models.TextField[str, str] = models.TextField(default="NL")
    region: models.TextField[str, str] = models.TextField(default="", blank=True)
    working_days: ArrayField[list[int], list[int]] = ArrayField(
        models.PositiveSmallIntegerField(), default=monday_to_friday
    )
    # What the person set themselves: an import leaves it alone.
    own_fields: ArrayField[list[str], list[str]] = ArrayField(
        models.TextField(), default=list, blank=True
    )
    started_on: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    left_on: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)

    preferences: Preferences

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(left_on__isnull=True),
                name="member_email_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "external_id"],
                condition=~models.Q(external_id=""),
                name="member_external_id_once",
            ),
            models.CheckConstraint(
                name="member_language_known", condition=models.Q(language__in=["nl", "en"])
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "sort_key"], name="member_by_name"),
            models.Index(fields=["organisation", "team"], name="member_by_team"),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"

    @property
    def full_name(self) -> str:
        """Given and family name as people write them."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        """Two letters for the disc that stands for the person."""
        return (self.given_name[:1] + self.family_name.split(" ")[-1][:1]).upper()


class RoleGrant(TenantModel):
    """A role somebody was given, by whom and when, until it was taken away."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="role_grants"
    )
    member_id: int
    role: models.TextField[str, str] = models.TextField(choices=Role.choices)
    team: models.ForeignKey[Team | None, Team | None] = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, related_name="+"
    )
    team_id: int | None
    granted_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    granted_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    revoked_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="role_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation", "member", "role", "team"],
                condition=models.Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="role_granted_once",
            ),
            models.CheckConstraint(
                name="team_lead_of_a_team",
                condition=~models.Q(role="team_lead") | models.Q(team__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of member {self.member_id}"


class Leave(TenantModel):
    """Days a member is away, the last one included. No reason is asked."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="leaves"
    )
    member_id: int
    starts_on: models.DateField[date, date] = models.DateField()
    ends_on: models.DateField[date, date] = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "member", "ends_on"], name="leave_of_member")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"
