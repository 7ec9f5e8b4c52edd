"""A chat for tests over real HTTP: a strict server, and a channel that speaks to it.

The server refuses whatever a real one would, keeps what it takes, and misbehaves for the accounts
it is told. Started as a process it writes the number of each message to a file before it answers:
`python -m zetje.delivery.testing.chat PORT FILE`.
"""

from __future__ import annotations

import http.client
import json
import socket
import sys
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

from django.urls import URLPattern

from zetje.delivery.rules.channels import Field
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided
from zetje.delivery.transport import Prepared, Transport

TOKEN = "chat-token"  # noqa: S105 - of a server that lives as long as its test
_FIELDS = {"message_id": str, "to": str, "card": dict}


@dataclass
class Room:
    """What the server took, and how it misbehaves.

    Attributes:
        faults: by account, what comes instead of a yes: a status with seconds to wait, "drop" after
            the message was taken, or "hang". One is used up by each message.
    """

    log: Path | None = None
    taken: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    faults: dict[str, list[tuple[int, int] | str]] = field(
        default_factory=dict[str, list[tuple[int, int] | str]]
    )
    refused: list[str] = field(default_factory=list[str])

    def keep(self, message: dict[str, Any]) -> None:
        """Remember a message; a number that comes twice is there twice."""
        if self.log is None:
            self.taken.append(message)
            return
        with self.log.open("ab", buffering=0) as log:
            log.write(message["message_id"].encode() + b"\n")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def room(self) -> Room:
        return cast("Any", self.server).room

    def do_POST(self) -> None:
        message = self._read()
        if message is None:
            return
        faults = self.room.faults.get(message["to"], [])
        fault = faults.pop(0) if faults else None
        if isinstance(fault, tuple):
            self._answer(fault[0], wait_seconds=fault[1])
            return
        self.room.keep(message)
        if fault == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif fault == "hang":
            cast("Any", self.server).closing.wait()
        else:
            self._answer(200)

    def _read(self) -> dict[str, Any] | None:
        """The message, if everything about it is right."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._refuse(401, "no token")
        try:
            message = json.loads(body)
        except ValueError:
            return self._refuse(400, "not JSON")
        if set(message) != set(_FIELDS) or not all(
            isinstance(message[name], kind) and message[name] for name, kind in _FIELDS.items()
        ):
            return self._refuse(400, f"not the fields: {sorted(message)}")
        if not message["card"].get("title"):
            return self._refuse(400, "a card without a title")
        return message

    def _refuse(self, status: int, reason: str) -> None:
        self.room.refused.append(reason)
        self._answer(status)

    def _answer(self, status: int, *, wait_seconds: int = 0) -> None:
        self.send_response(status)
        if wait_seconds:
            self.send_header("Retry-After", str(wait_seconds))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class ChatServer(ThreadingHTTPServer):
    """The server, on a free port of this machine unless one is named."""

    daemon_threads = True

    def __init__(self, room: Room, *, port: int = 0) -> None:
        self.room = room
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def port(self) -> int:
        """The port it was given."""
        return int(self.server_address[1])


@contextmanager
def chat_server(room: Room) -> Generator[ChatServer]:
    """The server in a thread of its own."""
    server = ChatServer(room)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True, slots=True)
class Note:
    """A card as it goes over the wire."""

    to_address: str
    body: bytes


class ChatTransport:
    """One kept line to the server."""

    def __init__(self, port: int, *, answer_seconds: float = 5.0) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=answer_seconds)

    def prepare(self, letter: CardLetter) -> Note:
        """The card as JSON."""
        body = {"message_id": letter.message_id, "to": letter.address, "card": asdict(letter.card)}
        return Note(letter.address, json.dumps(body).encode())

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Post it, and read what came of it."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        try:
            if self._line.sock is None:
                self._line.connect()
        except OSError as fault:
            return Later(f"connection: {type(fault).__name__}", everyone=True)
        try:
            self._line.request("POST", "/", cast("Note", prepared).body, headers)
            answer = self._line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as fault:
            self._line.close()
            return Undecided(f"no answer: {type(fault).__name__}")
        return _outcome(answer.status, answer.getheader("Retry-After", "0"))

    def close(self) -> None:
        """Hang up."""
        self._line.close()


def _outcome(status: int, wait: str) -> Outcome:
    reason = f"HTTP {status}"
    if status == 200:
        return Accepted(reason)
    if status == 429 or status >= 500:
        return Later(reason, everyone=True, wait_seconds=float(wait))
    return Refused(reason, bad_address=status == 404)


@dataclass(frozen=True)
class ChatChannel:
    """The channel around it, as `register_channel` takes it."""

    port: int
    answer_seconds: float = 5.0
    name: str = "chat"
    label: str = "Chat"
    fields: Sequence[Field] = ()
    urls: Sequence[URLPattern] = ()

    def open_transport(self) -> Transport:
        """A line of its own for each sender."""
        return ChatTransport(self.port, answer_seconds=self.answer_seconds)

    def check(self, settings: Mapping[str, str]) -> str:
        """There is nothing to fill in."""
        return ""


if __name__ == "__main__":
    ChatServer(Room(log=Path(sys.argv[2])), port=int(sys.argv[1])).serve_forever()
