"""A database folder that is taken, strange, half made or on a full disk: said in plain words."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.machine.conftest import MakeServer
from tests.machine.notes import words, write
from zetje.web.run.binaries import Binaries
from zetje.web.run.errors import PlainError

pytestmark = pytest.mark.processes


def test_a_second_start_on_the_folder_says_who_has_it(make_server: MakeServer) -> None:
    first, second = make_server(), make_server()
    first.start()
    write(first, "undisturbed")

    with pytest.raises(PlainError, match=rf"already runs .*\(process {os.getpid()}\).*ZETJE_DATA"):
        second.start()
    second.stop()

    assert words(first) == ["undisturbed"]


def test_a_foreign_postgres_on_the_folder_is_left_alone(
    make_server: MakeServer,
) -> None:
    foreign, ours = make_server(), make_server()
    foreign.start()
    assert foreign.cluster._lock is not None
    os.close(foreign.cluster._lock)  # as one that was started by hand, without our lock
    foreign.cluster._lock = None
    ours.cluster.sockets = ours.cluster.sockets.with_name("zetje-test-other")

    with pytest.raises(PlainError, match=r"Another PostgreSQL \(process \d+\) runs"):
        ours.start()

    assert foreign.is_ready()


def test_a_pid_that_went_to_another_program_does_not_stop_the_start(
    make_server: MakeServer,
) -> None:
    server = make_server()
    server.start()
    write(server, "kept")
    pid_file = server.cluster.pid_file.read_text()
    server.stop()
    other = subprocess.Popen(["sleep", "60"])
    server.cluster.pid_file.write_text(
        "\n".join([str(other.pid), *pid_file.splitlines()[1:]]) + "\n"
    )

    server.start()

    assert words(server) == ["kept"]
    assert other.poll() is None
    other.kill()
    other.wait()


def test_a_folder_of_an_older_version_is_left_as_it_is(make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    server.stop()
    (server.cluster.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(PlainError, match=r"made by PostgreSQL 14.*Nothing was changed.*Upgrades"):
        server.start()

    assert (server.cluster.data / "PG_VERSION").read_text() == "14\n"
    server.cluster.hold()  # the folder is free for the next try
    server.cluster.let_go()


def test_a_folder_of_a_newer_version_is_left_as_it_is(make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    server.stop()
    (server.cluster.data / "PG_VERSION").write_text("99\n")

    with pytest.raises(PlainError, match="Start the newer Zetje again"):
        server.start()


def test_a_first_start_that_was_cut_off_is_made_afresh(make_server: MakeServer, home: Path) -> None:
    half = home / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    server = make_server()
    server.start()

    assert not half.exists()
    assert server.is_ready()


@pytest.mark.parametrize("program", ["initdb", "postgres"])
def test_a_full_disk_is_said_in_plain_words(
    make_server: MakeServer, home: Path, program: str
) -> None:
    server = make_server()
    if program == "postgres":
        server.start()
        server.stop()
    folder = home / "fake"
    folder.mkdir()
    fake = folder / program
    fake.write_text('#!/bin/sh\necho "FATAL: could not write: No space left on device"\nexit 1\n')
    fake.chmod(0o755)
    server.cluster.binaries = Binaries(folder=folder, major=server.cluster.binaries.major)

    with pytest.raises(PlainError, match=r"The disk of .* is full. Make room and start again"):
        server.start()

    assert not (home / "data.new").exists()


def test_a_folder_that_may_not_be_written_is_said_in_plain_words(
    make_server: MakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = make_server()

    def refuse(self: Path, *_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(PlainError, match="may not write in"):
        server.start()
