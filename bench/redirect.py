"""How fast the link door is, beside an application that answers 302 from memory and does no more.

Both run under the same granian with the same options, and are loaded in turns by the same client:
wrk where it is found, else a small one of our own. Turns are short and many, and the figure is the
median of their ratios, so that whatever else the machine does hits both alike.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

NAME = "redirect"
GOAL = 0.5
GOAL_P99_MS = 25.0
TURNS = 11
TURN_SECONDS = 1
ROUNDS_AT_HALF = 3
CONNECTIONS = 256
CODE = "abcdefghijkm"
TARGET = (
    "https://www.noordnaaf.example/nieuws/zo-werkt-onze-nieuwe-werkplaats"
    "?utm_source=zetje&utm_medium=social&utm_campaign=medewerkers"
)
HEADERS = {
    "User-Agent": (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"
    ),
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "nl-NL,nl;q=0.9",
    "Accept-Encoding": "gzip, deflate, br",
}
_SOURCE = Path(__file__).resolve().parents[1] / "src"
_OPTIONS = ["--interface", "asgi", "--http", "1", "--no-ws", "--log-level", "warning"]
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What a client measured."""

    requests_a_second: float
    p99_ms: float
    answered: int


async def application(scope: Any, receive: Any, send: Any) -> None:
    """The application to compare with: a 302 from memory, and nothing else."""
    if scope["type"] == "http":
        await send(_ANSWERS[scope["path"]])
        await send(_NO_BODY)


_ANSWERS = {
    f"/l/{CODE}": {
        "type": "http.response.start",
        "status": 302,
        "headers": (
            (b"location", TARGET.encode()),
            (b"cache-control", b"no-store"),
            (b"referrer-policy", b"no-referrer"),
            (b"x-robots-tag", b"noindex"),
            (b"content-length", b"0"),
        ),
    }
}
_NO_BODY = {"type": "http.response.body", "body": b""}


def measure() -> dict[str, dict[str, Any]]:
    """Requests a second, the door's as a ratio of the bare application's; p99 at half its load."""
    with tempfile.TemporaryDirectory(prefix="zetje-bench-") as folder, _database() as url:
        environment = os.environ | {
            "PYTHONPATH": f"{_SOURCE}{os.pathsep}{Path(__file__).parent}",
            "DATABASE_URL": url,
            "ZETJE_DATA": folder,
        }
        with (
            _server("redirect:application", environment) as bare,
            _server("zetje.sharing.door.app:application", environment) as door,
        ):
            turns = [(_load(bare), _load(door)) for _ in range(TURNS)]
            ratio = statistics.median(
                ours.requests_a_second / reference.requests_a_second for reference, ours in turns
            )
            fastest = statistics.median(ours.requests_a_second for _, ours in turns)
            half = [
                _median([asyncio.run(at_rate(port, fastest / 2)) for _ in range(ROUNDS_AT_HALF)])
                for port in (bare, door)
            ]
        _check_stored(Path(folder), turns)
    return {NAME: _figures(turns, ratio=ratio, half=half)}


def _figures(turns: list[tuple[Load, Load]], *, ratio: float, half: list[Load]) -> dict[str, Any]:
    bare, door = (statistics.median(turn[n].requests_a_second for turn in turns) for n in (0, 1))
    client = "wrk" if shutil.which("wrk") else "our own client"
    note = (
        f"door {door:,.0f}/s with each click on disk, bare {bare:,.0f}/s, {CONNECTIONS} "
        f"connections of {client}; at {half[1].requests_a_second:,.0f}/s p99 {half[1].p99_ms:.1f} "
        f"ms (goal {GOAL_P99_MS:.0f} ms), bare {half[0].p99_ms:.1f} ms"
    )
    holds = ratio >= GOAL and half[1].p99_ms < GOAL_P99_MS
    return {"ratio": round(ratio, 3), "goal": GOAL, "holds": holds, "note": note}


def _median(loads: list[Load]) -> Load:
    return sorted(loads, key=lambda load: load.p99_ms)[len(loads) // 2]


def _check_stored(spool_parent: Path, turns: list[tuple[Load, Load]]) -> None:
    """A door that is fast because it loses clicks is not fast."""
    sys.path.insert(0, str(_SOURCE))
    from zetje.sharing.door.reading import SpoolReader

    answered = sum(ours.answered for _, ours in turns)
    stored = SpoolReader(spool_parent / "spool").read(lambda clicks: None)
    if stored < answered:
        message = f"{answered} redirects were answered and {stored} clicks stored"
        raise RuntimeError(message)


@contextlib.contextmanager
def _database() -> Generator[str]:
    """One link, in a table as the door reads it."""
    given = os.environ.get("DATABASE_URL")
    if given is None:
        with _embedded() as url:
            _make_link(url)
            yield url
        return
    name = f"zetje_bench_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            url = psycopg.conninfo.make_conninfo(given, dbname=name)
            _make_link(url)
            yield url
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.contextmanager
def _embedded() -> Generator[str]:
    sys.path.insert(0, str(_SOURCE))
    from zetje.web.run.postgres import embedded

    with tempfile.TemporaryDirectory(prefix="zetje-bench-") as folder:
        Path(folder).chmod(0o755)
        server = embedded(Path(folder))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


def _make_link(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(
            "DO $$ BEGIN CREATE ROLE zetje_links NOLOGIN;"
            " EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        )
        database.execute(
            "CREATE TABLE sharing_link (id bigint, organisation_id bigint, code text, target text,"
            " withdrawn_at timestamptz)"
        )
        database.execute("GRANT SELECT ON sharing_link TO zetje_links")
        database.execute("INSERT INTO sharing_link VALUES (1, 1, %s, %s)", [CODE, TARGET])


@contextlib.contextmanager
def _server(target: str, environment: dict[str, str]) -> Generator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", *_OPTIONS, "--port", str(port), target]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _wait_for(port: int) -> None:
    opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            opener.open(f"http://127.0.0.1:{port}/l/{CODE}", timeout=2)
        except urllib.error.HTTPError as reply:
            if reply.code == 302:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(port)


def _load(port: int) -> Load:
    """Ask as fast as it answers."""
    command = shutil.which("wrk")
    if command is None:
        return asyncio.run(at_rate(port, None))
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{TURN_SECONDS}s", "--latency"]
    options += [part for name, value in HEADERS.items() for part in ("-H", f"{name}: {value}")]
    address = f"http://127.0.0.1:{port}/l/{CODE}"
    told = subprocess.run(
        [command, *options, address], check=True, capture_output=True, text=True
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", told)
    answered = re.search(r"(\d+) requests in", told)
    if rate is None or p99 is None or answered is None or "Socket errors" in told:
        raise RuntimeError(told)
    return Load(float(rate[1]), float(p99[1]) * _MILLISECONDS[p99[2]], int(answered[1]))


def _request(code: str) -> bytes:
    headers = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    return f"GET /l/{code} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()


class _Reader(asyncio.Protocol):
    """One connection: asks when told to, and notes how long each answer took since it was due."""

    def __init__(self, took: list[float], request: bytes, again: bool) -> None:
        self.took = took
        self.request = request
        self.again = again
        self.due: list[float] = []
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        if self.again:
            self.ask(time.perf_counter())

    def ask(self, due: float) -> None:
        """Ask now what was due at that moment."""
        self.due.append(due)
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        for _ in range(data.count(b"HTTP/1.1 302")):
            self.took.append(now - self.due.pop(0))
            if self.again:
                self.ask(now)


async def at_rate(
    port: int, rate: float | None, *, code: str = CODE, seconds: float = 4 * TURN_SECONDS
) -> Load:
    """Ask at a steady rate, however slow the answers are; without a rate as fast as possible.

    A request that is late because an earlier one was slow counts from when it was due, so that a
    stall is not hidden by the questions that were not asked in it.
    """
    loop = asyncio.get_running_loop()
    took: list[float] = []
    readers: list[_Reader] = []
    for _ in range(CONNECTIONS):
        _, reader = await loop.create_connection(
            lambda: _Reader(took, _request(code), again=rate is None), "127.0.0.1", port
        )
        readers.append(reader)
    began = time.perf_counter()
    asked = 0
    while (now := time.perf_counter()) - began < seconds:
        if rate is not None:
            due = int((now - began) * rate)
            for number in range(asked, due):
                readers[number % CONNECTIONS].ask(began + number / rate)
            asked = due
        await asyncio.sleep(0.0005)
    lasted = time.perf_counter() - began
    await _finish(readers)
    took.sort()
    return Load(len(took) / lasted, took[int(len(took) * 0.99)] * 1000, len(took))


async def _finish(readers: list[_Reader]) -> None:
    """Wait for the answers that are still due, and hang up."""
    until = time.perf_counter() + 10
    for reader in readers:
        reader.again = False
    while any(reader.due for reader in readers) and time.perf_counter() < until:
        await asyncio.sleep(0.005)
    for reader in readers:
        reader.transport.close()


if __name__ == "__main__":
    for name, figure in measure().items():
        print(name, figure)
