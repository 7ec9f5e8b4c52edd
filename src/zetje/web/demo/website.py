"""Serves the invented website for as long as a block lasts: while a demo is made, no pages run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.urls import resolve

_WEBSITE = "zetje.web.demo.urls"
Start = Callable[[str, list[tuple[str, str]]], object]


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base names it so
        """Nothing: paths are nobody's business, and here nobody asks."""


@contextmanager
def serving(site: str) -> Generator[None]:
    """Answer the website's addresses on the site's own port, unless somebody does already.

    Args:
        site: the address of the site, without a slash at the end.
    """
    parts = urlsplit(site)
    try:
        server = make_server(parts.hostname or "", parts.port or 80, _answer, handler_class=_Silent)
    except OSError:
        # The pages run already, and answer the same addresses themselves.
        yield
        return
    thread = threading.Thread(target=server.serve_forever, name="website", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer with the views alone: no session, no database."""
    try:
        request = WSGIRequest(environ)
        found = resolve(request.path_info, urlconf=_WEBSITE)
        response = found.func(request, *found.args, **found.kwargs)
    except Http404:
        start("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
        return [b""]
    start(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.content]
