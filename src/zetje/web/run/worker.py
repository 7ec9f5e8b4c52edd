"""The worker: runs jobs and, beside them, undisturbed by a backlog, rescues stalled ones."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Any

import django
import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from psycopg import OperationalError

from zetje.lib.tenancy_role import APPLICATION_ROLE
from zetje.web.run.errors import PlainError

RESCUE_QUEUE = "rescue"
STALLED_AFTER_SECONDS = 15.0
_HEARTBEAT_SECONDS = 5.0
_JOBS_AT_ONCE = 4
_GRACE_SECONDS = 10.0
_LOST_DATABASE = (ConnectorException, OperationalError)
log = structlog.get_logger("zetje.worker")


def run_worker(*, queues: list[str] | None) -> None:
    """Run jobs until asked to end.

    Args:
        queues: the queues to serve; all of them when left out.

    Raises:
        PlainError: the database went away.
    """
    django.setup()
    for handler in logging.getLogger().handlers:
        handler.addFilter(_without_trace_of_a_lost_database)
    try:
        asked_to_end = asyncio.run(_work(queues))
    except _LOST_DATABASE:
        asked_to_end = False
    if not asked_to_end:
        raise PlainError("The database went away while jobs were awaited.")


def _without_trace_of_a_lost_database(record: logging.LogRecord) -> bool:
    """Say that the database is away in a line, not in a page a second."""
    if record.exc_info and isinstance(record.exc_info[1], _LOST_DATABASE):
        record.exc_info = record.exc_text = None
    return True


async def _work(queues: list[str] | None) -> bool:
    """Run both workers until one ends or both are asked to; whether they were asked."""
    app = _app_for_workers()
    common: dict[str, Any] = {
        "install_signal_handlers": False,
        "update_heartbeat_interval": _HEARTBEAT_SECONDS,
        "stalled_worker_timeout": STALLED_AFTER_SECONDS,
        "shutdown_graceful_timeout": _GRACE_SECONDS,
        "delete_jobs": "successful",
    }
    asked = asyncio.Event()
    served: dict[str, Any] = {} if queues is None else {"queues": queues}
    async with app.open_async():
        jobs = app.run_worker_async(name="jobs", concurrency=_JOBS_AT_ONCE, **common, **served)
        rescue = app.run_worker_async(name="rescue", queues=[RESCUE_QUEUE], **common)
        tasks = [asyncio.create_task(jobs), asyncio.create_task(rescue)]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, asked.set)
        log.info("Waiting for jobs")
        asking = asyncio.create_task(asked.wait())
        await asyncio.wait([*tasks, asking], return_when=asyncio.FIRST_COMPLETED)
        for task in (*tasks, asking):
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return asked.is_set()


def _app_for_workers() -> App:
    """The application's queue with a connection of its own, under the application's role.

    The tasks keep Django's connection for what they defer: it goes with their transaction.
    """
    parameters = connector_params() | {"options": f"-c role={APPLICATION_ROLE}"}
    return django_app.with_connector(PsycopgConnector(kwargs=parameters, min_size=2, max_size=10))
