"""How fast posts and readers become lines of points, against writing the very same lines bare.

People with a past post and are read: news comes in batches, as clicks do from the spool, through
the product's own operations, under row security, each batch in a transaction of its own. The
yardstick is COPY of the very same lines and sums into the very same tables, with their indexes and
constraints, in as many transactions, as the owner whom row security does not hold up. What counts
is processor time, of this process and of the server's that works for it: a core has a second a
second. Ranks follow points as in the product, and that is in the time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import crowd

NAME = "ledger"
# Events a second of one core, and how many times longer than the bare lines it may take.
GOAL_EVENTS = 1000
GOAL = 25.0
PEOPLE = 10_000
READERS = 8
BATCH = 1000
SINGLE = 200
NOW = datetime(2026, 9, 17, 12, tzinfo=UTC)
_FILL = (
    # A post of each person: one five weeks ago that was read, and one of this week.
    """INSERT INTO sharing_link (organisation_id, code, member_id, story_id, network, target,
           created_at)
       SELECT %(o)s, md5(m.id || '-' || n), m.id, %(story)s + n, 'linkedin',
           'https://noordnaaf.example/', %(now)s - n * interval '35 days'
       FROM people_member m CROSS JOIN generate_series(0, 1) n""",
    """INSERT INTO sharing_share (organisation_id, token, member_id, story_id, network, text,
           own_words, wording, link_id, started_at, confirmed_at)
       SELECT %(o)s, gen_random_uuid(), member_id, story_id, network, '', member_id %% 2 = 0, 0, id,
           created_at, created_at FROM sharing_link ORDER BY id""",
    """INSERT INTO record_event (organisation_id, kind, person_key, subject, at, source, details)
       SELECT %(o)s, 'share.confirmed', m.person_key, 'story:' || s.story_id, s.confirmed_at,
           'person', jsonb_build_object('share', s.id, 'network', s.network)
       FROM sharing_share s JOIN people_member m ON m.id = s.member_id ORDER BY s.id""",
    """INSERT INTO sharing_click (organisation_id, link_id, clicked_at, label, reason, counted,
           spool_id)
       SELECT %(o)s, l.id, l.created_at + n * interval '11 minutes', 'human', 'browser', true,
           l.id || '-' || n
       FROM sharing_link l CROSS JOIN LATERAL generate_series(1, l.id %% (2 * %(readers)s)) n
       ORDER BY n, l.id""",
    """INSERT INTO record_event (organisation_id, kind, person_key, subject, at, source, details)
       SELECT %(o)s, 'link.clicked', m.person_key, 'link:' || l.id, c.clicked_at, 'seen',
           '{"label": "human", "reason": "browser", "counted": true}'
       FROM sharing_click c JOIN sharing_link l ON l.id = c.link_id
       JOIN people_member m ON m.id = l.member_id ORDER BY c.id""",
)
_TABLES = ("recognition_pointpost", "recognition_pointline", "recognition_pointweek")


def measure(people: int = PEOPLE) -> dict[str, dict[str, Any]]:
    """How many times longer than the bare lines, and how many events a second that is."""
    with crowd.database() as url:
        environment = crowd.migrated(url)
        command = [sys.executable, __file__, str(people)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout.splitlines()[-1])
    ratio = figures["ours"] / figures["bare"]
    pace = figures["events"] / figures["ours"]
    note = (
        f"{figures['events']:,} events in {figures['ours']:.1f} s, {pace:,.0f} a second (goal "
        f"{GOAL_EVENTS:,}), became {figures['lines']:,} lines; the lines alone "
        f"{figures['bare']:.1f} s; one post by itself {figures['single']:.1f} ms; made again from "
        f"the record in {figures['again']:.1f} s with {figures['different']} differences"
    )
    holds = ratio <= GOAL and pace >= GOAL_EVENTS and figures["different"] == 0
    return {NAME: {"ratio": round(ratio, 2), "goal": GOAL, "holds": holds, "note": note}}


def _run(people: int) -> None:
    crowd.set_up()
    from zetje.recognition.models import PointLine

    organisation = crowd.make_organisation(people=people, now=NOW)
    shares, readers = _fill(organisation.pk)
    from zetje.lib.tenancy import tenant
    from zetje.recognition import operations as recognition

    own = {"organisation_id": organisation.pk}
    # The past comes first, as it did: what was usual is known when this week begins.
    past, single, fresh = shares[::2], shares[1::2][:SINGLE], shares[1::2][SINGLE:]
    ours = 0.0
    for batch in _batches(past):
        ours += _took(lambda batch=batch: recognition.earn_from_shares(**own, share_ids=batch))
    crowd.analyse()

    def one_by_one() -> None:
        for share in single:
            recognition.earn_from_shares(**own, share_ids=[share])

    alone = _took(one_by_one)
    for batch in _batches(fresh):
        ours += _took(lambda batch=batch: recognition.earn_from_shares(**own, share_ids=batch))
    # The spool brings clicks in the order in which they came: each batch is of many links.
    for batch in _batches(readers):
        touched = sorted(set(batch))
        ours += _took(
            lambda touched=touched: recognition.earn_from_readers(**own, link_ids=touched)
        )
    with tenant(organisation.pk):
        lines = PointLine.objects.count()
    different = 0

    def rebuild() -> None:
        nonlocal different
        different = recognition.rebuild_points(**own, now=NOW)

    again = _took(rebuild)
    written = len(past) + len(fresh) + len(readers)
    bare = _bare(-(-written // BATCH))
    print(
        json.dumps(
            {
                "events": written,
                "ours": ours,
                "bare": bare,
                "lines": lines,
                "single": alone / SINGLE * 1000,
                "again": again,
                "different": different,
            }
        )
    )


def _fill(organisation_id: int) -> tuple[list[int], list[int]]:
    """Make the posts and their readers; the shares, and this week's clicks by their links."""
    from django.db import connection

    from zetje.content.models import Story
    from zetje.lib.tenancy import tenant

    with tenant(organisation_id), connection.cursor() as cursor:
        story = Story.objects.order_by("pk").values_list("pk", flat=True)[0]
        given = {"o": organisation_id, "story": story, "now": NOW, "readers": READERS}
        for statement in _FILL:
            cursor.execute(statement, given)
        cursor.execute("SELECT id FROM sharing_share ORDER BY member_id, started_at")
        shares = [share for (share,) in cursor.fetchall()]
        cursor.execute(
            "SELECT link_id FROM sharing_click WHERE clicked_at >= %s ORDER BY clicked_at, id",
            [NOW],
        )
        readers = [link for (link,) in cursor.fetchall()]
    crowd.analyse()
    return shares, readers


def _bare(transactions: int) -> float:
    """Seconds of writing what stands, in as many transactions, by COPY as the owner."""
    from django.db import connection, transaction

    rows: dict[str, list[bytes]] = {}
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for table in _TABLES:
            with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                rows[table] = b"".join(copy).splitlines(keepends=True)
        cursor.execute("SET app.erasing = 'yes'")
        for table in reversed(_TABLES):
            cursor.execute(f"DELETE FROM {table}")
        for table in _TABLES:
            cursor.execute(f"VACUUM {table}")

    def write() -> None:
        for number in range(transactions):
            with transaction.atomic(), connection.cursor() as cursor:
                for table, all_of_it in rows.items():
                    part = all_of_it[number::transactions]
                    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                        copy.write(b"".join(part))

    return _took(write)


def _batches(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]


def _took(work: Callable[[], object]) -> float:
    """Seconds of processor time, here and in the database's process for this connection."""
    began = _spent()
    work()
    return _spent() - began


def _spent() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    # The name of a process is in brackets and may hold spaces; 14 and 15 are its ticks.
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    _run(int(sys.argv[1]))
