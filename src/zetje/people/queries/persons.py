"""Finds one person by their address, also after they left the organisation."""

from __future__ import annotations

from zetje.people.models import Member, Organisation


def person_with_address(*, organisation: Organisation, address: str) -> Member | None:
    """Who has an address in an organisation; the tenant's block must be open."""
    members = Member.objects.select_related("organisation", "user")
    found = members.filter(organisation=organisation, email=address.strip().lower())
    return found.order_by("left_on", "-pk").first()
