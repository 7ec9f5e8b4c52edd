"""Keeps ranks in step with points, in batches: who stands where, and how many stand in a bucket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.behaviour.weeks import week_number
from zetje.lib.arrays import copy_out, numbers
from zetje.lib.jobs import defer
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people.queries import players
from zetje.people.registry import ErasedPerson
from zetje.recognition.queries.ranks import Earned, earned_in_weeks
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.ranks import BITS, LEVELS, MOST_POINTS, WEEKS_KEPT

Ints = NDArray[np.int64]

MEMBERS_AT_ONCE: Final = 100_000
# What differs is written, and each count is moved by the sum of what moved, in one statement: all
# of its parts see the rows as they were. A count may not be inserted below zero, even where it
# would at once be added to one that stands, so what stands is updated and the rest is inserted.
_MOVE: Final = """
WITH ranked_now (member_id, week, points) AS (
    SELECT * FROM unnest(%(ranked)s::bigint[], %(in_week)s::int[], %(points)s::int[])
),
were AS (
    SELECT member_id, week, points FROM recognition_rankedweek
    WHERE organisation_id = %(organisation)s AND week = ANY(%(weeks)s)
        AND member_id = ANY(%(members)s::bigint[])
),
moved AS (
    SELECT member_id, week, w.points AS was, n.points AS now
    FROM were w FULL JOIN ranked_now n USING (member_id, week)
    WHERE w.points IS DISTINCT FROM n.points
),
gone AS (
    DELETE FROM recognition_rankedweek r USING moved m
    WHERE r.organisation_id = %(organisation)s AND r.week = m.week
        AND r.member_id = m.member_id AND m.now IS NULL
),
kept AS (
    INSERT INTO recognition_rankedweek AS r (organisation_id, week, member_id, points)
    SELECT %(organisation)s, week, member_id, now FROM moved WHERE now IS NOT NULL
    ORDER BY week, member_id
    ON CONFLICT (organisation_id, week, member_id) DO UPDATE SET points = excluded.points
),
steps AS (
    SELECT week, level, (points >> (%(bits)s * level)) AS bucket, sum(sign)::int AS people
    FROM (
        SELECT week, was AS points, -1 AS sign FROM moved WHERE was IS NOT NULL
        UNION ALL SELECT week, now, 1 FROM moved WHERE now IS NOT NULL
    ) AS signed CROSS JOIN generate_series(0, %(levels)s - 1) AS level
    GROUP BY week, level, bucket HAVING sum(sign) <> 0
),
counted AS (
    UPDATE recognition_rankcount c SET people = c.people + s.people FROM steps s
    WHERE c.organisation_id = %(organisation)s AND c.week = s.week AND c.level = s.level
        AND c.bucket = s.bucket
),
begun AS (
    INSERT INTO recognition_rankcount (organisation_id, week, level, bucket, people)
    SELECT %(organisation)s, week, level, bucket, people FROM steps s
    WHERE NOT EXISTS (SELECT FROM recognition_rankcount c
        WHERE c.organisation_id = %(organisation)s AND c.week = s.week AND c.level = s.level
            AND c.bucket = s.bucket)
)
SELECT count(*) FROM moved
"""
_DROP_OLD: Final = (
    "DELETE FROM recognition_rankedweek WHERE organisation_id = %s AND week < %s",
    "DELETE FROM recognition_rankcount WHERE organisation_id = %s AND week < %s",
)
_EMPTY: Final = "DELETE FROM recognition_rankcount WHERE organisation_id = %s AND people = 0"


def rank_members(*, organisation_id: int, member_ids: Sequence[int] | Ints, now: datetime) -> int:
    """Bring the ranks of some members up to date: points came or went, or they did.

    Who left, or switched leagues off, has no rank from then on; nor has anybody where the
    organisation has them off.

    Returns:
        how many ranks of a week moved.
    """
    members = np.unique(np.asarray(member_ids, dtype=np.int64))
    moved = 0
    for start in range(0, members.size, MEMBERS_AT_ONCE):
        with tenant(organisation_id):
            _hold(organisation_id)
            some = members[start : start + MEMBERS_AT_ONCE]
            moved += _rank(organisation_id, some, _weeks(now), now)
    return moved


def rebuild_ranks(*, organisation_id: int, now: datetime) -> int:
    """Make the ranks of the weeks that are kept from the points alone, and forget older weeks.

    Returns:
        how many ranks of a week came out otherwise than they stood.
    """
    weeks = _weeks(now)
    with tenant(organisation_id):
        _hold(organisation_id)
        with connection.cursor() as cursor:
            for statement in _DROP_OLD:
                cursor.execute(statement, [organisation_id, weeks[0]])
        everyone = _everyone(organisation_id, now)
        moved = sum(
            _rank(organisation_id, everyone[start : start + MEMBERS_AT_ONCE], weeks, now)
            for start in range(0, everyone.size, MEMBERS_AT_ONCE)
        )
        with connection.cursor() as cursor:
            cursor.execute(_EMPTY, [organisation_id])
    return moved


def rank_anew(organisation_id: int) -> None:
    """Have ranks and leagues made anew soon: what an organisation has on may have changed."""
    lock = f"recognition.rank_anew:{organisation_id}"
    defer("recognition.rank_anew", lock=lock, queueing_lock=lock, organisation_id=organisation_id)


def forget_ranks(person: ErasedPerson, now: datetime) -> None:
    """Take somebody out of every rank and count that is kept: they are about to be erased."""
    organisation_id, member_id = person.organisation_id, person.member_id
    with tenant(organisation_id), connection.cursor() as cursor:
        _hold(organisation_id)
        cursor.execute(
            "SELECT DISTINCT week FROM recognition_rankedweek "
            "WHERE organisation_id = %s AND member_id = %s",
            [organisation_id, member_id],
        )
        weeks = [week for (week,) in cursor.fetchall()]
        nobody = np.empty(0, dtype=np.int64)
        _move(organisation_id, np.array([member_id]), weeks, Earned(nobody, nobody, nobody))


def _everyone(organisation_id: int, now: datetime) -> Ints:
    """Who is ranked, and who may be."""
    ranked = copy_out(
        "SELECT DISTINCT member_id FROM recognition_rankedweek WHERE organisation_id = %s",
        [organisation_id],
        columns={"member": "bigint"},
    )
    playing = players.players(organisation_id=organisation_id, now=now)
    return np.union1d(ranked["member"], playing.member)


def _hold(organisation_id: int) -> None:
    """Let nobody else move this organisation's counts until the transaction ends."""
    hold_turn("recognition.ranks", organisation_id)


def _weeks(now: datetime) -> list[int]:
    """The weeks whose ranks are kept; the last one may have begun in the east alone."""
    newest = week_number((now.astimezone(UTC) + timedelta(hours=14)).date())
    return list(range(newest - WEEKS_KEPT, newest + 1))


def _rank(organisation_id: int, members: Ints, weeks: Sequence[int], now: datetime) -> int:
    playing = np.empty(0, dtype=np.int64)
    if game_switches(organisation_id).has_leagues:
        found = players.players(organisation_id=organisation_id, now=now, member_ids=members)
        playing = found.member
    earned = earned_in_weeks(organisation_id=organisation_id, member_ids=playing, weeks=weeks)
    return _move(organisation_id, members, weeks, earned)


def _move(organisation_id: int, members: Ints, weeks: Sequence[int], earned: Earned) -> int:
    """Let these members' ranks of these weeks be by what they earned, and by nothing else."""
    given = {
        "organisation": organisation_id,
        "members": numbers(members),
        "weeks": list(weeks),
        "ranked": numbers(earned.member),
        "in_week": numbers(earned.week),
        "points": numbers(np.minimum(earned.points, MOST_POINTS)),
        "bits": BITS,
        "levels": LEVELS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, given)
        (moved,) = cursor.fetchone() or (0,)
    return int(moved)
