"""What members chose and shared, as arrays, for planning digests and judging chains at size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out
from zetje.sharing.models import Share
from zetje.sharing.queries.links import clicks_of

Ints = NDArray[np.int64]

# The running number of an ISO week on the member's own clock: Mondays since the year 1.
_WEEK: Final = "(((({}) AT TIME ZONE m.time_zone)::date - date '0001-01-01') / 7)"


@dataclass(frozen=True, slots=True)
class ChoiceWeeks:
    """How many shares and skips members had in which of their weeks; empty weeks are left out."""

    member: Ints
    week: Ints
    shares: Ints
    skips: Ints


def choice_weeks(*, organisation_id: int, member_ids: Sequence[int] | None = None) -> ChoiceWeeks:
    """The weeks in which members shared or skipped, of everyone or of some.

    A share counts once its member confirmed it, in the week in which they set out to post it, so
    that a post of Sunday night that is confirmed on Monday morning stays where it was.
    """
    mine = "member_id IS NOT NULL" if member_ids is None else "member_id = ANY(%s)"
    whose = [] if member_ids is None else [list(member_ids)]
    rows = copy_out(
        f"""SELECT c.member_id, {_WEEK.format("c.at")}, sum(c.share)::int, sum(c.skip)::int
            FROM (
                SELECT organisation_id, member_id, started_at AS at, 1 AS share, 0 AS skip
                FROM sharing_share
                WHERE organisation_id = %s AND confirmed_at IS NOT NULL AND undone_at IS NULL
                  AND {mine}
                UNION ALL
                SELECT organisation_id, member_id, chosen_at, 0, 1 FROM sharing_choice
                WHERE organisation_id = %s AND kind = 'skip' AND undone_at IS NULL AND {mine}
            ) AS c
            JOIN people_member m ON m.organisation_id = c.organisation_id AND m.id = c.member_id
            GROUP BY 1, 2""",  # noqa: S608 -- fixed parts of ours
        [organisation_id, *whose, organisation_id, *whose],
        columns={"member": "bigint", "week": "integer", "shares": "integer", "skips": "integer"},
    )
    return ChoiceWeeks(**rows)


def chosen_pairs(
    *,
    organisation_id: int,
    story_ids: Sequence[int],
    member_ids: Sequence[int] | None = None,
) -> tuple[Ints, Ints]:
    """Who chose or shared which of these stories, whatever they chose: members and stories.

    Args:
        organisation_id: whose.
        story_ids: the stories.
        member_ids: of which members; left out, of all.
    """
    mine = "" if member_ids is None else "AND member_id = ANY(%s)"
    whose = [] if member_ids is None else [list(member_ids)]
    of_stories = [organisation_id, list(story_ids), *whose]
    rows = copy_out(
        f"""SELECT member_id, story_id FROM sharing_choice
            WHERE organisation_id = %s AND undone_at IS NULL AND story_id = ANY(%s) {mine}
            UNION
            SELECT member_id, story_id FROM sharing_share
            WHERE organisation_id = %s AND undone_at IS NULL AND story_id = ANY(%s) {mine}""",  # noqa: S608 -- fixed parts of ours
        [*of_stories, *of_stories],
        columns={"member": "bigint", "story": "bigint"},
    )
    return rows["member"], rows["story"]


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What one share led to: readers who followed its link."""

    member_id: int
    title: str
    clicks: int


def latest_results(
    *, organisation_id: int, member_ids: Sequence[int], since: datetime
) -> Mapping[int, LinkResult]:
    """What the latest share of each of these members led to, by member; for that member alone.

    Shares from before that moment, and those whose link nobody followed, are left out.
    """
    rows = Share.objects.confirmed().filter(
        organisation_id=organisation_id,
        member__in=member_ids,
        started_at__gte=since,
        link__isnull=False,
    )
    shares = list(rows.order_by("started_at").values_list("member_id", "story__title", "link_id"))
    clicks = clicks_of([link for _, _, link in shares])
    return {
        member: LinkResult(member, title, clicks[link])
        for member, title, link in shares
        if link in clicks
    }


def sharer_counts(*, organisation_id: int, story_ids: Sequence[int]) -> Mapping[int, int]:
    """How many members shared each of these stories; stories without a sharer are left out."""
    rows = Share.objects.filter(
        organisation_id=organisation_id,
        story__in=story_ids,
        confirmed_at__isnull=False,
        undone_at__isnull=True,
    )
    counts = rows.values("story_id").annotate(sharers=Count("member", distinct=True))
    return dict(counts.values_list("story_id", "sharers"))
