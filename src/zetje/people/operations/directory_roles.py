"""Gives and takes the roles a staff file says, many in few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from zetje.people.models import AuditEntry, Member, Organisation, RoleGrant, Team
from zetje.people.operations.roles import end_sessions
from zetje.people.rules.changes import Change
from zetje.people.rules.matching import ADMINISTRATOR
from zetje.people.rules.roles import RoleName


def write_roles(
    *,
    organisation: Organisation,
    pairs: Sequence[tuple[Change, Member]],
    teams: Mapping[str, Team],
    by: Member | None,
    now: datetime,
) -> None:
    """Bring everybody's roles to what the file says; an administrator stays one."""
    wanted = {
        member.pk: roles for change, member in pairs if (roles := _wanted(change)) is not None
    }
    given: list[RoleGrant] = []
    taken: list[RoleGrant] = []
    held = RoleGrant.objects.filter(
        organisation=organisation, member__in=wanted, revoked_at__isnull=True
    ).select_related("team")
    kept: set[tuple[int, RoleName]] = set()
    for grant in held:
        name = (grant.role, grant.team.name if grant.team else "")
        if name in wanted[grant.member_id] or name == ADMINISTRATOR:
            kept.add((grant.member_id, name))
        else:
            taken.append(grant)
    for member_id, roles in wanted.items():
        given += [
            RoleGrant(
                organisation=organisation,
                member_id=member_id,
                role=role,
                team=teams[team] if team else None,
                granted_by=by,
                granted_at=now,
            )
            for role, team in sorted(roles)
            if (member_id, (role, team)) not in kept
        ]
    RoleGrant.objects.filter(pk__in=[grant.pk for grant in taken]).update(
        revoked_at=now, revoked_by=by
    )
    RoleGrant.objects.bulk_create(given)
    end_sessions(member_ids=[grant.member_id for grant in [*given, *taken]])
    entries = [_entry("role.granted", grant, by, now) for grant in given]
    entries += [_entry("role.revoked", grant, by, now) for grant in taken]
    AuditEntry.objects.bulk_create(entries)


def _wanted(change: Change) -> frozenset[RoleName] | None:
    """The roles to have afterwards, or None where the file says nothing new about them."""
    roles = (change.values or {}).get("roles") if change.kind == "new" else None
    for name, _, new in change.differences:
        if name == "roles":
            roles = new
    return roles if isinstance(roles, frozenset) else None


def _entry(action: str, grant: RoleGrant, by: Member | None, now: datetime) -> AuditEntry:
    details: dict[str, Any] = {"role": grant.role, "by_file": True}
    if grant.team_id:
        details["team"] = grant.team_id
    return AuditEntry(
        organisation_id=grant.organisation_id,
        actor_id=by.pk if by else None,
        action=action,
        subject=f"member:{grant.member_id}",
        details=details,
        at=now,
    )
