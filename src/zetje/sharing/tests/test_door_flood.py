"""However often one link is opened: the door asks the database nothing, and keeps nothing more."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from zetje.people.testing import Cast, make_cast
from zetje.sharing.tests.clicking import link_for
from zetje.sharing.tests.doors import CHROME, RunningDoor

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

READERS, EACH = 64, 100


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def door(tmp_path: Path, database_url: str) -> Iterator[RunningDoor]:
    running = RunningDoor(data=tmp_path, database_url=database_url)
    yield running
    running.kill()


def lines(connection: psycopg.Connection) -> int:
    """How many connections the door has to this database."""
    found = connection.execute(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE application_name = 'zetje links' AND datname = current_database()"
    ).fetchone()
    return found[0]


async def ask(port: int, code: str, times: int) -> int:
    """Open one link again and again on one connection; how many redirects were given."""
    request = f"GET /l/{code} HTTP/1.1\r\nHost: x\r\nUser-Agent: {CHROME}\r\n\r\n".encode()
    stream, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        given = 0
        for _ in range(times):
            writer.write(request)
            given += (await stream.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 302")
        return given
    finally:
        writer.close()


async def open_often(port: int, code: str) -> int:
    """Open one link on many connections at once; how many redirects were given."""
    return sum(await asyncio.gather(*(ask(port, code, EACH) for _ in range(READERS))))


def test_a_flood_on_one_link_is_all_stored_and_asks_the_database_nothing(
    cast: Cast, door: RunningDoor, database_url: str
) -> None:
    link = link_for(cast.anna)
    door.start()

    with psycopg.connect(database_url) as connection:
        # Whoever asks for a link now waits for ever.
        connection.execute("LOCK TABLE sharing_link IN ACCESS EXCLUSIVE MODE")
        given = asyncio.run(asyncio.wait_for(open_often(door.port, link.code), 60))
        assert lines(connection) <= 2

    assert given == READERS * EACH
    assert len(door.stored()) == given


def test_guesses_wait_in_one_line_and_readers_do_not_wait_for_them(
    cast: Cast, door: RunningDoor, database_url: str
) -> None:
    link = link_for(cast.anna)
    door.start()

    async def guesses_and_a_reader(connection: psycopg.Connection) -> tuple[int, int]:
        guesses = [asyncio.create_task(ask(door.port, f"guess{n:07}", 1)) for n in range(300)]
        given = await asyncio.wait_for(ask(door.port, link.code, EACH), 60)
        found = lines(connection)
        for guess in guesses:
            guess.cancel()
        await asyncio.gather(*guesses, return_exceptions=True)
        return given, found

    with psycopg.connect(database_url) as connection:
        connection.execute("LOCK TABLE sharing_link IN ACCESS EXCLUSIVE MODE")
        given, found = asyncio.run(guesses_and_a_reader(connection))

    assert given == EACH
    assert found <= 2
    assert door.get("/health").status_code == 200
