"""Looks up members."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from zetje.people.models import HouseRules, Member, Membership, RoleGrant
from zetje.people.rules.house_rules import DEFAULT_RULES
from zetje.people.rules.joining import must_accept


@dataclass(frozen=True)
class Visitor:
    """The member who looks at a page, and all that every page asks about them."""

    member: Member
    roles: frozenset[str]
    must_accept: bool


def visitor_of(user_id: int) -> Visitor | None:
    """The member behind an account while they work here, in one query."""
    member = _visitors().filter(user_id=user_id).first()
    if member is None:
        return None
    found = cast("Any", member)
    return Visitor(
        member=member,
        roles=frozenset(found.held_roles),
        must_accept=must_accept(
            accepted=found.accepted_version,
            current=found.newest_version or DEFAULT_RULES.version,
        ),
    )


@cache
def _visitors() -> QuerySet[Member]:
    """The question that every page asks, put together once; each answer is read anew."""
    mine = {"member": OuterRef("pk")}
    roles = RoleGrant.objects.filter(**mine, revoked_at__isnull=True).values("role")
    accepted = Membership.objects.filter(**mine, left_at__isnull=True)
    newest = HouseRules.objects.filter(organisation=OuterRef("organisation")).order_by("-version")
    rows = Member.objects.select_related("organisation", "team", "preferences").annotate(
        held_roles=ArraySubquery(roles),
        accepted_version=Subquery(accepted.values("house_rules_version")[:1]),
        newest_version=Subquery(newest.values("version")[:1]),
    )
    return rows.filter(left_on__isnull=True)


def members_by_ids(member_ids: Collection[int]) -> dict[int, Member]:
    """Members with their organisation and preferences, by id, while they work here."""
    rows = Member.objects.select_related("organisation", "team", "preferences")
    return {member.pk: member for member in rows.filter(pk__in=member_ids, left_on__isnull=True)}


def member_with_address(*, organisation_id: int, address: str) -> Member | None:
    """Who is written to at an address, while they work here; the tenant's block must be open."""
    rows = Member.objects.select_related("organisation", "team", "preferences")
    found = rows.filter(
        organisation=organisation_id, email=address.strip().lower(), left_on__isnull=True
    )
    return found.first() if address.strip() else None


def member_of_user(user_id: int) -> Member | None:
    """The member behind an account while they work here, with organisation and preferences."""
    visitor = visitor_of(user_id)
    return visitor.member if visitor else None
