"""The worker: runs jobs and, beside them, undisturbed by a backlog, rescues stalled ones."""

from __future__ import annotations

import asyncio
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
log = structlog.get_logger("zetje.worker")


def run_worker(*, queues: list[str] | None) -> None:
    """Run jobs until asked to end.

    Args:
        queues: the queues to serve; all of them when left out.

    Raises:
        PlainError: the database went away.
    """
    django.setup()
    try:
        asyncio.run(_work(queues))
    except (ConnectorException, OperationalError):
        raise PlainError("The database went away while jobs were awaited.") from None


async def _work(queues: list[str] | None) -> None:
    app = _app_for_workers()
    common: dict[str, Any] = {
        "install_signal_handlers": False,
        "update_heartbeat_interval": _HEARTBEAT_SECONDS,
        "stalled_worker_timeout": STALLED_AFTER_SECONDS,
        "shutdown_graceful_timeout": _GRACE_SECONDS,
        "delete_jobs": "successful",
    }
    served: dict[str, Any] = {} if queues is None else {"queues": queues}
    async with app.open_async():
        jobs = app.run_worker_async(name="jobs", concurrency=_JOBS_AT_ONCE, **common, **served)
        rescue = app.run_worker_async(name="rescue", queues=[RESCUE_QUEUE], **common)
        tasks = [asyncio.create_task(jobs), asyncio.create_task(rescue)]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _cancel, tasks)
        log.info("Waiting for jobs")
        await _until_one_ends(tasks)


async def _until_one_ends(tasks: list[asyncio.Task[None]]) -> None:
    """Wait for both workers; when one fails the other ends too, and the failure is told."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    _cancel(tasks)
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        if not task.cancelled():
            task.result()


def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()


def _app_for_workers() -> App:
    """The application's queue with a connection of its own, under the application's role.

    The tasks keep Django's connection for what they defer: it goes with their transaction.
    """
    parameters = connector_params() | {"options": f"-c role={APPLICATION_ROLE}"}
    return django_app.with_connector(PsycopgConnector(kwargs=parameters, min_size=2, max_size=10))
