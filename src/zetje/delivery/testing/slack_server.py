"""The Web API of a Slack workspace on a port of this machine, and its Socket Mode.

`slack_workspace` says what the methods do. Tests run it in a thread; the demo runs it as a process.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, parse_qsl, urlsplit

from zetje.delivery.testing.slack_workspace import Mishap, SlackRefusal, Workspace

_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


class SlackServer(ThreadingHTTPServer):
    """The server; `with` runs it in a thread."""

    daemon_threads = True
    # A request that hangs must not hold the end of a test.
    block_on_close = False

    def __init__(self, workspace: Workspace, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.workspace = workspace
        self.ending = threading.Event()
        self.sockets: list[_Handler] = []
        self.connections = 0
        self.acknowledged: list[dict[str, Any]] = []
        self.news = threading.Condition()
        workspace.address = f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def api(self) -> str:
        """Where a client finds the methods."""
        return self.workspace.address + "/api/"

    def __enter__(self) -> SlackServer:
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self.ending.set()
        self.hang_up()
        self.shutdown()
        self._thread.join(5)
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is nobody's fault."""

    def answer_other(
        self, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, Any]]:
        """The status and answer to a request that Slack would not take; see `slack_player`."""
        return 404, {"ok": False, "error": "not_found"}

    def send(self, kind: str, payload: dict[str, Any], *, number: str) -> None:
        """Hand something to an app over Socket Mode, once one is connected.

        Args:
            kind: "interactive" or "events_api".
            payload: as `slack_taps` makes it.
            number: names the envelope; what comes back carries it.
        """
        envelope = {
            "type": kind,
            "envelope_id": number,
            "payload": payload,
            "accepts_response_payload": kind == "interactive",
        }
        self.wait_for_connection(1)
        self._send(envelope)

    def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours, and close the old door."""
        before = self.connections
        self._send({"type": "disconnect", "reason": "refresh_requested"})
        old = self.sockets[-1]
        self.wait_for_connection(before + 1)
        old.hang_up()

    def hang_up(self) -> None:
        """End every connection."""
        for handler in list(self.sockets):
            handler.hang_up()

    def _send(self, message: dict[str, Any]) -> None:
        self.sockets[-1].write_frame(_TEXT, json.dumps(message).encode())

    def wait_for_connection(self, number: int, *, seconds: float = 5) -> None:
        """Wait until an app has connected this many times, and one is open."""
        with self.news:
            if not self.news.wait_for(
                lambda: self.connections >= number and bool(self.sockets), timeout=seconds
            ):
                raise TimeoutError("no app is connected")

    def wait_for_acknowledgement(self, number: str, *, seconds: float = 5) -> dict[str, Any]:
        """What the app answered to an envelope."""
        with self.news:
            found = self.news.wait_for(
                lambda: [each for each in self.acknowledged if each.get("envelope_id") == number],
                timeout=seconds,
            )
        if not found:
            raise TimeoutError(f"{number} was not acknowledged")
        return found[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def slack(self) -> SlackServer:
        return cast("SlackServer", self.server)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing: the test tells."""

    def do_POST(self) -> None:
        """A method of the Web API, or an answer to a tap."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = urlsplit(self.path).path
        if path.startswith("/actions/"):
            self._respond(path.removeprefix("/actions/"), body)
        elif path.startswith("/api/"):
            self._call(path.removeprefix("/api/"), body)
        else:
            self._answer(*self.slack.answer_other(path, dict(self.headers.items()), body))

    def do_GET(self) -> None:
        """The door of Socket Mode."""
        parts = urlsplit(self.path)
        ticket = parse_qs(parts.query).get("ticket", [""])[0]
        key = self.headers.get("Sec-WebSocket-Key", "")
        if parts.path != "/link/" or ticket != self.slack.workspace.app_token or not key:
            self._answer(404, {"ok": False, "error": "not_found"})
            return
        accept = base64.b64encode(hashlib.sha1((key + _MAGIC).encode()).digest())  # noqa: S324 - RFC 6455
        self.send_response(101, "Switching Protocols")
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", accept.decode())
        self.end_headers()
        self.close_connection = True
        self._talk()

    def _call(self, method: str, body: bytes) -> None:
        workspace = self.slack.workspace
        waiting = workspace.mishaps.get(method, [])
        mishap = waiting.pop(0) if waiting else Mishap(status=503 if workspace.is_down else 200)
        spoilt = mishap.status != 200 or mishap.code
        status, answer = 200, cast("dict[str, Any]", {})
        if not spoilt or mishap.acts:
            answer = self._done(method, body)
        if mishap.hangs:
            self.slack.ending.wait(30)
        if mishap.hangs or mishap.drops:
            self.close_connection = True
            return
        if spoilt:
            status, answer = mishap.status, {"ok": False, "error": mishap.code or "ratelimited"}
        extra = {"X-OAuth-Scopes": workspace.scopes}
        if mishap.retry_after is not None:
            extra["Retry-After"] = str(mishap.retry_after)
        self._answer(status, answer, extra)

    def _done(self, method: str, body: bytes) -> dict[str, Any]:
        try:
            return self.slack.workspace.call(method, self._token(), self._arguments(body))
        except SlackRefusal as refusal:
            detail = {"messages": [refusal.detail]} if refusal.detail else {}
            return {"ok": False, "error": refusal.code, "response_metadata": detail}

    def _token(self) -> str:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        return token if kind == "Bearer" else ""

    def _arguments(self, body: bytes) -> dict[str, Any]:
        kind = self.headers.get("Content-Type", "")
        if not body:
            return {}
        if kind.startswith("application/json"):
            given = _read_json(body)
            if not isinstance(given, dict):
                raise SlackRefusal("invalid_json")
            return cast("dict[str, Any]", given)
        if kind.startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(body.decode()))
        raise SlackRefusal("invalid_post_type")

    def _respond(self, name: str, body: bytes) -> None:
        try:
            self.slack.workspace.respond(name, json.loads(body))
        except SlackRefusal as refusal:
            self._answer(404, {"ok": False, "error": refusal.code})
        else:
            self._answer(200, {"ok": True})

    def _answer(
        self, status: int, answer: dict[str, Any], extra: dict[str, str] | None = None
    ) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _talk(self) -> None:
        """Greet, and listen until the app hangs up."""
        self.write_frame(_TEXT, json.dumps({"type": "hello", "num_connections": 1}).encode())
        with self.slack.news:
            self.slack.sockets.append(self)
            self.slack.connections += 1
            self.slack.news.notify_all()
        try:
            while frame := self._read_frame():
                self._heard(*frame)
        finally:
            self.slack.sockets.remove(self)

    def _heard(self, kind: int, contents: bytes) -> None:
        if kind == _PING:
            self.write_frame(_PONG, contents)
        elif kind == _TEXT:
            with self.slack.news:
                self.slack.acknowledged.append(json.loads(contents))
                self.slack.news.notify_all()

    def _read_frame(self) -> tuple[int, bytes] | None:
        """One frame of the app, which must be masked (RFC 6455, 5.1); None at the end."""
        head = self.rfile.read(2)
        if len(head) < 2 or head[0] & 15 == _CLOSE:
            return None
        size = head[1] & 127
        if size == 126:
            (size,) = struct.unpack("!H", self.rfile.read(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self.rfile.read(8))
        if not head[1] & 128:
            return None
        mask = self.rfile.read(4)
        hidden = self.rfile.read(size)
        return head[0] & 15, bytes(each ^ mask[at % 4] for at, each in enumerate(hidden))

    def write_frame(self, kind: int, contents: bytes) -> None:
        """Send one whole frame."""
        size = len(contents)
        if size < 126:
            head = struct.pack("!BB", 128 | kind, size)
        elif size < 65536:
            head = struct.pack("!BBH", 128 | kind, 126, size)
        else:
            head = struct.pack("!BBQ", 128 | kind, 127, size)
        self.wfile.write(head + contents)
        self.wfile.flush()

    def hang_up(self) -> None:
        """End a connection of Socket Mode, as Slack does to refresh it."""
        self.connection.shutdown(2)


def _read_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise SlackRefusal("invalid_json") from None
