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
from pathlib import Path
from typing import Any

import crowd
import psycopg
from steady import CONNECTIONS, HEADERS, Load, at_rate

NAME = "redirect"
GOAL = 0.5
GOAL_P99_MS = 25.0
TURNS = 11
TURN_SECONDS = 1
ROUNDS_AT_HALF = 3
CODE = "abcdefghijkm"
TARGET = (
    "https://www.noordnaaf.example/nieuws/zo-werkt-onze-nieuwe-werkplaats"
    "?utm_source=zetje&utm_medium=social&utm_campaign=medewerkers"
)
_SOURCE = Path(__file__).resolve().parents[1] / "src"
_OPTIONS = ["--interface", "asgi", "--http", "1", "--no-ws", "--log-level", "warning"]
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


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
    with tempfile.TemporaryDirectory(prefix="zetje-bench-") as folder, crowd.database() as url:
        _make_link(url)
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
            half = [_at_half(port, fastest) for port in (bare, door)]
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


def _at_half(port: int, fastest: float) -> Load:
    """The middle one of some rounds at half of the fastest rate."""
    rounds = [asyncio.run(at_rate(port, fastest / 2, code=CODE)) for _ in range(ROUNDS_AT_HALF)]
    return sorted(rounds, key=lambda load: load.p99_ms)[ROUNDS_AT_HALF // 2]


def _check_stored(spool_parent: Path, turns: list[tuple[Load, Load]]) -> None:
    """A door that is fast because it loses clicks is not fast."""
    sys.path.insert(0, str(_SOURCE))
    from zetje.sharing.door.reading import SpoolReader

    answered = sum(ours.answered for _, ours in turns)
    stored = SpoolReader(spool_parent / "spool").read(lambda clicks: None)
    if stored < answered:
        message = f"{answered} redirects were answered and {stored} clicks stored"
        raise RuntimeError(message)


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
        return asyncio.run(at_rate(port, None, code=CODE, seconds=TURN_SECONDS))
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


if __name__ == "__main__":
    for name, figure in measure().items():
        print(name, figure)
