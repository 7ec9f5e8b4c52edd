"""How long it takes to choose and write the digests of 100,000 people.

The yardstick is what no planner can do without: reading those people by COPY, and writing the very
same rows (digests, their stories, their messages) by COPY into the very same tables, with their
indexes and constraints, as the owner whom row security does not hold up. Ours reads what people saw
and chose before as well, chooses, gives reasons, and writes under row security in one transaction.
How long COPY takes into tables without any index or constraint stands in the note.
"""

from __future__ import annotations

import contextlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Any

import crowd

NAME = "digest.choose"
GOAL = 6
PEOPLE = 100_000
ROUNDS = 2
# Seven in the morning of a Tuesday in Amsterdam; digests go out at nine.
NOW = datetime(2026, 9, 15, 5, tzinfo=UTC)
_DIGESTS = "SELECT id FROM prompting_digest WHERE iso_week = 38"
THIS_WEEK = {
    "prompting_digest": "iso_week = 38",
    "prompting_digeststory": f"digest_id IN ({_DIGESTS})",
    "delivery_message": f"subject_id IN ({_DIGESTS})",
}


def measure() -> dict[str, dict[str, Any]]:
    """Our time as a ratio of the yardstick's."""
    with crowd.database() as url:
        environment = crowd.migrated(url)
        command = [sys.executable, __file__, "run"]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout.splitlines()[-1])
    ratio = figures["ours"] / figures["yardstick"]
    note = (
        f"{figures['digests']:,} digests with {figures['stories']:,} stories in "
        f"{figures['ours']:.1f} s, {figures['choosing']:.1f} s of it choosing; "
        f"COPY there and back {figures['yardstick']:.1f} s, "
        f"{figures['bare']:.1f} s into bare tables"
    )
    return {NAME: {"ratio": round(ratio, 2), "goal": GOAL, "holds": ratio <= GOAL, "note": note}}


def _run() -> None:
    crowd.set_up()
    from zetje.prompting.operations import plan_digests

    organisation = crowd.make_organisation(people=PEOPLE, now=NOW)
    # Last week's digests, which everyone saw; what became of them was looked up on its evening.
    crowd.make_digests(organisation, now=NOW - timedelta(days=7))
    _send_last_week()
    plan_digests(organisation_id=organisation.pk, now=NOW - timedelta(days=6, hours=8))
    times: dict[str, list[float]] = {"ours": [], "choosing": [], "yardstick": [], "bare": []}
    counts: dict[str, int] = {}
    for _ in range(ROUNDS):
        seconds, choosing = _plan(organisation)
        counts = _counts(organisation)
        times["ours"].append(seconds)
        times["choosing"].append(choosing)
        reading = _read(organisation)
        with _owner():
            rows = _rows_of_the_week()
            times["bare"].append(reading + _write_bare(rows))
            _forget_this_week()
            times["yardstick"].append(reading + _write(rows))
            _forget_this_week()
    print(json.dumps(counts | {name: statistics.median(found) for name, found in times.items()}))


def _send_last_week() -> None:
    from django.db import connection

    with _owner(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_message SET state = 'sent', message_id = '<1@x>', sender = 1"
        )


def _plan(organisation: Any) -> tuple[float, float]:
    """Seconds of a whole plan, and those of it that went into choosing."""
    from zetje.prompting.operations import plan_digests, planning

    choosing = 0.0
    choose_for = planning.choose_for

    def timed(*arguments: Any, **named: Any) -> Any:
        nonlocal choosing
        began = time.perf_counter()
        selection = choose_for(*arguments, **named)
        choosing += time.perf_counter() - began
        return selection

    planning.choose_for = timed
    try:
        began = time.perf_counter()
        planned = plan_digests(organisation_id=organisation.pk, now=NOW)
        seconds = time.perf_counter() - began
    finally:
        planning.choose_for = choose_for
    if planned != PEOPLE:
        raise RuntimeError(f"{planned} of {PEOPLE} were planned")
    return seconds, choosing


def _read(organisation: Any) -> float:
    """Seconds of reading the people by COPY."""
    from zetje.lib.tenancy import tenant
    from zetje.prompting.operations.crowd import everyone

    began = time.perf_counter()
    with tenant(organisation.pk):
        everyone(organisation, now=NOW)
    return time.perf_counter() - began


def _rows_of_the_week() -> dict[str, bytes]:
    """This week's rows of each table as COPY has them."""
    from django.db import connection

    rows: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for table, which in THIS_WEEK.items():
            query = f"SELECT * FROM {table} WHERE {which}"
            with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)") as copy:
                rows[table] = b"".join(copy)
    return rows


def _write(rows: dict[str, bytes], *, into: str = "{}") -> float:
    """Seconds of writing rows by COPY in one transaction, into tables named like this."""
    from django.db import connection, transaction

    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, contents in rows.items():
            with cursor.copy(f"COPY {into.format(table)} FROM STDIN (FORMAT binary)") as copy:
                copy.write(contents)
    return time.perf_counter() - began


def _write_bare(rows: dict[str, bytes]) -> float:
    """The same into tables that have nothing but columns."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in rows:
            cursor.execute(f"CREATE TABLE bare_{table} AS SELECT * FROM {table} WHERE false")
    seconds = _write(rows, into="bare_{}")
    with connection.cursor() as cursor:
        for table in rows:
            cursor.execute(f"DROP TABLE bare_{table}")
    return seconds


def _forget_this_week() -> None:
    """Take back what was planned for this week, and let the tables be as they were."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table, which in reversed(list(THIS_WEEK.items())):
            cursor.execute(f"DELETE FROM {table} WHERE {which}")
        for table in THIS_WEEK:
            cursor.execute(f"VACUUM ANALYZE {table}")


@contextlib.contextmanager
def _owner() -> Generator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute("SET ROLE zetje_app")


def _counts(organisation: Any) -> dict[str, int]:
    from zetje.lib.tenancy import tenant
    from zetje.prompting.models import Digest, DigestStory

    with tenant(organisation.pk):
        return {
            "digests": Digest.objects.filter(iso_week=38).count(),
            "stories": DigestStory.objects.filter(digest__iso_week=38).count(),
        }


if __name__ == "__main__":
    if sys.argv[1:] == ["run"]:
        _run()
    else:
        print(json.dumps(measure(), indent=2))
