"""The one stream of logs: each line of each process, with the name of who said it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from zetje.web.logs import redacted_text

_WIDTH = 8
_REMEMBERED = 40


@dataclass(kw_only=True)
class Stream:
    """Writes the lines of all processes to standard output.

    Args:
        as_json: lines as JSON objects, with the process under "process".
        on_closed: called once when nobody reads the stream any more.
    """

    as_json: bool = False
    on_closed: Callable[[], None] | None = None
    _open: bool = field(default=True, init=False)

    def say(self, name: str, line: str) -> None:
        """Write one line of one process, without addresses and tokens whoever wrote it."""
        line = redacted_text(line)
        self._write(self._json_line(name, line) if self.as_json else f"{name:<{_WIDTH}} | {line}")

    def plain(self, line: str) -> None:
        """Write a line that is meant for the person at the terminal."""
        self._write(line)

    def _json_line(self, name: str, line: str) -> str:
        try:
            said = json.loads(line)
        except ValueError:
            said = {"event": line}
        if not isinstance(said, dict):
            said = {"event": line}
        return json.dumps({"process": name, **said}, ensure_ascii=False)

    def _write(self, line: str) -> None:
        if not self._open:
            return
        try:
            print(line, flush=True)  # noqa: T201
        except (BrokenPipeError, ValueError):
            self._open = False
            sys.stdout = None  # the interpreter would flush it once more at its end
            if self.on_closed is not None:
                self.on_closed()


@dataclass(kw_only=True)
class Lines(asyncio.Protocol):
    """Cuts what a process writes into lines, hands them on and remembers the last ones."""

    hear: Callable[[str], None]
    last: deque[str] = field(default_factory=lambda: deque[str](maxlen=_REMEMBERED))
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    _rest: bytes = field(default=b"", init=False)

    def data_received(self, data: bytes) -> None:
        """Take a piece of output."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._heard(line)

    def connection_lost(self, exc: Exception | None) -> None:
        """The process and all it started closed their output."""
        if self._rest:
            self._heard(self._rest)
        self.closed.set()

    def _heard(self, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip()
        if text:
            self.last.append(text)
            self.hear(text)
