"""The two web servers: the pages (Django, WSGI) and the link door (ASGI), both under granian."""

from __future__ import annotations

import importlib
import multiprocessing
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from zetje.web.run.processes import end_with_parent

PAGES = "zetje.web.wsgi:application"
LINKS = "zetje.sharing.door.app:application"
_MOST_WORKERS = 4
_MOST_THREADS = 8
# How many requests wait inside; the rest wait in the line of the operating system.
_BACKPRESSURE = 256
_READERS_AT_ONCE = 1024


def serve_pages(*, host: str, port: int) -> None:
    """Serve the pages until asked to end."""
    if multiprocessing.get_start_method() == "fork":
        importlib.import_module(PAGES.partition(":")[0])  # once, for every worker
    cores = os.cpu_count() or 1
    _serve(
        PAGES,
        host=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(cores, _MOST_WORKERS),
        # Each thread keeps a connection to the database open.
        blocking_threads=min(2 * cores + 1, _MOST_THREADS),
        backpressure=_BACKPRESSURE,
    )


def serve_links(*, host: str, port: int) -> None:
    """Serve the short links until asked to end."""
    _serve(
        LINKS,
        host=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        backpressure=_READERS_AT_ONCE,
    )


def _serve(target: str, *, host: str, port: int, **options: Any) -> None:
    server: Any = Server(
        target,
        address=host,
        port=port,
        http=HTTPModes.http1,
        websockets=False,
        # Paths hold tokens: there is no access log.
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        **options,
    )
    server.serve(target_loader=partial(_load, parent=os.getpid()))


def _load(target: str, *, parent: int) -> Callable[..., Any]:
    """Load the application inside a worker, which ends with the main process at once."""
    end_with_parent(parent=parent)
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)
