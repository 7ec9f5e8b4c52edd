"""Work that may wait: a thin door to the job queue in PostgreSQL (procrastinate).

An operation defers a job by name, so that it depends on no task module; a test checks that each
deferred name is registered, since the queue would accept an unknown one silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

__all__ = ["app", "defer", "defer_each"]


def defer(
    name: str,
    *,
    queue: str | None = None,
    lock: str | None = None,
    queueing_lock: str | None = None,
    schedule_at: datetime | None = None,
    **arguments: Any,
) -> None:
    """Put a job in the queue when the open transaction commits.

    Args:
        name: the registered name of a task, "slice.verb_noun".
        queue: a queue other than the task's own.
        lock: jobs of one lock run one after another.
        queueing_lock: at most one waiting job of this lock; a second is dropped quietly.
        schedule_at: the earliest moment to run, aware; at once when left out.
        arguments: JSON values for the task.
    """
    transaction.on_commit(
        partial(_defer, name, queue, lock, queueing_lock, schedule_at, dict(arguments))
    )


@transaction.atomic
def defer_each(name: str, *, organisation_ids: Iterable[int]) -> None:
    """Put a job of each organisation in the queue, of which one waits and one runs at a time.

    Args:
        name: the registered name of a task that takes an `organisation_id`.
        organisation_ids: whose.
    """
    for organisation_id in organisation_ids:
        lock = f"{name}:{organisation_id}"
        defer(name, lock=lock, queueing_lock=lock, organisation_id=organisation_id)


def _defer(
    name: str,
    queue: str | None,
    lock: str | None,
    queueing_lock: str | None,
    schedule_at: datetime | None,
    arguments: dict[str, Any],
) -> None:
    options: dict[str, Any] = {"lock": lock, "queueing_lock": queueing_lock}
    if queue is not None:
        options["queue"] = queue
    if schedule_at is not None:
        options["schedule_at"] = schedule_at
    try:
        # A refusal aborts the transaction around it, so it gets a savepoint of its own.
        with transaction.atomic():
            app.configure_task(name, allow_unknown=False, **options).defer(**arguments)
    except AlreadyEnqueued:
        return
