"""The loader of clicks: takes what the link door put on disk into the database, all the time."""

from __future__ import annotations

import signal
import threading

import django
import structlog
from django.db import close_old_connections
from django.db.utils import InterfaceError, OperationalError

_PAUSE_SECONDS = 1.0
_PAUSE_WITHOUT_DATABASE_SECONDS = 2.0
log = structlog.get_logger("zetje.spool")


def load_clicks_until_asked_to_end() -> None:
    """Load clicks as they come; a last time when asked to end, so that little waits."""
    django.setup()
    from zetje.sharing.operations import spool as sharing

    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: asked.set())
    reader = sharing.spool_reader()
    ending = False
    while not ending:
        ending = asked.is_set()
        try:
            loaded = sharing.load_spool(reader)
        except (OperationalError, InterfaceError):
            # Clicks wait safely on disk.
            log.warning("The database is away; clicks wait in the spool")
            close_old_connections()
            asked.wait(_PAUSE_WITHOUT_DATABASE_SECONDS)
            continue
        if not loaded:
            asked.wait(_PAUSE_SECONDS)
