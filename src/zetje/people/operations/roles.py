"""Gives roles and takes them away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from zetje.people.models import Member, Organisation, RoleGrant, Team, User
from zetje.people.models.members import Role
from zetje.people.operations.audit import record_audit
from zetje.people.queries.roles import members_with_role


class RoleRefusedError(Exception):
    """The role cannot be given or taken so; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def grant_role(
    *, member: Member, role: str, by: Member | None, now: datetime, team: Team | None = None
) -> RoleGrant:
    """Give a member a role; `by` is None only for the command line.

    Raises RoleRefusedError for an unknown role, a leaver, or a team that does not fit the role.
    """
    _check_fits(member=member, role=role, team=team)
    _lock(member.organisation_id)
    grant, is_new = RoleGrant.objects.get_or_create(
        organisation_id=member.organisation_id,
        member=member,
        role=role,
        team=team,
        revoked_at=None,
        defaults={"granted_by": by, "granted_at": now},
    )
    if is_new:
        end_sessions(member_ids=[member.pk])
        _audit("role.granted", grant, by=by, now=now)
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, by: Member | None, now: datetime) -> None:
    """Take a role away; it is gone with the member's next request.

    Raises RoleRefusedError when nobody would be left to administer the organisation.
    """
    _lock(grant.organisation_id)
    if grant.role == Role.ADMINISTRATOR:
        check_not_last_administrator(
            member_ids=[grant.member_id], organisation_id=grant.organisation_id
        )
    changed = RoleGrant.objects.filter(pk=grant.pk, revoked_at__isnull=True).update(
        revoked_at=now, revoked_by=by
    )
    if changed:
        end_sessions(member_ids=[grant.member_id])
        _audit("role.revoked", grant, by=by, now=now)


def check_not_last_administrator(*, member_ids: list[int], organisation_id: int) -> None:
    """See that somebody else can still administer the organisation.

    Raises RoleRefusedError when these members are all the administrators there are.
    """
    administrators = members_with_role(organisation_id, Role.ADMINISTRATOR)
    held_by = set(administrators.values_list("pk", flat=True))
    if held_by and held_by <= set(member_ids):
        raise RoleRefusedError("last_administrator")


def end_sessions(*, member_ids: list[int]) -> None:
    """End every session of these members; the next one has another identifier."""
    User.objects.filter(member__in=member_ids).update(session_epoch=F("session_epoch") + 1)


def _check_fits(*, member: Member, role: str, team: Team | None) -> None:
    if role not in Role.values:
        raise RoleRefusedError("unknown_role")
    if member.left_on is not None:
        raise RoleRefusedError("has_left")
    if (role == Role.TEAM_LEAD) != (team is not None):
        raise RoleRefusedError("team_missing" if team is None else "team_unwanted")
    if team is not None and team.organisation_id != member.organisation_id:
        raise RoleRefusedError("team_missing")


def _lock(organisation_id: int) -> None:
    """One change of roles at a time: two administrators cannot remove each other at once."""
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _audit(action: str, grant: RoleGrant, *, by: Member | None, now: datetime) -> None:
    details = {"role": grant.role} | ({"team": grant.team_id} if grant.team_id else {})
    record_audit(
        actor_member_id=by.pk if by else None,
        action=action,
        subject=f"member:{grant.member_id}",
        details=details,
        now=now,
    )
