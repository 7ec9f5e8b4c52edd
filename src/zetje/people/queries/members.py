"""Looks up members."""

from __future__ import annotations

from zetje.people.models import Member


def member_of_user(user_id: int) -> Member | None:
    """The member behind an account while they work here, with organisation and preferences."""
    rows = Member.objects.select_related("organisation", "team", "preferences")
    return rows.filter(user_id=user_id, left_on__isnull=True).first()
