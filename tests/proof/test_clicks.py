"""The link door and the loader of its clicks are killed at random; each click is counted once."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from bench import steady
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.sharing import operations as sharing
from zetje.sharing.door.reading import SpoolReader
from zetje.sharing.models import Click, Link
from zetje.sharing.operations.clicks import load_clicks
from zetje.sharing.tests.clicking import figures, link_for
from zetje.sharing.tests.doors import RunningDoor, read_until_killed
from zetje.web.run.cluster import cluster_in
from zetje.web.run.postgres import Server

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def door(tmp_path: Path, database_url: str) -> Generator[RunningDoor]:
    running = RunningDoor(data=tmp_path, database_url=database_url)
    yield running
    running.kill()


class Loader:
    """`zetje spool` as a process of its own."""

    def __init__(self, *, data: Path, database_url: str) -> None:
        self._environment = os.environ | {
            "PYTHONPATH": str(SOURCE),
            "ZETJE_DATA": str(data),
            "DATABASE_URL": database_url,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "zetje.web.cli", "spool"],
            env=self._environment,
            start_new_session=True,
        )

    def end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None


@pytest.fixture
def loader(tmp_path: Path, database_url: str) -> Generator[Loader]:
    running = Loader(data=tmp_path, database_url=database_url)
    yield running
    running.end(signal.SIGKILL)


def knock_about(
    door: RunningDoor, loader: Loader, links: list[Link], *, kills: int, chance: random.Random
) -> Counter[str]:
    """Load the door and kill it, and kill the loader in between, also at its work."""
    answered: Counter[str] = Counter()
    codes = [link.code for link in links]
    for _ in range(kills):
        if loader.process is None:
            loader.start()
        door.start()
        answered += read_until_killed(door, codes, after_seconds=chance.uniform(0.1, 0.6))
        time.sleep(chance.uniform(0.0, 1.0))
        if chance.random() < 0.7:
            loader.end(signal.SIGKILL)
    return answered


@pytest.mark.parametrize(
    ("kills", "seed"),
    [(2, 7), *(pytest.param(20, seed, marks=pytest.mark.proof) for seed in (1, 2, 3))],
)
def test_each_redirect_is_one_click_whatever_dies(
    cast: Cast, door: RunningDoor, loader: Loader, tmp_path: Path, kills: int, seed: int
) -> None:
    links = [link_for(cast.anna, network=f"n{number}") for number in range(16)]

    answered = knock_about(door, loader, links, kills=kills, chance=random.Random(seed))
    loader.end(signal.SIGTERM)
    SpoolReader(tmp_path / "spool").read(load_clicks)

    assert answered.total() > 500
    with tenant(cast.organisation.pk):
        ids = Click.objects.values_list("spool_id", flat=True)
        assert len(ids) == len(set(ids))
        assert sharing.rebuild_link_counts(organisation_id=cast.organisation.pk) == 0
    for link in links:
        human, _, probable, _ = figures(link)
        # A request that was under way at a kill may be stored without its answer.
        assert answered[link.code] <= human + probable <= answered[link.code] + kills
    assert not list((tmp_path / "spool").glob("*.clicks"))


@pytest.mark.proof
def test_ten_thousand_hits_a_second_on_one_link_lose_none(cast: Cast, door: RunningDoor) -> None:
    link = link_for(cast.anna)
    door.start()

    rounds = [
        asyncio.run(steady.at_rate(door.port, 10_000, code=link.code, seconds=10)) for _ in range(3)
    ]

    assert len(door.stored()) == sum(each.answered for each in rounds)
    assert sum(each.answered for each in rounds) > 290_000
    assert sorted(each.p99_ms for each in rounds)[1] < 50


LINK = """
    SET session_replication_role = replica;
    INSERT INTO sharing_link (organisation_id, story_id, code, network, target, created_at)
    VALUES (1, 1, '{}', 'x', 'https://noordnaaf.example/', now())
"""


@pytest.mark.proof
def test_the_door_outlives_a_restart_of_the_database(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    server = Server(cluster=cluster_in(tmp_path / "main", home=tmp_path / "postgres"))
    server.start()
    door = RunningDoor(data=tmp_path / "door", database_url=server.url)
    try:
        migrate = os.environ | {"DATABASE_URL": server.url, "PYTHONPATH": str(SOURCE)}
        command = [sys.executable, "-m", "zetje.web.cli", "migrate"]
        subprocess.run(command, env=migrate | {"ZETJE_DATABASE_OWNER": "1"}, check=True)
        with psycopg.connect(server.url) as connection:
            connection.execute(LINK.format("aaaaaaaaaaaa"))
        door.start()

        server.stop()
        statuses = [door.get(f"/l/{code * 12}").status_code for code in "ab"]
        assert statuses == [302, 503]

        server.start()
        with psycopg.connect(server.url) as connection:
            connection.execute(LINK.format("bbbbbbbbbbbb"))
        until = time.monotonic() + 10
        while door.get("/l/bbbbbbbbbbbb").status_code != 302:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert len(door.stored()) == 2
    finally:
        door.kill()
        server.stop()
