"""How fast the page Insight is at ten million events, and how fast its ground is made anew.

Ten thousand people live through two years of stories. Their last half year is frozen as the product
does it, and a programme manager asks for the page Insight: session, queries and template, with all
its sections. The yardstick asks the event record itself for a part of what the page shows: the line
of weeks, participation, the funnel, teams, posts and readers, and neither the map nor any study,
whose ground stands in other tables. Then the tallies are thrown away and made anew from the record;
the yardstick is DuckDB, which reads the same record out of the database and goes over it once.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import crowd
import weeks

NAME = "rollup"
GOAL = 20.0
GOAL_SECONDS = 1.0
GOAL_REBUILD = 4.0
PEOPLE = 10_000
EVENTS = 10_000_000
WEEKS = 104
FROZEN = 26
LOOKS = 7
NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
MONDAY = NOW - timedelta(days=NOW.weekday(), hours=NOW.hour)
ZONE = "Europe/Amsterdam"
# What happens, how often of a thousand, by whom it is known, and what a rebuild needs of it. The
# number of a choice or share is that of the row; what ends one comes a day later, with its number.
_HAPPENS = """
    CREATE TEMPORARY TABLE happened AS
    SELECT n, 1 + floor(random() * %(people)s)::bigint AS person,
        %(now)s - random() * %(weeks)s * interval '1 week' AS at,
        (floor(random() * 1000))::int AS lot
    FROM generate_series(1, %(events)s) n
"""
_RECORD = """
    INSERT INTO record_event (organisation_id, kind, person_key, subject, at, source, details)
    SELECT %(o)s, e.kind, m.person_key, 'story:' || e.n %% 60, e.at, 'seen', e.details
    FROM (
        SELECT n, person, at, 'digest.opened' AS kind, '{}'::jsonb AS details
            FROM happened WHERE lot < 70
        UNION ALL SELECT n, person, at, 'story.read', '{}' FROM happened
            WHERE lot BETWEEN 70 AND 219
        UNION ALL SELECT n, person, at, 'choice.made', jsonb_build_object('story', n %% 60,
            'choice', n, 'kind', CASE WHEN lot < 280 THEN 'skip' ELSE 'copy' END, 'network', '',
            'reason', '')
            FROM happened WHERE lot BETWEEN 220 AND 379
        UNION ALL SELECT n, person, at + interval '1 day', 'choice.undone', jsonb_build_object(
            'story', n %% 60, 'choice', n, 'kind', 'copy', 'reason', '')
            FROM happened WHERE lot BETWEEN 370 AND 379
        UNION ALL SELECT n, person, at, 'share.started', jsonb_build_object('story', n %% 60,
            'share', n, 'network', 'linkedin', 'own_words', n %% 4 = 0)
            FROM happened WHERE lot BETWEEN 380 AND 429
        UNION ALL SELECT n, person, at + interval '2 minutes', 'share.confirmed',
            jsonb_build_object('story', n %% 60, 'share', n, 'network', 'linkedin', 'own_words',
                n %% 4 = 0)
            FROM happened WHERE lot BETWEEN 380 AND 414
        UNION ALL SELECT n, person, at + interval '4 minutes', 'share.undone', jsonb_build_object(
            'story', n %% 60, 'share', n, 'network', 'linkedin', 'own_words', false,
            'was_confirmed', lot < 415)
            FROM happened WHERE lot BETWEEN 413 AND 416
        UNION ALL SELECT n, person, at, 'link.clicked', jsonb_build_object('label', 'human',
            'reason', 'browser', 'counted', lot < 900)
            FROM happened WHERE lot >= 430
        UNION ALL SELECT n, person, at, 'click.relabelled', jsonb_build_object('before', 'human',
            'label', 'probable_bot', 'reason', 'burst', 'was_counted', true)
            FROM happened WHERE lot BETWEEN 430 AND 434
    ) e JOIN people_member m ON m.sort_key = e.person::text
    ORDER BY e.at
"""
# What the page shows of the record, asked of the record itself: who shared, chose and skipped, week
# by week; the funnel of the last week; who shared in four weeks, by team; posts and readers of a
# quarter. What was taken back counts nowhere.
_STANDS = """
    CREATE TEMPORARY TABLE stands ON COMMIT DROP AS
    SELECT *, date_trunc('week', confirmed AT TIME ZONE %(zone)s) AS shared_in,
        date_trunc('week', began AT TIME ZONE %(zone)s) AS began_in
    FROM (
        SELECT person_key, coalesce(details->>'choice', details->>'share') AS deed,
            kind LIKE 'choice.%%' AS of_choice,
            bool_or(details->>'kind' = 'skip') AS skip,
            min(at) FILTER (WHERE kind IN ('choice.made', 'share.started')) AS began,
            max(at) FILTER (WHERE kind = 'share.confirmed') AS confirmed,
            max(id) FILTER (WHERE kind IN ('choice.undone', 'share.undone')) AS undone,
            max(id) FILTER (WHERE kind NOT IN ('choice.undone', 'share.undone')) AS last
        FROM record_event
        WHERE organisation_id = %(o)s AND at >= %(since)s AND kind IN ('choice.made',
            'choice.undone', 'share.started', 'share.confirmed', 'share.undone')
        GROUP BY 1, 2, 3
    ) deed WHERE undone IS NULL OR undone < last
"""
_DIRECT = (
    """SELECT shared_in, count(DISTINCT person_key), count(*) FROM stands
       WHERE confirmed IS NOT NULL GROUP BY 1""",
    """SELECT began_in, count(DISTINCT person_key), count(DISTINCT person_key) FILTER (WHERE skip),
           count(*), count(*) FILTER (WHERE skip) FROM stands WHERE of_choice GROUP BY 1""",
    """SELECT began_in, count(DISTINCT person_key) FROM stands
       WHERE NOT of_choice AND began >= %(last)s GROUP BY 1""",
    """SELECT count(DISTINCT person_key) FROM record_event
       WHERE organisation_id = %(o)s AND kind = 'digest.opened' AND at >= %(last)s""",
    """SELECT m.team_id, count(DISTINCT s.person_key) FROM people_member m
       LEFT JOIN stands s ON s.person_key = m.person_key AND s.confirmed >= %(month)s
       WHERE m.organisation_id = %(o)s GROUP BY 1""",
    """SELECT sum(CASE kind WHEN 'link.clicked' THEN (details->>'counted')::boolean::int
           WHEN 'click.relabelled' THEN -(details->>'was_counted')::boolean::int END)
       FROM record_event WHERE organisation_id = %(o)s AND at >= %(quarter)s
           AND kind IN ('link.clicked', 'click.relabelled')""",
)
_OUT = """
    COPY (SELECT id, kind, person_key, extract(epoch FROM at), details FROM record_event
          WHERE organisation_id = {}) TO STDOUT (FORMAT csv)
"""
_SCAN = """
    SELECT kind, count(*), count(DISTINCT person_key), sum(len(details)), max(moment)
    FROM read_csv(?, header = false, columns = {'id': 'BIGINT', 'kind': 'VARCHAR',
        'person_key': 'UUID', 'moment': 'DOUBLE', 'details': 'VARCHAR'}) GROUP BY kind
"""


def measure(events: int = EVENTS) -> dict[str, dict[str, Any]]:
    """How many times quicker the page is than the direct query, and how long a rebuild takes."""
    with crowd.database() as url:
        environment = crowd.migrated(url)
        command = [sys.executable, __file__, str(events)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    found = json.loads(done.stdout.splitlines()[-1])
    ratio = found["direct"] / found["page"]
    rebuild = found["rebuild"] / found["scan"]
    note = (
        f"{found['events']:,} events of {PEOPLE:,} people in {WEEKS} weeks: the page "
        f"{found['page']:.2f} s (goal {GOAL_SECONDS:.0f}), the query of the record "
        f"{found['direct']:.1f} s; {found['tallies']:,} tallies made anew in "
        f"{found['rebuild']:.1f} s, {rebuild:.2f} x one scan by DuckDB, {found['scan']:.1f} s "
        f"(goal {GOAL_REBUILD:.0f}), of which {found['out']:.1f} s reading it out; "
        f"{found['different']} tallies came out otherwise; a week frozen in {found['freeze']:.1f} s"
    )
    holds = ratio >= GOAL and found["page"] <= GOAL_SECONDS
    holds = holds and rebuild <= GOAL_REBUILD and found["different"] == 0
    return {NAME: {"ratio": round(ratio, 1), "goal": GOAL, "holds": holds, "note": note}}


def _run(events: int) -> None:
    """Let two years happen, freeze the last half, look, and make the tallies anew."""
    crowd.set_up()
    from django.test import Client

    from zetje.behaviour.weeks import week_number
    from zetje.insights import operations as insights
    from zetje.lib.tenancy import tenant
    from zetje.people.testing import make_member, signed_in

    organisation = crowd.make_organisation(people=PEOPLE, now=NOW)
    own = organisation.pk
    found: dict[str, Any] = {"events": _happen(own, events)}
    manager = make_member(organisation, given_name="Pim", roles=["programme_manager"])
    with tenant(own):
        weeks.happen(organisation_id=own, monday=MONDAY)
    insights.rebuild_tallies(organisation_id=own, now=NOW - timedelta(weeks=1))
    this_week = week_number(NOW.date())
    frozen: list[float] = []
    for back in range(FROZEN, 1, -1):
        # Two hours apart, so that each finds added up what the one before it saw.
        now = NOW - timedelta(hours=2 * back)
        freeze = partial(insights.freeze_period, organisation_id=own, week=this_week - back)
        frozen.append(_took(lambda freeze=freeze, now=now: freeze(now=now)))
    found["freeze"] = statistics.median(frozen)
    insights.freeze_due(organisation_id=own, now=NOW)
    crowd.analyse()
    client = signed_in(Client(), manager)
    found["page"] = statistics.median(_took(lambda: _look(client)) for _ in range(LOOKS))
    with tenant(own):
        found["direct"] = min(_took(lambda: _ask_the_record(own)) for _ in range(2))
    found["rebuild"], found["different"], found["tallies"] = _rebuild(own)
    found["out"], scan = _scanned(own)
    found["scan"] = found["out"] + scan
    print(json.dumps(found))


def _happen(organisation_id: int, events: int) -> int:
    """Fill the record; how many events it holds."""
    from django.db import connection

    from zetje.lib.tenancy import tenant

    given = {"o": organisation_id, "people": PEOPLE, "now": NOW, "weeks": WEEKS, "events": events}
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.4)")
        joined = NOW - timedelta(weeks=WEEKS + 1)
        cursor.execute("UPDATE people_membership SET joined_at = %s", [joined])
        # Numbered from one, so that chance can name them.
        cursor.execute(
            """UPDATE people_member m SET sort_key = n.place::text FROM (
                   SELECT id, row_number() OVER (ORDER BY id) AS place FROM people_member) n
               WHERE n.id = m.id"""
        )
        cursor.execute(_HAPPENS, given)
        cursor.execute(_RECORD, given)
        return int(cursor.rowcount)


def _look(client: Any) -> None:
    """The page as a browser asks for it: session, roles, queries and template."""
    page = client.get("/insight/", HTTP_HOST="localhost")
    if page.status_code != 200 or b"<svg" not in page.content:
        raise RuntimeError("the page does not show what is measured")


def _ask_the_record(organisation_id: int) -> None:
    from django.db import connection

    given = {
        "o": organisation_id,
        "zone": ZONE,
        "since": MONDAY - timedelta(weeks=FROZEN),
        "quarter": MONDAY - timedelta(weeks=13),
        "month": MONDAY - timedelta(weeks=4),
        "last": MONDAY - timedelta(weeks=1),
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS stands")
        cursor.execute(_STANDS, given)
        for query in _DIRECT:
            cursor.execute(query, given)
            cursor.fetchall()


def _rebuild(organisation_id: int) -> tuple[float, int, int]:
    """Seconds of making the tallies anew from nothing, how many differ then, and how many."""
    from django.db import connection

    from zetje.insights import operations as insights
    from zetje.lib.tenancy import tenant

    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE stood AS SELECT * FROM insights_tally")
        cursor.execute("DELETE FROM insights_tally")
    took = _took(lambda: insights.rebuild_tallies(organisation_id=organisation_id, now=NOW))
    kept = "person, week, choices, skips, starts, shares, own_words, clicks, opens"
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*) FROM (
                (SELECT {kept} FROM stood EXCEPT SELECT {kept} FROM insights_tally) UNION ALL
                (SELECT {kept} FROM insights_tally EXCEPT SELECT {kept} FROM stood)) AS other"""
        )
        different = int(cursor.fetchall()[0][0])
        cursor.execute("SELECT count(*) FROM insights_tally")
        return took, different, int(cursor.fetchall()[0][0])


def _scanned(organisation_id: int) -> tuple[float, float]:
    """Seconds of reading the record out of the database, and of one pass of DuckDB over it."""
    import duckdb
    from django.db import connection

    from zetje.lib.tenancy import tenant

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.csv"

        def read_out() -> None:
            with (
                tenant(organisation_id),
                connection.cursor() as cursor,
                path.open("wb") as file,
                cursor.copy(_OUT.format(int(organisation_id))) as copy,
            ):
                for piece in copy:
                    file.write(piece)

        out = _took(read_out)
        engine = duckdb.connect()
        return out, _took(lambda: engine.execute(_SCAN, [str(path)]).fetchall())


def _took(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    _run(int(sys.argv[1]))
