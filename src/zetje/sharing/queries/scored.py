"""Reads what points are counted from: posts on networks that count, and their readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Q

from zetje.sharing.models import Share
from zetje.sharing.queries.known_networks import plugged_in

# What is usual is learned from half a year, of posts that have been out for a week or longer; more
# readers of one post than these say no more.
_PAST: Final = """
    SELECT s.id, count(p.id), coalesce(sum(read.readers), 0)
    FROM sharing_share s
    JOIN sharing_share p ON p.organisation_id = s.organisation_id AND p.member_id = s.member_id
        AND p.network = s.network AND p.confirmed_at IS NOT NULL AND p.undone_at IS NULL
        AND p.link_id IS NOT NULL AND p.id <> s.id
        AND p.started_at >= s.started_at - interval '182 days'
        AND p.started_at <= s.started_at - interval '7 days'
    CROSS JOIN LATERAL (
        SELECT count(*) AS readers FROM (
            SELECT 1 FROM sharing_click c
            WHERE c.organisation_id = p.organisation_id AND c.link_id = p.link_id AND c.counted
                AND c.clicked_at < least(s.started_at, p.started_at + interval '28 days')
            LIMIT 2000
        ) first_ones
    ) read
    WHERE s.organisation_id = %s AND s.id = ANY(%s)
    GROUP BY s.id
"""
_FIRST: Final = """
    SELECT wanted.link, readers.clicked_at
    FROM unnest(%(links)s::bigint[], %(limits)s::int[]) AS wanted (link, most)
    CROSS JOIN LATERAL (
        SELECT clicked_at FROM sharing_click c
        WHERE c.organisation_id = %(organisation)s AND c.link_id = wanted.link AND c.counted
        ORDER BY clicked_at LIMIT wanted.most
    ) readers
"""


@dataclass(frozen=True, slots=True)
class ScoredPost:
    """A confirmed share that stands, on a network whose posts may earn."""

    share_id: int
    member_id: int
    link_id: int | None
    story_id: int | None
    network: str
    own_words: bool
    started_at: datetime
    confirmed_at: datetime


def scored_posts(*, organisation_id: int, share_ids: Collection[int]) -> list[ScoredPost]:
    """Those of these shares that stand confirmed on a network whose posts may earn."""
    return _posts(organisation_id, Q(pk__in=share_ids))


def scored_posts_since(*, organisation_id: int, since: datetime) -> list[ScoredPost]:
    """All that were confirmed since a moment, in the order in which they were."""
    return _posts(organisation_id, Q(confirmed_at__gte=since))


def _posts(organisation_id: int, which: Q) -> list[ScoredPost]:
    scored = [network.key for network in plugged_in.values() if network.scored]
    rows = Share.objects.confirmed().filter(
        which, organisation_id=organisation_id, network__in=scored
    )
    names = ("pk", "member_id", "link_id", "story_id", "network", "own_words")
    return [
        ScoredPost(*row)
        for row in rows.order_by("confirmed_at", "pk").values_list(
            *names, "started_at", "confirmed_at"
        )
    ]


def usual_readers(
    *, organisation_id: int, share_ids: Collection[int]
) -> dict[int, tuple[int, int]]:
    """How many posts their authors had on the same network before each of these shares was begun.

    Returns:
        by share: earlier posts and their readers, as both were known when it was begun; shares
        before which there were none are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PAST, [organisation_id, list(share_ids)])
        return {share: (int(posts), int(readers)) for share, posts, readers in cursor.fetchall()}


def first_readers(
    *, organisation_id: int, links: Mapping[int, int]
) -> dict[int, Sequence[datetime]]:
    """When the first readers that count followed each link: for each as many as are asked for."""
    wanted = {link: most for link, most in links.items() if most > 0}
    if not wanted:
        return {}
    found: dict[int, list[datetime]] = defaultdict(list)
    given = {
        "organisation": organisation_id,
        "links": list(wanted),
        "limits": list(wanted.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, given)
        for link, at in cursor.fetchall():
            found[link].append(at)
    return {link: sorted(moments) for link, moments in found.items()}


def shares_not_standing(*, organisation_id: int, share_ids: Collection[int]) -> frozenset[int]:
    """Those that were taken back, or are gone with their author."""
    rows = Share.objects.confirmed().filter(organisation_id=organisation_id, pk__in=share_ids)
    return frozenset(share_ids) - frozenset(rows.values_list("pk", flat=True))


def titles_of(*, organisation_id: int, share_ids: Collection[int]) -> dict[int, str]:
    """The titles of the stories of some shares; empty for an idea of its author's own."""
    rows = Share.objects.filter(organisation_id=organisation_id, pk__in=share_ids)
    return {share: title or "" for share, title in rows.values_list("pk", "story__title")}
