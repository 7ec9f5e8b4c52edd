"""How many people shared in a while, in whole blocks: for a newsletter, counted once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from zetje.sharing.rules.choosing import UNDO_WINDOW
from zetje.sharing.rules.counts import in_blocks

_SHARED: Final = """
    WITH sharers AS (
        SELECT member_id, count(*) AS posts,
            row_number() OVER (ORDER BY min(confirmed_at), member_id) AS place,
            count(*) OVER () AS people
        FROM sharing_share
        WHERE organisation_id = %(organisation)s AND undone_at IS NULL
            AND confirmed_at >= %(since)s AND confirmed_at < least(%(until)s, %(settled)s)
        GROUP BY member_id
    ),
    shown AS (
        SELECT posts FROM sharers
        WHERE place <= least(people, %(most)s) - least(people, %(most)s) %% %(block)s
    )
    SELECT count(*), coalesce(sum(posts), 0) FROM shown
"""


@dataclass(frozen=True)
class PeriodShares:
    """What a while brought: how many people shared, and how many posts of theirs, in blocks."""

    people: int
    posts: int


def shared_between(
    *,
    organisation_id: int,
    since: datetime,
    until: datetime,
    now: datetime,
    most: int,
    block: int = 5,
) -> PeriodShares | None:
    """How many people shared in a while, and how much: whole blocks, by who came first.

    Whoever shows this counts a while once, keeps the answer, and never counts two that overlap:
    else one count taken from another would be that of a few.

    Args:
        organisation_id: whose people.
        since: from when, this moment included.
        until: up to when, this moment excluded.
        now: the moment; who can still take a share back is not counted yet.
        most: how many people may be counted at most, so that those outside the count are enough.
        block: how many people a block has, five at least.

    Returns:
        None below one block.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _SHARED,
            {
                "organisation": organisation_id,
                "since": since,
                "until": until,
                "settled": now - UNDO_WINDOW,
                "most": max(most, 0),
                "block": block,
            },
        )
        people, posts = cursor.fetchone() or (0, 0)
    shown = in_blocks(int(people), block=block)
    # Posts in steps too: the last few of them could be those of one person.
    return None if shown is None else PeriodShares(shown, in_blocks(int(posts), block=block) or 0)
