"""What stories came to, alone or together, in frozen blocks of people: for editors and managers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from zetje.sharing.rules.choosing import UNDO_WINDOW
from zetje.sharing.rules.counts import chosen, in_blocks

_SHARED: Final = (
    "share.organisation_id = %(organisation)s AND share.confirmed_at IS NOT NULL"
    " AND share.undone_at IS NULL AND share.confirmed_at < %(settled)s"
)
# The sharers of each story in the order in which they came; those who fill no block wait, and so
# does who can still take a share back. Who is in a block stays in it, so that no later look can
# tell its people apart.
_RESULTS: Final = f"""
    WITH sharers AS (
        SELECT share.story_id, share.member_id, min(share.confirmed_at) AS first_at
        FROM sharing_share share WHERE share.story_id = ANY(%(stories)s) AND {_SHARED}
        GROUP BY share.story_id, share.member_id
    ),
    numbered AS (
        SELECT story_id, member_id, count(*) OVER (PARTITION BY story_id) AS people,
            row_number() OVER (PARTITION BY story_id ORDER BY first_at, member_id) AS place
        FROM sharers
    ),
    whole AS (
        SELECT story_id, member_id FROM numbered WHERE place <= people - people %% %(block)s
    )
    SELECT whole.story_id, count(DISTINCT whole.member_id), coalesce(sum(seen.counted), 0)
    FROM whole
    LEFT JOIN sharing_link link ON link.story_id = whole.story_id
        AND link.member_id = whole.member_id AND link.organisation_id = %(organisation)s
    LEFT JOIN sharing_linkcount seen ON seen.link_id = link.id
        AND seen.organisation_id = %(organisation)s
    GROUP BY whole.story_id
"""  # noqa: S608 - a fixed part of ours
_SKIPS: Final = """
    SELECT what.story_id, what.count FROM sharing_storycount what
    WHERE what.organisation_id = %(organisation)s AND what.story_id = ANY(%(stories)s)
        AND what.what = %(skip)s
"""
_TOGETHER: Final = f"""
    SELECT named.key, count(DISTINCT share.member_id)
    FROM unnest(%(keys)s::int[], %(stories)s::bigint[]) AS named (key, story_id)
    JOIN sharing_share share ON share.story_id = named.story_id AND {_SHARED}
    GROUP BY named.key
"""  # noqa: S608 - a fixed part of ours


@dataclass(frozen=True)
class StoryResult:
    """What a story came to.

    Attributes:
        sharers: how many people shared it, in whole blocks; None below one block.
        clicks: how often readers followed the links of these very people; None without a block.
        skips: how many people skipped it, in whole blocks; None below one.
    """

    sharers: int | None = None
    clicks: int | None = None
    skips: int | None = None


def results_of_stories(
    *, organisation_id: int, story_ids: Collection[int], now: datetime, block: int = 5
) -> dict[int, StoryResult]:
    """What each of these stories came to, by story; two queries whatever their number.

    Args:
        organisation_id: whose stories.
        story_ids: which.
        now: the moment.
        block: how many people a block has, five at least.
    """
    given = {
        "stories": list(story_ids),
        "organisation": organisation_id,
        "settled": now - UNDO_WINDOW,
        "block": block,
        "skip": chosen("skip"),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RESULTS, given)
        shared = {story: (people, int(clicks)) for story, people, clicks in cursor.fetchall()}
        cursor.execute(_SKIPS, given)
        skips = dict(cursor.fetchall())
    return {
        story: StoryResult(
            *shared.get(story, (None, None)), in_blocks(skips.get(story, 0), block=block)
        )
        for story in story_ids
    }


def sharers_together(
    *, organisation_id: int, groups: Mapping[int, Collection[int]], now: datetime, block: int = 5
) -> dict[int, int]:
    """How many people shared one story or more of each group, in whole blocks, by its key.

    Groups below one block are left out. Clicks of a group are those its stories show, added up, and
    nothing else: clicks of a block of its own, less theirs, would be those of a few people.
    """
    pairs = [(key, story) for key, stories in groups.items() for story in stories]
    with connection.cursor() as cursor:
        cursor.execute(
            _TOGETHER,
            {
                "keys": [key for key, _ in pairs],
                "stories": [story for _, story in pairs],
                "organisation": organisation_id,
                "settled": now - UNDO_WINDOW,
            },
        )
        counts = {key: in_blocks(people, block=block) for key, people in cursor.fetchall()}
    return {key: shown for key, shown in counts.items() if shown is not None}
