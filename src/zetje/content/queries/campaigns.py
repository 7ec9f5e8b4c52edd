"""Looks up campaigns, always from their organisation."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet

from zetje.content.models import Campaign


def campaigns_of(organisation_id: int) -> QuerySet[Campaign]:
    """The campaigns that are open, the one that begins first on top, with how many stories."""
    open_ones = Campaign.objects.filter(organisation_id=organisation_id, closed_at__isnull=True)
    counted = open_ones.annotate(
        story_count=Count("stories", filter=Q(stories__withdrawn_at__isnull=True))
    )
    return counted.order_by(F("starts_on").asc(nulls_last=True), "name")


def campaign_by_token(organisation_id: int, token: str) -> Campaign | None:
    """One campaign, open or closed, or None where there is none of this organisation."""
    return Campaign.objects.filter(organisation_id=organisation_id, token=token).first()
