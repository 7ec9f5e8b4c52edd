"""Looks up who may do what. Nothing is remembered between requests, so a role ends at once."""

from __future__ import annotations

from django.db.models import QuerySet

from zetje.people.models import Member, RoleGrant


def roles_of(member_id: int) -> frozenset[str]:
    """The roles a member holds now, beside being an employee."""
    held = RoleGrant.objects.filter(member_id=member_id, revoked_at__isnull=True)
    return frozenset(held.values_list("role", flat=True))


def has_role(member_id: int, role: str) -> bool:
    """Whether a member holds a role now."""
    return role == "employee" or role in roles_of(member_id)


def teams_led_by(member_id: int) -> frozenset[int]:
    """The teams a member leads now."""
    held = RoleGrant.objects.filter(
        member_id=member_id, role="team_lead", revoked_at__isnull=True, team__isnull=False
    )
    return frozenset(team_id for team_id in held.values_list("team_id", flat=True) if team_id)


def members_with_role(organisation_id: int, role: str) -> QuerySet[Member]:
    """The members who hold a role now and still work here, by name."""
    return (
        Member.objects.filter(
            organisation_id=organisation_id,
            left_on__isnull=True,
            role_grants__role=role,
            role_grants__revoked_at__isnull=True,
        )
        .distinct()
        .order_by("sort_key", "id")
    )


def role_grants(organisation_id: int) -> QuerySet[RoleGrant]:
    """The roles held now in an organisation, with who holds and who gave them."""
    held = RoleGrant.objects.filter(organisation_id=organisation_id, revoked_at__isnull=True)
    return held.select_related("member", "team", "granted_by").order_by(
        "member__sort_key", "member_id", "role", "id"
    )
