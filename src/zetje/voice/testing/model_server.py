"""A language model on a port of this machine: strict in what it takes, and bad on request.

It refuses whatever the published interface does not allow (`model_schema`). What it writes is the
work of a function from the material to texts, so that a test says what "the model" makes of it; and
it can misbehave in each way that servers and models do.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from openai.types.chat import ChatCompletionChunk

from zetje.voice.testing.model_schema import NotTaken, check_request

# The material of the user's turn to what stands in the answer's content.
Writer = Callable[[Mapping[str, Any]], str]
KEY = "a-key-of-the-test"
MODEL = "tiny"


@dataclass
class Heard:
    """One request that was taken."""

    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def material(self) -> Mapping[str, Any]:
        """The user's turn, read as the JSON it must be."""
        return json.loads(self.body["messages"][1]["content"])

    @property
    def instructions(self) -> str:
        """The system's turn."""
        return str(self.body["messages"][0]["content"])


@dataclass
class Model:
    """What the model does next."""

    writer: Writer = lambda _material: "{}"
    misdeed: str = ""
    status: int = 200
    pause_seconds: float = 0.05
    heard: list[Heard] = field(default_factory=list[Heard])
    not_taken: list[str] = field(default_factory=list[str])
    ending: threading.Event = field(default_factory=threading.Event)


class ModelServer(ThreadingHTTPServer):
    """The server; `with` runs it in a thread."""

    daemon_threads = True
    # A request that hangs must not hold the end of a test.
    block_on_close = False

    def __init__(self, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.model = Model()

    @property
    def host(self) -> str:
        """As a list of allowed hosts has it."""
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """What an administrator fills in."""
        return f"http://{self.host}/v1"

    def __enter__(self) -> ModelServer:
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self.model.ending.set()
        self.shutdown()
        self._thread.join(5)
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is nobody's fault."""


def texts(*given: str, field: str = "suggestions") -> Writer:
    """A writer of these very texts, in the form of suggestions."""
    return lambda _material: json.dumps({field: [{"text": each} for each in given]})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def _server(self) -> ModelServer:
        return cast("ModelServer", self.server)

    def do_POST(self) -> None:
        model = self._server.model
        raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            body = self._taken(raw, headers)
        except NotTaken as fault:
            model.not_taken.append(str(fault))
            self._answer(400, {"error": {"message": str(fault), "type": "invalid_request_error"}})
            return
        heard = Heard(headers, body)
        model.heard.append(heard)
        if model.status != 200:
            words = {"error": {"message": "as told", "type": "server_error"}}
            self._answer(model.status, words)
        elif play := _PLAYS.get(model.misdeed):
            play(self, model)
        else:
            self._stream(model, model.writer(heard.material))

    def do_GET(self) -> None:
        """Nothing here is read."""
        self._server.model.not_taken.append(f"GET {self.path}")
        self._answer(404, {"error": {"message": "no such thing", "type": "invalid_request_error"}})

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base's own
        """Say nothing."""

    def _taken(self, raw: bytes, headers: Mapping[str, str]) -> Mapping[str, Any]:
        if self.path != "/v1/chat/completions":
            raise NotTaken(f"no such path: {self.path}")
        if headers.get("content-type") != "application/json":
            raise NotTaken("not sent as JSON")
        if headers.get("authorization") != f"Bearer {KEY}":
            raise NotTaken("no key")
        return check_request(json.loads(raw))

    def _answer(self, status: int, body: Mapping[str, Any]) -> None:
        self._whole(status, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def _whole(self, status: int, raw: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def _begin(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def _send(self, *events: str, pause_seconds: float = 0.0) -> None:
        for event in events:
            self.wfile.write(f"data: {event}\n\n".encode())
            self.wfile.flush()
            if pause_seconds and self._server.model.ending.wait(pause_seconds):
                return

    def _stream(self, model: Model, content: str) -> None:
        self._begin()
        pause = model.pause_seconds if model.misdeed == "slow" else 0.0
        self._send(*_pieces(content), pause_seconds=pause)
        self._send(_chunk({}, "length" if model.misdeed == "cut" else "stop"))
        if model.misdeed != "forgets_usage":
            total = -5 if model.misdeed == "lies_of_usage" else 30 + len(content) // 4
            self._send(_chunk(None, None, total))
        self._send("[DONE]")

    def refuse(self, model: Model) -> None:
        self._begin()
        self._send(_chunk({"role": "assistant", "refusal": "I cannot help with that."}))
        self._send(_chunk({}, "stop"), "[DONE]")

    def filter(self, model: Model) -> None:
        self._begin()
        self._send(_chunk({"role": "assistant", "content": '{"sugg'}))
        self._send(_chunk({}, "content_filter"), "[DONE]")

    def garbage(self, model: Model) -> None:
        self._begin()
        self._send("\x00\xff{{{{", "[DONE]")

    def not_chunks(self, model: Model) -> None:
        self._begin()
        self._send('{"choices": "none", "usage": [3]}', '["a list"]', "7", "[DONE]")

    def html(self, model: Model) -> None:
        self._whole(200, b"<h1>Welcome to the proxy</h1>", {"Content-Type": "text/html"})

    def packed(self, model: Model) -> None:
        raw = gzip.compress(b"data: " + b" " * 5_000_000)
        heads = {"Content-Type": "text/event-stream", "Content-Encoding": "gzip"}
        self._whole(200, raw, heads)

    def moved(self, model: Model) -> None:
        self._whole(307, b"", {"Location": f"http://{self._server.host}/elsewhere"})

    def drip(self, model: Model) -> None:
        self.close_connection = True
        for sign in b"HTTP/1.1 200 OK\r\nX-Slowly: " + b"a" * 500:
            self.wfile.write(bytes([sign]))
            self.wfile.flush()
            if model.ending.wait(0.02):
                return

    def hang(self, model: Model) -> None:
        model.ending.wait(10)

    def hang_up(self, model: Model) -> None:
        self._begin()
        self._send(*_pieces('{"suggestions": [{"text": "Half a'))

    def endless(self, model: Model) -> None:
        self._begin()
        self._send(*_pieces('{"suggestions": [{"text": "'))
        end = time.monotonic() + 5
        while time.monotonic() < end and not model.ending.is_set():
            self._send(_chunk({"content": "woord " * 200}))


_PLAYS: Mapping[str, Callable[[_Handler, Model], None]] = {
    "refuses": _Handler.refuse,
    "filters": _Handler.filter,
    "garbage": _Handler.garbage,
    "not_chunks": _Handler.not_chunks,
    "html": _Handler.html,
    "packed": _Handler.packed,
    "moved": _Handler.moved,
    "drips": _Handler.drip,
    "hangs": _Handler.hang,
    "hangs_up": _Handler.hang_up,
    "endless": _Handler.endless,
}


def _pieces(content: str) -> Iterator[str]:
    yield _chunk({"role": "assistant", "content": ""})
    for start in range(0, len(content), 24):
        yield _chunk({"content": content[start : start + 24]})


def _chunk(
    delta: Mapping[str, Any] | None, finish: str | None = None, total: int | None = None
) -> str:
    choices: Sequence[Mapping[str, Any]] = (
        [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    )
    usage = None
    if total is not None:
        usage = {"prompt_tokens": 20, "completion_tokens": total - 20, "total_tokens": total}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_790_000_000,
        "model": MODEL,
        "choices": choices,
        "usage": usage,
    }
    # What we say is held against the published interface as well.
    return ChatCompletionChunk.model_validate(body).model_dump_json(exclude_unset=True)
