"""A small web server in a thread, for stand-ins of the servers of others."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked; the names of the headers in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered, and how long that takes."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    hangs_seconds: float = 0.0


Answer = Callable[[Request], Response]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever waited no longer has hung up already."""


def open_server(port: int = 0) -> ThreadingHTTPServer:
    """A server on a port of this machine, a free one unless named; it answers nobody yet."""
    return _Server(("127.0.0.1", port), BaseHTTPRequestHandler)


@contextmanager
def answering(server: ThreadingHTTPServer, answer: Answer) -> Generator[None]:
    """Let a server answer for the length of the block, and close it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            heads = {name.lower(): value for name, value in self.headers.items()}
            response = answer(Request(self.command, self.path, heads, body))
            time.sleep(response.hangs_seconds)
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            self.wfile.write(response.body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base's own
            """Say nothing."""

    server.RequestHandlerClass = Handler
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
