"""The database is killed and restarted under senders of real digests: they come back and finish."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from zetje.web.run.cluster import cluster_in
from zetje.web.run.postgres import Server

pytestmark = [pytest.mark.processes, pytest.mark.proof]

PROJECT = Path(__file__).resolve().parents[2]
MAILS = 1500


@pytest.fixture
def server() -> Iterator[Server]:
    # Not below pytest's own folder, which another account than ours may not enter.
    with tempfile.TemporaryDirectory(prefix="zetje-proof-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Server(cluster=cluster_in(folder / "data", home=folder / "postgres"))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def states(url: str) -> Counter[str]:
    with psycopg.connect(url) as database:
        rows = database.execute("SELECT state, count(*) FROM delivery_message GROUP BY state")
        return Counter(dict(rows.fetchall()))


def kill_and_start(server: Server) -> None:
    """As after a crash: every process of the server gone at once, then a new start."""
    assert server.process is not None
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.start()


def restart(server: Server) -> None:
    server.stop()
    server.start()


def test_senders_outlive_restarts_and_crashes_of_the_database(
    server: Server, processes: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    log, port, rng = tmp_path / "taken.log", free_port(), random.Random(22)
    log.touch()
    environment = os.environ | {
        "PYTHONPATH": str(PROJECT / "src"),
        "DATABASE_URL": server.url,
        "ZETJE_DATA": str(tmp_path / "data"),
        "ZETJE_MAIL_HOST": "127.0.0.1",
        "ZETJE_MAIL_PORT": str(port),
        "ZETJE_BENCH_PEOPLE": str(MAILS),
    }

    def run(*command: str, **settings: str) -> None:
        subprocess.run([sys.executable, *command], env=environment | settings, check=True)

    def start(*command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, *command], env=environment)
        processes.append(process)
        return process

    run("-m", "zetje.web.cli", "migrate", ZETJE_DATABASE_OWNER="1")
    run(str(PROJECT / "bench" / "sending.py"), "prepare")
    start("-m", "zetje.delivery.testing.relay", str(port), str(log))
    senders = [start("-m", "zetje.web.cli", "sender") for _ in range(2)]

    for number in range(4):
        before, end = len(log.read_text().split()), time.monotonic() + 60
        while len(log.read_text().split()) < before + 50 and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(rng.uniform(0, 0.4))
        (kill_and_start if number % 2 else restart)(server)
    end = time.monotonic() + 300
    while states(server.url).keys() & {"planned", "intent"} and time.monotonic() < end:
        time.sleep(0.5)

    taken = Counter(log.read_text().split())
    assert [process.poll() for process in senders] == [None, None]
    assert states(server.url) == {"sent": MAILS}
    assert len(taken) == MAILS
    assert max(taken.values()) == 1
