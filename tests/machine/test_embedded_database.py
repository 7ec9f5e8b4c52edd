"""The embedded PostgreSQL keeps to itself, and comes back after whatever was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.machine.conftest import MakeServer
from tests.machine.notes import words, write
from zetje.web.run.processes import is_running

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
