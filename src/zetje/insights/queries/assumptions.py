"""Gives what an organisation assumes to put a value on readers and time."""

from __future__ import annotations

from zetje.insights.models import Assumptions


def assumptions_of(organisation_id: int) -> Assumptions | None:
    """The assumptions that hold; None before any were made. The tenant's block must be open."""
    rows = Assumptions.objects.filter(organisation_id=organisation_id)
    return rows.order_by("-version").first()
