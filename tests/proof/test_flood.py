"""A flood on one short link: no click is lost, and the pages beside it go on."""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from tests.machine.installation import Installation, eventually

pytestmark = [pytest.mark.processes, pytest.mark.proof]

HERE = Path(__file__).resolve().parents[2]
CODE = "aaaaaaaaaaaa"
RATE = 10_000
SECONDS = 30
# Of the time a page takes at rest, while the flood has one of two cores and the door the other.
MOST_OF_REST = 20
FLOOD = """
import asyncio, dataclasses, json, sys
from bench import steady
load = asyncio.run(steady.at_rate(int(sys.argv[1]), {rate}, code="{code}", seconds={seconds}))
print(json.dumps(dataclasses.asdict(load)))
"""
LINK = f"""
    SET session_replication_role = replica;
    INSERT INTO sharing_link (organisation_id, story_id, code, network, target, created_at)
    SELECT id, 1, '{CODE}', 'x', 'https://noordnaaf.example/', now() FROM people_organisation
"""
ORGANISATION = ("--name", "Noordnaaf", "--given-name", "Ad", "--email", "ad@noordnaaf.example")


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory) -> Generator[Installation]:
    made = Installation(data=tmp_path_factory.mktemp("flood") / "data")
    made.start()
    yield made
    made.remove()


def look(port: int, path: str) -> tuple[int, float]:
    """A page's status and the seconds it took."""
    began = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path, headers={"Accept-Language": "en"})
    status = line.getresponse().status
    line.close()
    return status, time.perf_counter() - began


def stored(installation: Installation) -> int:
    """How many clicks stand in the database, which is asked as its owner."""
    with psycopg.connect(installation.database_url()) as connection:
        return connection.execute("SELECT count(*) FROM sharing_click").fetchone()[0]


def connections(installation: Installation) -> int:
    with psycopg.connect(installation.database_url()) as connection:
        return connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'zetje links'"
        ).fetchone()[0]


def test_pages_serve_while_one_link_is_opened_ten_thousand_times_a_second(
    installation: Installation,
) -> None:
    said = installation.zetje("setup", "--without-mail", *ORGANISATION)
    assert said.returncode == 0, said.stderr
    with psycopg.connect(installation.database_url()) as connection:
        connection.execute(LINK)
    eventually(lambda: look(installation.port + 1, f"/l/{CODE}")[0] == 302)
    eventually(lambda: stored(installation) == 1)
    at_rest = [look(installation.port, "/sign-in/") for _ in range(50)]

    flood = subprocess.Popen(
        [
            sys.executable,
            "-c",
            FLOOD.format(rate=RATE, code=CODE, seconds=SECONDS),
            str(installation.port + 1),
        ],
        cwd=HERE,
        stdout=subprocess.PIPE,
        text=True,
    )
    beside, lines = [], 0
    while flood.poll() is None:
        beside.append(look(installation.port, "/sign-in/"))
        lines = max(lines, connections(installation))
        time.sleep(0.2)
    told = json.loads(flood.communicate()[0])

    assert told["answered"] >= RATE * SECONDS * 0.95, told
    assert {status for status, _ in beside} == {200}
    ratio = statistics.median(took for _, took in beside) / statistics.median(
        took for _, took in at_rest
    )
    print(f"{told} pages: {len(beside)}, {ratio:.1f} of the time at rest")
    assert ratio < MOST_OF_REST
    assert lines <= 2
    eventually(lambda: stored(installation) > told["answered"])
    assert stored(installation) == 1 + told["answered"]
