"""A small client that asks for one short link at a steady rate, or as fast as it is answered."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

CONNECTIONS = 256
HEADERS = {
    "User-Agent": (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"
    ),
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "nl-NL,nl;q=0.9",
    "Accept-Encoding": "gzip, deflate, br",
}


@dataclass(frozen=True)
class Load:
    """What a client measured."""

    requests_a_second: float
    p99_ms: float
    answered: int


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


async def at_rate(port: int, rate: float | None, *, code: str, seconds: float = 4.0) -> Load:
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
