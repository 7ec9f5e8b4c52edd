"""Looks up the stories whose results are compared."""

from __future__ import annotations

from datetime import datetime

from zetje.content.models import Story


def stories_put_live_since(organisation_id: int, *, since: datetime) -> list[Story]:
    """The stories that were put live since a moment, with their campaigns, newest first; 500."""
    rows = Story.objects.of(organisation_id).filter(published_at__gte=since)
    return list(rows.select_related("campaign").order_by("-published_at", "-pk")[:500])
