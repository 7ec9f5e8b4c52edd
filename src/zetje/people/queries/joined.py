"""Counts who joined, where the counts are large enough to hide everyone in them."""

from __future__ import annotations

from collections.abc import Mapping
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
    """The counts of the whole organisation, or None when they are too small to show."""
    raw = _raw(organisation, now=now)
    whole = _sum(raw)
    return JoinedCount(joined=whole[0], not_joined=whole[1]) if _large(whole) else None


def joined_counts_by_team(organisation: Organisation, *, now: datetime) -> dict[int, JoinedCount]:
    """The counts of each team that may be shown, by the id of the team.

    What is left when the shown teams are taken from the whole must be large enough as well, or be
    nothing: otherwise the smallest of the shown teams is held back too.
    """
    raw = _raw(organisation, now=now)
    whole = _sum(raw)
    shown = {team: counts for team, counts in raw.items() if team is not None and _large(counts)}
    if not _large(whole):
        return {}
    while shown:
        rest = (whole[0] - _sum(shown)[0], whole[1] - _sum(shown)[1])
        if rest == (0, 0) or _large(rest):
            break
        shown.pop(min(shown, key=lambda team: (sum(shown[team]), team)))
    return {
        team: JoinedCount(joined=joined, not_joined=not_joined)
        for team, (joined, not_joined) in shown.items()
    }


def week_start(now: datetime) -> datetime:
    """The Monday the counts are frozen at: from day to day they would tell who just joined."""
    return (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def _large(counts: tuple[int, int]) -> bool:
    return min(counts) >= SMALLEST_GROUP


def _sum(
    counts: Mapping[int | None, tuple[int, int]] | Mapping[int, tuple[int, int]],
) -> tuple[int, int]:
    values = list(counts.values())
    return sum(joined for joined, _ in values), sum(others for _, others in values)


def _raw(organisation: Organisation, *, now: datetime) -> dict[int | None, tuple[int, int]]:
    monday = week_start(now)
    memberships = Membership.objects.filter(
        Q(left_at__isnull=True) | Q(left_at__gt=monday),
        member=OuterRef("pk"),
        joined_at__lte=monday,
    )
    rows = (
        # As of that Monday too: who leaves in the week must not move one side by one.
        Member.objects.filter(
            Q(left_on__isnull=True) | Q(left_on__gte=monday.date()), organisation=organisation
        )
        .annotate(has_joined=Exists(memberships))
        .values_list("team_id")
        .annotate(joined=Count("id", filter=Q(has_joined=True)), everyone=Count("id"))
        .order_by()
    )
    return {team: (joined, everyone - joined) for team, joined, everyone in rows}
