"""Whether enough joined, and enough did not, for groups of them to hide everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from zetje.people.models import Member, Membership, Organisation
from zetje.people.rules.privacy import SMALLEST_GROUP


@dataclass(frozen=True, kw_only=True)
class JoinedCount:
    """How many joined and how many did not; both are at least five."""

    joined: int
    not_joined: int


def joined_counts(organisation: Organisation, *, now: datetime) -> JoinedCount | None:
    """The counts of the whole organisation, or None when they are too small to show.

    Only to know whether they are: beside those of another week they would tell of who came or went.
    Pages show the counts that are frozen (`registry.joined_figures`).
    """
    whole = _raw(organisation, now=now)
    return (
        JoinedCount(joined=whole[0], not_joined=whole[1]) if min(whole) >= SMALLEST_GROUP else None
    )


def week_start(now: datetime) -> datetime:
    """The Monday the counts are frozen at: from day to day they would tell who just joined."""
    return (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def _raw(organisation: Organisation, *, now: datetime) -> tuple[int, int]:
    monday = week_start(now)
    memberships = Membership.objects.filter(
        Q(left_at__isnull=True) | Q(left_at__gt=monday),
        member=OuterRef("pk"),
        joined_at__lte=monday,
    )
    found = (
        # As of that Monday too: who leaves in the week must not move one side by one.
        Member.objects.filter(
            Q(left_on__isnull=True) | Q(left_on__gte=monday.date()), organisation=organisation
        )
        .annotate(has_joined=Exists(memberships))
        .aggregate(joined=Count("id", filter=Q(has_joined=True)), everyone=Count("id"))
    )
    return found["joined"], found["everyone"] - found["joined"]
