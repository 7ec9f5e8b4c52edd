"""The hub's table: stories by the state they are in, and how many are in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from django.db.models import Case, Count, F, IntegerField, Min, Q, QuerySet, Value, When

from zetje.content.models import Campaign, Story
from zetje.content.rules.states import EXPIRES_WITHIN

HubStates = Literal["all", "draft", "review", "live", "expiring", "archived"]
HUB_STATES = frozenset(get_args(HubStates))


@dataclass(frozen=True)
class HubCounts:
    """How many stories are in each state; `live` holds the expiring and the planned ones too."""

    total: int
    draft: int
    review: int
    live: int
    expiring: int
    archived: int
    next_end: date | None


def hub_counts(organisation_id: int, *, on: date, campaign: Campaign | None = None) -> HubCounts:
    """The counts of a day, in one query; of one campaign where one is given."""
    of = _conditions(on)
    stories = Story.objects.of(organisation_id)
    stories = stories.filter(campaign=campaign) if campaign else stories
    found = stories.aggregate(
        total=Count("pk"),
        draft=Count("pk", filter=of["draft"]),
        review=Count("pk", filter=of["review"]),
        live=Count("pk", filter=of["live"]),
        expiring=Count("pk", filter=of["expiring"]),
        archived=Count("pk", filter=of["archived"]),
        next_end=Min("ends_on", filter=of["expiring"]),
    )
    return HubCounts(**found)


def hub_stories(
    organisation_id: int, *, on: date, state: HubStates, campaign: Campaign | None = None
) -> QuerySet[Story]:
    """The stories of a state, what needs an editor first; of one campaign where one is given."""
    of = _conditions(on)
    rank = Case(
        When(of["review"], then=Value(0)),
        When(of["draft"], then=Value(1)),
        When(of["expiring"], then=Value(2)),
        When(of["live"], then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    rows = Story.objects.of(organisation_id).filter(of[state]).annotate(rank=rank)
    rows = rows.filter(campaign=campaign) if campaign else rows
    pinned_first = F("pinned_at").asc(nulls_last=True)
    return rows.order_by("rank", pinned_first, "ends_on", "-created_at", "-pk")


def _conditions(on: date) -> dict[str, Q]:
    offered = Q(published_at__isnull=False, withdrawn_at__isnull=True, archived_at__isnull=True)
    runs = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return {
        "all": Q(),
        "draft": Q(published_at__isnull=True, submitted_at__isnull=True),
        "review": Q(published_at__isnull=True, submitted_at__isnull=False),
        "live": offered & runs,
        "expiring": offered
        & Q(starts_on__lte=on, ends_on__gte=on, ends_on__lte=on + EXPIRES_WITHIN),
        "archived": Q(published_at__isnull=False)
        & (Q(withdrawn_at__isnull=False) | Q(archived_at__isnull=False) | ~runs),
    }
