"""Keeps a sender running: wakes it when something is due, and sees it through a lost database."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError, connection

from zetje.delivery.operations import holding, liveness
from zetje.delivery.operations.queueing import CHANNEL
from zetje.delivery.operations.sending import Sender

log = logging.getLogger("zetje.delivery")

_LOOKS_EVERY_SECONDS: Final = 2.0
_BEATS_EVERY: Final = timedelta(seconds=20)
_LONGEST_PAUSE_SECONDS: Final = 5.0


def run_sender(
    *,
    sender: Sender,
    clock: Callable[[], datetime],
    stopping: Callable[[], bool],
    pause: Callable[[float], object],
) -> None:
    """Send whatever falls due until asked to stop; come back after every fault of the database.

    What the sender knows of the message in its hands outlives the connection, so that a restart of
    the database costs no message its outcome.

    Args:
        sender: whose hand it is.
        clock: tells the time.
        stopping: whether to end after the current message.
        pause: waits so many seconds, or shorter when asked to stop.
    """
    faults = 0
    while not stopping():
        try:
            sender.connect(watches_clock=True)
            faults = 0
            _work(sender=sender, clock=clock, stopping=stopping)
        except (OperationalError, InterfaceError) as fault:
            log.warning("the database is away: %s", type(fault).__name__)
        except Exception:
            log.exception("the sender starts over")
        if stopping():
            break
        connection.close()
        faults += 1
        pause(min(_LONGEST_PAUSE_SECONDS, 0.1 * 2 ** min(faults, 10)))
    _end(sender)


def _work(*, sender: Sender, clock: Callable[[], datetime], stopping: Callable[[], bool]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    beaten_at: datetime | None = None
    while not stopping():
        now = clock()
        if beaten_at is None or not timedelta() <= now - beaten_at < _BEATS_EVERY:
            beaten_at = now
            holding.check_for_restore(now=now, watches_clock=True)
            liveness.recover_from_dead_senders(own=sender.number, now=now)
        sender.send_due()
        if not stopping():
            _wait_for_news()


def _wait_for_news() -> None:
    """Sleep until somebody queues a message that is due, or for a moment."""
    for _ in connection.connection.notifies(timeout=_LOOKS_EVERY_SECONDS, stop_after=1):
        return


def _end(sender: Sender) -> None:
    try:
        sender.close()
    except (OperationalError, InterfaceError) as fault:
        log.warning("the database is away: %s", type(fault).__name__)
