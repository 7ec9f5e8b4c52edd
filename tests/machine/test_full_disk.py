"""A disk that really fills up: a small one is mounted where the account of the tests may do so."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from tests.machine.conftest import MakeServer
from tests.machine.notes import words, write
from zetje.web.run.errors import PlainError
from zetje.web.run.postgres import Server

pytestmark = pytest.mark.processes


def mount(folder: Path, *, megabytes: int) -> bool:
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
    return os.geteuid() == 0 and not subprocess.run(["mount", *options], check=False).returncode


def may_mount() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        mounted = mount(Path(folder), megabytes=1)
        if mounted:
            subprocess.run(["umount", folder], check=True)
    return mounted


@pytest.fixture
def small_disk(home: Path) -> Generator[Path]:
    """The folder of the server on a disk of 110 MB; a fresh database takes about 70."""
    assert mount(home, megabytes=110)
    yield home
    subprocess.run(["umount", "--lazy", str(home)], check=True)


def fill_up(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(64 * 1024)):
                pass
        except OSError:
            return filler
    raise AssertionError("the disk never filled up")


def write_until_refused(server: Server) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute(
            "CREATE TABLE bulk AS SELECT repeat('m', 900) FROM generate_series(1, 99999)"
        )


if may_mount():

    def test_it_goes_on_by_itself_once_a_full_disk_has_room(
        small_disk: Path, make_server: MakeServer
    ) -> None:
        server = make_server(durable=True)
        server.start()
        write(server, "before")
        filler = fill_up(small_disk)
        with pytest.raises(psycopg.Error):
            write_until_refused(server)

        filler.unlink()
        if not server.is_ready():  # a full journal ends the server; the supervisor starts it again
            server.start()
        write(server, "then")

        assert words(server) == ["before", "then"]
        server.stop()

    def test_a_first_start_on_a_full_disk_says_so_and_leaves_nothing_half(
        small_disk: Path, make_server: MakeServer
    ) -> None:
        filler = fill_up(small_disk)
        server = make_server(durable=True)

        with pytest.raises(PlainError, match=r"is full\. Make room and start again"):
            server.start()

        filler.unlink()
        server.start()
        assert server.is_ready()
        server.stop()
