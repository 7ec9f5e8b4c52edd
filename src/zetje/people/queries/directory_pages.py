"""Reads one page of the directory for an administrator. Who joined is not in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from zetje.people.models import Member, RoleGrant

# What a page may be sorted by; anything else is the name.
SORTS = {
    "name": ("sort_key", "id"),
    "email": ("email", "id"),
    "team": ("team__name", "sort_key", "id"),
    "start": ("-started_on", "sort_key", "id"),
}


@dataclass(frozen=True, kw_only=True)
class DirectoryQuestion:
    """What somebody looks for in the directory."""

    search: str = ""
    team_token: str = ""
    role: str = ""
    left: bool = False
    sort: str = "name"


def directory_members(organisation_id: int, question: DirectoryQuestion) -> QuerySet[Member]:
    """The members that fit a question, with team and roles."""
    held = RoleGrant.objects.filter(revoked_at__isnull=True).select_related("team")
    rows = Member.objects.filter(
        organisation_id=organisation_id, left_on__isnull=not question.left
    ).exclude(email="")
    for word in question.search.split()[:5]:
        rows = rows.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(sort_key__icontains=word)
            | Q(email__icontains=word)
            | Q(external_id=word)
        )
    if question.team_token:
        rows = rows.filter(team__token=question.team_token)
    if question.role:
        rows = rows.filter(Exists(held.filter(member=OuterRef("pk"), role=question.role)))
    return (
        rows.select_related("team")
        .prefetch_related(Prefetch("role_grants", queryset=held))
        .order_by(*SORTS.get(question.sort, SORTS["name"]))
    )


def member_of_token(organisation_id: int, token: str) -> Member | None:
    """A member of an organisation by the token of their page, leavers too."""
    rows = Member.objects.filter(organisation_id=organisation_id, token=token).exclude(email="")
    return rows.select_related("team", "user", "organisation").first()
