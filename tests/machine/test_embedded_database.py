"""The embedded PostgreSQL comes back from every fault, or says plainly what to do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.machine.conftest import MakeServer
from zetje.web.run import binaries, cluster
from zetje.web.run.binaries import Binaries
from zetje.web.run.errors import PlainError
from zetje.web.run.postgres import Server
from zetje.web.run.processes import Account, is_running

pytestmark = pytest.mark.processes

ON_ITS_OWN = """
import sys, time
from pathlib import Path
from zetje.web.run.cluster import cluster_in
from zetje.web.run.postgres import Server
home, programs = Path(sys.argv[1]), Path(sys.argv[2])
server = Server(cluster=cluster_in(home / "data-folder", home=home, programs=programs))
server.start()
print(server.process.pid, flush=True)
time.sleep(300)
"""


def write(server: Server, word: str) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (word text)")
        connection.execute("INSERT INTO note VALUES (%s)", [word])


def words(server: Server) -> list[str]:
    with psycopg.connect(server.url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM note ORDER BY word")]


def ends_within(pid: int, *, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


def test_what_was_written_is_there_after_a_stop_and_a_start(make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    write(server, "kept")
    server.stop()

    server.start()

    assert words(server) == ["kept"]
    with psycopg.connect(server.url) as connection:
        (zone,) = connection.execute("SHOW timezone").fetchone() or ("",)
        (addresses,) = connection.execute("SHOW listen_addresses").fetchone() or ("?",)
    assert (zone, addresses) == ("UTC", "")


def test_it_is_reached_by_its_owner_alone(make_server: MakeServer) -> None:
    server = make_server()
    server.start()

    assert server.cluster.sockets.stat().st_mode & 0o077 == 0
    assert server.cluster.data.stat().st_mode & 0o077 == 0
    assert len(os.fsencode(server.cluster.sockets / ".s.PGSQL.5432")) <= 107


def test_it_never_runs_as_root(make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    assert server.process is not None

    runs_as = Path(f"/proc/{server.process.pid}").stat().st_uid
    expected = os.geteuid() or server.cluster.data.stat().st_uid
    assert runs_as == expected != 0


def test_a_killed_server_starts_again_at_once_and_lost_nothing(make_server: MakeServer) -> None:
    server = make_server(durable=True)
    server.start()
    write(server, "before the kill")
    assert server.process is not None
    open_connection = psycopg.connect(server.url)
    open_connection.execute("SELECT 1")
    server.process.kill()
    server.process.wait()

    server.start()

    open_connection.close()
    assert words(server) == ["before the kill"]


def test_a_server_ends_when_its_supervisor_is_killed_and_the_next_finds_all(
    make_server: MakeServer, home: Path, programs: Path
) -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", ON_ITS_OWN, str(home), str(programs)], stdout=subprocess.PIPE
    )
    assert supervisor.stdout is not None
    pid = int(supervisor.stdout.readline())
    server = make_server()
    write(server, "by the first")

    supervisor.kill()
    supervisor.communicate()
    server.start()  # at once: the old one may still be ending

    assert ends_within(pid, seconds=10)
    assert words(server) == ["by the first"]


def test_a_server_that_outlives_its_supervisor_is_ended_by_the_next(
    make_server: MakeServer, home: Path, programs: Path
) -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", ON_ITS_OWN, str(home), str(programs)], stdout=subprocess.PIPE
    )
    assert supervisor.stdout is not None
    pid = int(supervisor.stdout.readline())
    os.kill(pid, signal.SIGSTOP)  # it cannot hear that its parent is gone
    supervisor.kill()
    supervisor.communicate()
    server = make_server()
    write_after = "after the orphan"

    os.kill(pid, signal.SIGCONT)
    server.start()
    write(server, write_after)

    assert not is_running(pid)
    assert words(server) == [write_after]


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


def test_root_hands_the_database_to_an_account_without_rights(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    found = cluster.cluster_in(tmp_path)

    assert found.account is not None
    assert found.account.name in {"postgres", "nobody", "65534"}
    assert found.account.uid != 0
    assert found.home.parent == Path("/var/lib")
    assert found.home.name.startswith("zetje-")


def test_two_clones_have_two_databases(tmp_path: Path) -> None:
    one, two = cluster.cluster_in(tmp_path / "one"), cluster.cluster_in(tmp_path / "two")

    assert one.home != two.home
    assert one.sockets != two.sockets


def test_a_long_temporary_folder_does_not_break_the_socket(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / ("d" * 120)))

    assert len(os.fsencode(cluster.cluster_in(tmp_path).sockets)) < 90


def test_without_fitting_binaries_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(binaries, "major_version", lambda _folder: None)

    with pytest.raises(PlainError, match=r"apt install postgresql.*DATABASE_URL"):
        binaries.find_binaries.__wrapped__()


def test_an_old_postgres_of_the_system_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {Path("/old"): 13, Path("/good"): 16}
    monkeypatch.setattr(binaries, "_wheel_folders", lambda: [Path("/broken"), Path("/old")])
    monkeypatch.setattr(binaries, "_system_folders", lambda: [Path("/good")])
    monkeypatch.setattr(binaries, "major_version", versions.get)

    assert binaries.find_binaries.__wrapped__() == Binaries(folder=Path("/good"), major=16)


def test_the_binaries_of_the_wheel_are_copied_once_for_another_account(
    home: Path, programs: Path
) -> None:
    found = binaries.find_binaries()
    first = binaries.copy_binaries(found, into=programs)
    again = binaries.copy_binaries(found, into=programs)

    assert first == again
    assert binaries.major_version(first.folder) == found.major
    assert [path.name for path in programs.iterdir() if path.name.count(".") > 3] == []


def test_the_binaries_of_the_system_do_as_well(make_server: MakeServer) -> None:
    for folder in binaries._system_folders():
        major = binaries.major_version(folder)
        if major is None or major < binaries.OLDEST_MAJOR:
            continue
        server = make_server()
        shutil.rmtree(server.cluster.data, ignore_errors=True)
        server.cluster.binaries = Binaries(folder=folder, major=major)

        server.start()
        write(server, "x")
        server.stop()
        server.start()

        assert words(server) == ["x"]
        server.stop()


def test_an_account_gives_a_path_over(tmp_path: Path) -> None:
    ours = Account(name="ours", uid=os.geteuid(), gid=os.getegid())

    ours.gives(tmp_path)

    assert tmp_path.stat().st_uid == os.geteuid()
