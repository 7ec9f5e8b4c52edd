"""How long it takes to say where somebody stands among a million people, with their neighbours.

Everybody has points of this week, many of them as many as others. Ours is the query of the product,
as the application's role under row security: the place, how many are ranked, two people on each
side. The yardstick is a window query over the same table, which the same role asks in the same run.
Both give the same answer, for every person that is asked about; if not, nothing holds.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import crowd

NAME = "rank"
GOAL = 100
GOAL_MILLISECONDS = 1.0
PEOPLE = 1_000_000
ASKED = 1000
WINDOWED = 5
MOVED = 10_000
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
# Most weeks bring a post or two, some bring many: whole points from 1 to some 900, so that a place
# is shared by thousands.
_POINTS = """
    INSERT INTO recognition_pointweek (organisation_id, member_id, week, points)
    SELECT organisation_id, id, %s, 1 + floor(-60 * ln(1 - random()))::int FROM people_member
"""
_WINDOW = """
    SELECT member_id, place, people, ahead, ahead2, behind, behind2 FROM (
        SELECT member_id, rank() OVER (ORDER BY points DESC) AS place, count(*) OVER () AS people,
            lead(member_id) OVER up AS ahead, lead(member_id, 2) OVER up AS ahead2,
            lag(member_id) OVER up AS behind, lag(member_id, 2) OVER up AS behind2
        FROM recognition_rankedweek WHERE organisation_id = %s AND week = %s
        WINDOW up AS (ORDER BY points, member_id)) AS ranked
    WHERE member_id = ANY(%s)
"""


def measure(people: int = PEOPLE) -> dict[str, dict[str, Any]]:
    """How many times quicker the product's query is than the window query."""
    with crowd.database() as url:
        environment = crowd.migrated(url)
        command = [sys.executable, __file__, str(people)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout.splitlines()[-1])
    ratio = figures["window"] / figures["ours"]
    note = (
        f"{people:,} people: {figures['ours']:.2f} ms, 95 of 100 within {figures['p95']:.2f} ms "
        f"(goal {GOAL_MILLISECONDS:.0f} ms); the window query {figures['window']:,.0f} ms; "
        f"{figures['equal']:,} of {ASKED:,} answers equal; {MOVED:,} changes of points taken in "
        f"within {figures['moving']:.2f} s"
    )
    holds = ratio >= GOAL and figures["ours"] <= GOAL_MILLISECONDS and figures["equal"] == ASKED
    return {NAME: {"ratio": round(ratio), "goal": GOAL, "holds": holds, "note": note}}


def _run(people: int) -> None:
    """Make the people and their ranks, then ask both ways about people drawn by chance."""
    crowd.set_up()
    from django.db import connection

    from zetje.behaviour.weeks import week_number
    from zetje.lib.tenancy import tenant
    from zetje.recognition.operations.ranks import rank_members, rebuild_ranks
    from zetje.recognition.queries.ranks import rank_of

    organisation = crowd.make_organisation(people=people, now=NOW)
    week = week_number(NOW.date())
    with tenant(organisation.pk), connection.cursor() as cursor:
        cursor.execute(_POINTS, [week])
    crowd.analyse()
    rebuild_ranks(organisation_id=organisation.pk, now=NOW)
    crowd.analyse()
    rng = random.Random(20261122)
    with tenant(organisation.pk), connection.cursor() as cursor:
        cursor.execute("SELECT min(id) FROM people_member")
        (first,) = cursor.fetchone()
    some = [first + rng.randrange(people) for _ in range(MOVED)]
    with tenant(organisation.pk), connection.cursor() as cursor:
        # Behind some changes, as in life: not right after the tables were written anew.
        cursor.execute(
            "UPDATE recognition_pointweek SET points = points + 10 WHERE member_id = ANY(%s)",
            [some],
        )
    moving = _took(lambda: rank_members(organisation_id=organisation.pk, member_ids=some, now=NOW))
    asked = [first + rng.randrange(people) for _ in range(ASKED)]

    def ours(member: int) -> list[int | None]:
        found = rank_of(organisation_id=organisation.pk, member_id=member, week=week)
        ahead, behind = ([each.member_id for each in side] for side in (found.ahead, found.behind))
        return [found.place, found.people, *_two(ahead), *_two(behind)]

    def windowed(members: list[int]) -> dict[int, list[int | None]]:
        with connection.cursor() as cursor:
            cursor.execute(_WINDOW, [organisation.pk, week, members])
            return {member: answer for member, *answer in cursor.fetchall()}

    with tenant(organisation.pk):
        for member in asked[:20]:
            ours(member)
        quick = [_took(lambda member=member: ours(member)) for member in asked]
        slow = [_took(lambda member=member: windowed([member])) for member in asked[:WINDOWED]]
        truth = windowed(asked)
        equal = sum(ours(member) == truth[member] for member in asked)
    print(
        json.dumps(
            {
                "ours": statistics.median(quick) * 1000,
                "p95": sorted(quick)[int(len(quick) * 0.95)] * 1000,
                "window": statistics.median(slow) * 1000,
                "equal": equal,
                "moving": moving,
            }
        )
    )


def _two(members: list[int]) -> list[int | None]:
    return [*members, None, None][:2]


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    _run(int(sys.argv[1]))
