"""Finds one person by their address, also after they left, and counts those who were erased."""

from __future__ import annotations

from zetje.people.models import Member, Organisation, Tombstone


def person_with_address(*, organisation: Organisation, address: str) -> Member | None:
    """Who has an address in an organisation; the tenant's block must be open."""
    members = Member.objects.select_related("organisation", "user")
    found = members.filter(organisation=organisation, email=address.strip().lower())
    return found.order_by("left_on", "-pk").first()


def tombstone_count(*, organisation_id: int) -> int:
    """How many tombstones an organisation has; the tenant's block must be open."""
    return Tombstone.objects.filter(organisation=organisation_id).count()
