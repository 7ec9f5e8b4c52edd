"""Reads the posts that stand, of some members or of everyone: for badges and for what is usual."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out
from zetje.sharing.models import Share
from zetje.sharing.queries.known_networks import plugged_in
from zetje.sharing.queries.links import clicks_of

if TYPE_CHECKING:
    from zetje.people.models import Member

Ints = NDArray[np.int64]

# The running number of an ISO week on the member's own clock: Mondays since the year 1.
_WEEK: Final = "(((s.started_at AT TIME ZONE m.time_zone)::date - date '0001-01-01') / 7)"

_CLICKED: Final = """
    SELECT s.organisation_id, s.member_id, s.network, s.link_id FROM sharing_share s
    WHERE s.organisation_id = %s AND s.confirmed_at >= %s AND s.confirmed_at < %s
      AND s.undone_at IS NULL AND s.link_id IS NOT NULL AND s.network = ANY(%s::text[])
      AND s.member_id {} %s
"""


@dataclass(frozen=True, slots=True)
class Post:
    """A confirmed share that stands.

    Attributes:
        share_id: its key.
        story_id: what it is of; None for an idea of its author's own.
        week: the running number of the week in which it was begun, on the author's clock.
        own_words: whether it is in the author's own words.
        is_scored: whether its network may earn points, badges and places.
    """

    member_id: int
    share_id: int
    story_id: int | None
    network: str
    week: int
    confirmed_at: datetime
    own_words: bool
    is_scored: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """What one post of a member brought, for that member alone.

    Attributes:
        share: it, with its story.
        label: the name of its network.
        clicks: how many readers followed its link; None where it has no link.
    """

    share: Share
    label: str
    clicks: int | None


@dataclass(frozen=True, slots=True)
class ClickedPosts:
    """Posts and the readers that followed their links: arrays (n,).

    `member` and `clicks` are numbers; `network` an index into `networks`.
    """

    member: Ints
    network: Ints
    clicks: Ints
    networks: Sequence[str]


def is_scored(network_key: str) -> bool:
    """Whether posts on a network may earn points, badges and places; no for one that is gone."""
    found = plugged_in.get(network_key)
    return found is not None and found.scored


def posts_of(*, organisation_id: int, member_ids: Collection[int] | None = None) -> list[Post]:
    """The posts that stand of some members, or of all, in the order in which they were begun."""
    mine = "" if member_ids is None else "AND s.member_id = ANY(%s)"
    whose = [] if member_ids is None else [list(member_ids)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT s.member_id, s.id, s.story_id, s.network, {_WEEK}, s.confirmed_at,
                    s.own_words
                FROM sharing_share s
                JOIN people_member m ON m.organisation_id = s.organisation_id
                    AND m.id = s.member_id
                WHERE s.organisation_id = %s AND s.confirmed_at IS NOT NULL
                  AND s.undone_at IS NULL {mine}
                ORDER BY s.started_at, s.id""",  # noqa: S608 -- fixed parts of ours
            [organisation_id, *whose],
        )
        return [Post(*row, is_scored=is_scored(row[3])) for row in cursor.fetchall()]


def first_shared_by_others(
    *, organisation_id: int, of_stories: Collection[tuple[int, int]]
) -> dict[tuple[int, int], datetime]:
    """When somebody else than a member first posted a story, on a network that counts.

    Args:
        organisation_id: whose.
        of_stories: pairs of a member and a story.

    Returns:
        by pair; pairs of which nobody else posted the story are left out.
    """
    rows = Share.objects.confirmed().filter(
        organisation_id=organisation_id,
        story__in={story for _, story in of_stories},
        network__in=[key for key in plugged_in if is_scored(key)],
    )
    found: dict[tuple[int, int], datetime] = {}
    by_story: dict[int, list[tuple[int, datetime]]] = {}
    for story, member, at in rows.order_by("confirmed_at", "id").values_list(
        "story_id", "member_id", "confirmed_at"
    ):
        by_story.setdefault(cast("int", story), []).append((member, cast("datetime", at)))
    for member, story in of_stories:
        others = (at for who, at in by_story.get(story, ()) if who != member)
        if (first := next(others, None)) is not None:
            found[member, story] = first
    return found


def brought_by(*, member: Member, limit: int) -> list[Brought]:
    """The latest posts of a member with what they brought, newest first. For that member alone."""
    rows = Share.objects.confirmed().filter(organisation_id=member.organisation_id, member=member)
    shares = list(rows.select_related("story").order_by("-started_at", "-id")[:limit])
    clicks = clicks_of([share.link_id for share in shares if share.link_id is not None])
    return [
        Brought(
            share,
            str(plugged_in[share.network].label) if share.network in plugged_in else share.network,
            None if share.link_id is None else clicks.get(share.link_id, 0),
        )
        for share in shares
    ]


def readers_since(*, member: Member, since: datetime) -> int:
    """How many readers followed links of a member's since a moment: those that count."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM sharing_click c
               JOIN sharing_link l ON l.organisation_id = c.organisation_id AND l.id = c.link_id
               WHERE c.organisation_id = %s AND l.member_id = %s AND c.counted
                 AND c.clicked_at >= %s""",
            [member.organisation_id, member.pk, since],
        )
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def clicked_posts(
    *, organisation_id: int, own: int, since: datetime, until: datetime, limit: int
) -> ClickedPosts:
    """The latest posts with a link, and how many readers followed each.

    Posts of who does not let Zetje learn from them are left out.

    Args:
        organisation_id: whose.
        own: the member of whom all are given, and not the latest alone.
        since: confirmed from this moment on.
        until: and before this one: later ones have not brought yet what they will.
        limit: how many of others, the newest first.
    """
    keys = list(plugged_in)
    given = [organisation_id, since, until, keys, own]
    rows = copy_out(
        f"""SELECT p.member_id, array_position(%s::text[], p.network) - 1, coalesce(c.counted, 0)
            FROM (({_CLICKED.format("=")}) UNION ALL
                ({_CLICKED.format("<>")} ORDER BY s.confirmed_at DESC LIMIT %s)) AS p
            LEFT JOIN people_preferences w
                ON w.organisation_id = p.organisation_id AND w.member_id = p.member_id
            LEFT JOIN sharing_linkcount c
                ON c.organisation_id = p.organisation_id AND c.link_id = p.link_id
            WHERE coalesce(w.learns, true)""",  # noqa: S608 -- fixed parts of ours
        [keys, *given, *given, limit],
        columns={"member": "bigint", "network": "integer", "clicks": "bigint"},
    )
    return ClickedPosts(**rows, networks=keys)
