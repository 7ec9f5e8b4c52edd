"""What people did with stories, story by story.

Counts as they are, of as few people as there were: nothing here is shown to anybody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from zetje.lib.arrays import numbers

_SHARED: Final = """
    WITH sharers AS (
        SELECT share.story_id, share.member_id, min(share.confirmed_at) AS first_at
        FROM sharing_share share
        WHERE share.organisation_id = %(organisation)s
            AND share.story_id = ANY(%(stories)s::bigint[])
            AND share.member_id = ANY(%(members)s::bigint[])
            AND share.confirmed_at < %(until)s AND share.undone_at IS NULL
        GROUP BY share.story_id, share.member_id
    ),
    read AS (
        SELECT link.story_id, link.member_id, sum(seen.counted)::bigint AS clicks
        FROM sharing_link link
        JOIN sharing_linkcount seen ON seen.organisation_id = link.organisation_id
            AND seen.link_id = link.id
        WHERE link.organisation_id = %(organisation)s
            AND link.story_id = ANY(%(stories)s::bigint[])
        GROUP BY link.story_id, link.member_id
    )
    SELECT sharers.story_id,
        array_agg(coalesce(read.clicks, 0) ORDER BY sharers.first_at, sharers.member_id)
    FROM sharers LEFT JOIN read USING (story_id, member_id)
    GROUP BY sharers.story_id
"""
_SKIPPED: Final = """
    SELECT what.story_id, count(DISTINCT what.member_id) FROM sharing_choice what
    WHERE what.organisation_id = %(organisation)s AND what.story_id = ANY(%(stories)s::bigint[])
        AND what.member_id = ANY(%(members)s::bigint[]) AND what.kind = 'skip'
        AND what.chosen_at < %(until)s AND what.undone_at IS NULL
    GROUP BY what.story_id
"""


@dataclass(frozen=True, slots=True)
class StoryActs:
    """What people did with a story.

    Attributes:
        clicks: how often the links of each who shared it were used, in the order they came.
        skips: how many people skipped it.
    """

    clicks: tuple[int, ...] = ()
    skips: int = 0


def acts_on_stories(
    *,
    organisation_id: int,
    story_ids: Collection[int],
    member_ids: Collection[int],
    until: datetime,
) -> dict[int, StoryActs]:
    """What these people did with these stories up to a moment, by story; two queries.

    Args:
        organisation_id: whose; the tenant's block must be open.
        story_ids: which stories; those of which nothing became are left out.
        member_ids: whose acts count.
        until: up to when, this moment excluded; clicks are those that are known by now.
    """
    given = {
        "organisation": organisation_id,
        "stories": numbers(list(story_ids)),
        "members": numbers(list(member_ids)),
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, given)
        shared = {story: tuple(clicks) for story, clicks in cursor.fetchall()}
        cursor.execute(_SKIPPED, given)
        skips: dict[int, int] = dict(cursor.fetchall())
    return {
        story: StoryActs(shared.get(story, ()), skips.get(story, 0))
        for story in shared.keys() | skips.keys()
    }
