"""Looks up feeds and what waits in the inbox."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from zetje.content.models import Feed, FeedItem, Story


def feeds_of(organisation_id: int) -> QuerySet[Feed]:
    """The feeds an organisation reads, by name."""
    rows = Feed.objects.filter(organisation_id=organisation_id, stopped_at__isnull=True)
    return rows.order_by("name", "pk")


def feed_by_token(organisation_id: int, token: str) -> Feed | None:
    """One feed that is read, or None where there is none of this organisation."""
    return feeds_of(organisation_id).filter(token=token).first()


def due_feed_ids(organisation_id: int, *, at: datetime) -> list[int]:
    """The feeds to read now: those whose last fault asks for patience are left out."""
    due = feeds_of(organisation_id).filter(Q(retry_at__isnull=True) | Q(retry_at__lte=at))
    return list(due.values_list("pk", flat=True))


def inbox_of(organisation_id: int, *, at: datetime | None = None) -> QuerySet[FeedItem]:
    """What feeds offer and nobody decided on, newest first, with `also_in`: the other feeds that
    tell the same. With a moment, nothing that was put off until after it."""
    also_in = ArrayAgg(
        "told_again__feed__name", filter=Q(told_again__isnull=False), distinct=True, default=[]
    )
    rows = FeedItem.objects.filter(
        organisation_id=organisation_id,
        taken_at__isnull=True,
        passed_at__isnull=True,
        same_as__isnull=True,
        feed__stopped_at__isnull=True,
    )
    if at is not None:
        rows = rows.filter(Q(later_until__isnull=True) | Q(later_until__lte=at))
    return rows.select_related("feed").annotate(also_in=also_in).order_by("-pk")


def item_by_token(organisation_id: int, token: str) -> FeedItem | None:
    """One item of a feed, decided or not, or None where there is none of this organisation."""
    rows = FeedItem.objects.filter(organisation_id=organisation_id, token=token)
    return rows.select_related("feed", "story").first()


def story_titles(organisation_id: int) -> list[tuple[int, str, str]]:
    """The number, token and title of an organisation's newest stories, to compare with."""
    rows = Story.objects.of(organisation_id).order_by("-pk")
    return list(rows.values_list("pk", "token", "title")[:1_000])
