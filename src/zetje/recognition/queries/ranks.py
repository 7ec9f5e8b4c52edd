"""Reads where somebody stands among any number of people, by adding up a few counts.

Exact, and as quick for a million people as for a hundred: of each level at most 63 counts are added
up, and neighbours are the next rows of an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out, numbers
from zetje.recognition.rules.ranks import BITS, LEVELS, NEIGHBOURS

Ints = NDArray[np.int64]


def _above(level: int) -> str:
    """How many people are in the buckets of a level above one's own, within that of the next."""
    shift, next_shift = BITS * level, BITS * (level + 1)
    within = (
        f"AND bucket < ((mine.points >> {next_shift}) + 1) << {BITS}" if level < LEVELS - 1 else ""
    )
    return f"""(SELECT coalesce(sum(people), 0) FROM recognition_rankcount
        WHERE organisation_id = %(organisation)s AND week = %(week)s AND level = {level}
            AND bucket > mine.points >> {shift} {within})"""  # noqa: S608 -- fixed parts of ours


def _beside(sign: str, order: str) -> str:
    return f"""ARRAY(SELECT ARRAY[member_id, points] FROM recognition_rankedweek
        WHERE organisation_id = %(organisation)s AND week = %(week)s
            AND (points, member_id) {sign} (mine.points, %(member)s::bigint)
        ORDER BY points {order}, member_id {order} LIMIT {NEIGHBOURS})"""  # noqa: S608 -- fixed parts of ours


_RANK: Final = f"""
WITH mine AS MATERIALIZED (
    SELECT points FROM recognition_rankedweek
    WHERE organisation_id = %(organisation)s AND week = %(week)s AND member_id = %(member)s
)
SELECT mine.points, 1 + {" + ".join(_above(level) for level in range(LEVELS))},
    (SELECT coalesce(sum(people), 0) FROM recognition_rankcount
        WHERE organisation_id = %(organisation)s AND week = %(week)s AND level = {LEVELS - 1}),
    {_beside(">", "ASC")}, {_beside("<", "DESC")}
FROM mine
"""  # noqa: S608 -- fixed parts of ours


@dataclass(frozen=True, slots=True)
class Earned:
    """Whose points of which week, above zero: arrays (n,)."""

    member: Ints
    week: Ints
    points: Ints


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody next to somebody, with the points of that week."""

    member_id: int
    points: int


@dataclass(frozen=True, slots=True)
class Rank:
    """Where somebody stands in a week, among everyone of their organisation who is ranked.

    Attributes:
        place: one more than the people with more points; whoever has as many shares it. 0 when it
            is too early: without points there is no place, above all none in the middle.
        people: how many are ranked.
        points: of the week.
        ahead: the two next ones with as many points or more, the nearest first.
        behind: the two next ones with as many or fewer, the nearest first.
    """

    place: int = 0
    people: int = 0
    points: int = 0
    ahead: tuple[Neighbour, ...] = ()
    behind: tuple[Neighbour, ...] = ()

    @property
    def is_too_early(self) -> bool:
        """Whether there is nothing to go by yet."""
        return self.place == 0

    @property
    def is_in_front(self) -> bool:
        """Whether the place may be told: in the front half. Nobody learns that they are behind."""
        return 0 < self.place <= (self.people + 1) // 2


def rank_of(*, organisation_id: int, member_id: int, week: int) -> Rank:
    """Where a member stands in a week of theirs, given as its running number. One query."""
    given = {"organisation": organisation_id, "member": member_id, "week": week}
    with connection.cursor() as cursor:
        cursor.execute(_RANK, given)
        row = cursor.fetchone()
    if row is None:
        return Rank()
    points, place, count, ahead, behind = row
    return Rank(
        place=int(place),
        people=int(count),
        points=points,
        ahead=tuple(Neighbour(*each) for each in ahead),
        behind=tuple(Neighbour(*each) for each in behind),
    )


def earned_in_weeks(*, organisation_id: int, member_ids: Ints, weeks: Sequence[int]) -> Earned:
    """The points that some members earned in some weeks; what waits for a word is left out."""
    return Earned(
        **copy_out(
            """SELECT member_id, week, points FROM recognition_pointweek
               WHERE organisation_id = %s AND member_id = ANY(%s::bigint[])
                   AND week = ANY(%s) AND points > 0""",
            [organisation_id, numbers(member_ids), list(weeks)],
            columns={"member": "bigint", "week": "integer", "points": "integer"},
        )
    )
