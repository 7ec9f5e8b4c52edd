"""What begins and ends on the days of a month."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from zetje.content.models import Campaign, Story

MOST_SHOWN = 400


def stories_between(organisation_id: int, *, first: date, last: date) -> QuerySet[Story]:
    """Stories whose first or last day lies between two days, drafts too, in order of beginning."""
    begins_or_ends = Q(starts_on__range=(first, last)) | Q(ends_on__range=(first, last))
    rows = Story.objects.of(organisation_id).filter(begins_or_ends, withdrawn_at__isnull=True)
    return rows.order_by("starts_on", "pk")[:MOST_SHOWN]


def campaigns_between(organisation_id: int, *, first: date, last: date) -> QuerySet[Campaign]:
    """Open campaigns whose first or last day lies between two days."""
    begins_or_ends = Q(starts_on__range=(first, last)) | Q(ends_on__range=(first, last))
    rows = Campaign.objects.filter(organisation_id=organisation_id, closed_at__isnull=True)
    return rows.filter(begins_or_ends).order_by("starts_on", "pk")[:MOST_SHOWN]
