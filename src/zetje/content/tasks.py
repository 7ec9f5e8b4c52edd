"""Reads every feed once an hour, each by a job of its own."""

from __future__ import annotations

from django.utils import timezone

from zetje.content import operations
from zetje.lib.jobs import app
from zetje.people import queries as people


@app.periodic(cron="7 * * * *")
@app.task(name="content.read_feeds", queue="feeds", queueing_lock="content.read_feeds")
def read_feeds(timestamp: int) -> None:
    """Have the due feeds of every organisation read."""
    now = timezone.now()
    for organisation in people.organisations():
        operations.read_due_feeds(organisation_id=organisation.pk, now=now)


@app.task(name="content.read_feed", queue="feeds")
def read_feed(organisation_id: int, feed_id: int) -> None:
    """Read one feed of an organisation."""
    operations.read_feed(organisation_id=organisation_id, feed_id=feed_id, now=timezone.now())
