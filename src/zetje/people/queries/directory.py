"""Reads the directory as an import compares it and an export writes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from zetje.people.models import ImportRun, Leave, Member, Organisation, RoleGrant, Tombstone, User
from zetje.people.rules.directory import Value
from zetje.people.rules.matching import KnownPerson
from zetje.people.rules.roles import RoleName
from zetje.people.rules.tombstones import digests_of

COPIED = (
    "external_id",
    "email",
    "given_name",
    "family_name",
    "job_title",
    "language",
    "time_zone",
    "country",
    "region",
    "started_on",
)


def known_people(organisation: Organisation) -> list[KnownPerson]:
    """Everyone in the directory by name, leavers who are not yet erased too."""
    members = Member.objects.filter(organisation=organisation).select_related("team")
    roles, leaves = _roles(organisation), _leaves(organisation)
    return [
        KnownPerson(
            member_id=member.pk,
            values=_values(member, roles[member.pk], leaves[member.pk]),
            working_days=tuple(member.working_days),
            roles=frozenset(roles[member.pk]),
            left_on=member.left_on,
            own_fields=frozenset(member.own_fields),
            leaves=frozenset(leaves[member.pk]),
        )
        for member in members.exclude(email="").order_by("sort_key", "id")
    ]


def unusable_addresses(organisation: Organisation, numbers: Mapping[str, str]) -> dict[str, str]:
    """The addresses that can get no account, and why: "erased" here, or in use "elsewhere".

    `numbers` gives the personnel number of each address; it is known again as well.
    """
    elsewhere = User.objects.filter(email__in=list(numbers)).exclude(organisation=organisation)
    reasons = {str(email): "elsewhere" for email in elsewhere.values_list("email", flat=True)}
    stones = Tombstone.objects.filter(organisation=organisation)
    erased = {bytes(digest) for digest in stones.values_list("digest", flat=True)}
    for email, number in numbers.items() if erased else ():
        if erased & set(digests_of(email=email, external_id=number, keys=settings.SEAL_KEYS)):
            reasons[email] = "erased"
    return reasons


def import_runs(organisation_id: int) -> QuerySet[ImportRun]:
    """The imports of an organisation, newest first, without their files."""
    runs = ImportRun.objects.filter(organisation_id=organisation_id)
    return runs.defer("content", "report").select_related("uploaded_by").order_by("-id")


def _values(
    member: Member, roles: set[RoleName], leaves: list[tuple[date, date]]
) -> dict[str, Value]:
    values: dict[str, Any] = {name: getattr(member, name) for name in COPIED}
    values["team"] = member.team.name if member.team else ""
    values["working_days"] = tuple(member.working_days)
    values["roles"] = frozenset(roles)
    values["leave"] = max(leaves, default=None)
    return values


def _roles(organisation: Organisation) -> defaultdict[int, set[RoleName]]:
    held: defaultdict[int, set[RoleName]] = defaultdict(set)
    grants = RoleGrant.objects.filter(organisation=organisation, revoked_at__isnull=True)
    for member_id, role, team in grants.values_list("member_id", "role", "team__name"):
        held[member_id].add((role, team or ""))
    return held


def _leaves(organisation: Organisation) -> defaultdict[int, list[tuple[date, date]]]:
    away: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Leave.objects.filter(organisation=organisation)
    for member_id, start, end in rows.values_list("member_id", "starts_on", "ends_on"):
        away[member_id].append((start, end))
    return away
