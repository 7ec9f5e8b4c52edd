"""A real link door under granian, and many readers at once, for tests that kill it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import httpx

from zetje.sharing.door.reading import SpoolReader
from zetje.sharing.door.segments import StoredClick

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)
APPLICATION = "zetje.sharing.door.app:application"


class RunningDoor:
    """A link door as a process of its own."""

    def __init__(
        self, *, data: Path, database_url: str, app: str = "zetje.sharing.door.app"
    ) -> None:
        self.data = data
        self._app = app
        self._environment = os.environ | {"ZETJE_DATA": str(data), "DATABASE_URL": database_url}
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port: int = found.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it has its links."""
        options = ["--interface", "asgi", "--no-ws", "--log-level", "warning"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *options, "--port", str(self.port), APPLICATION],
            env=self._environment,
            start_new_session=True,
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(self.address("/health")).status_code == 200:
                    return
            time.sleep(0.05)
        raise TimeoutError

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        """Ask it as a browser does."""
        given = {"User-Agent": CHROME} | {k.replace("_", "-"): v for k, v in headers.items()}
        return httpx.request(method, self.address(path), headers=given)

    def kill(self) -> None:
        """End it and its workers as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                if how is signal.SIGKILL:
                    os.killpg(self.process.pid, how)
                else:
                    self.process.send_signal(how)
            self.process.wait(timeout=20)
            self.process = None

    def stored(self) -> list[StoredClick]:
        """All clicks that are in the spool."""
        found: list[StoredClick] = []
        SpoolReader(self.data / "spool").read(found.extend)
        return found


async def _reader(port: int, code: str, answered: Counter[str]) -> None:
    """Follow one link again and again until the door is gone."""
    request = f"GET /l/{code} HTTP/1.1\r\nHost: x\r\nUser-Agent: {CHROME}\r\n\r\n".encode()
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        stream, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            while True:
                writer.write(request)
                head = await stream.readuntil(b"\r\n\r\n")
                if head.startswith(b"HTTP/1.1 302"):
                    answered[code] += 1
        finally:
            writer.close()


async def _read_until_killed(
    door: RunningDoor, codes: Sequence[str], after_seconds: float
) -> Counter[str]:
    answered: Counter[str] = Counter()
    readers = [asyncio.create_task(_reader(door.port, code, answered)) for code in codes]
    await asyncio.sleep(after_seconds)
    await asyncio.to_thread(door.kill)
    await asyncio.gather(*readers)
    return answered


def read_until_killed(
    door: RunningDoor, codes: Sequence[str], *, after_seconds: float
) -> Counter[str]:
    """Let one reader a link load the door until it is killed; how many redirects each was given."""
    return asyncio.run(_read_until_killed(door, codes, after_seconds))
