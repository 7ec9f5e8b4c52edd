"""Reads every feed once an hour, each by a job of its own; lets go of old tips at night."""

from __future__ import annotations

from django.utils import timezone

from zetje.content import operations
from zetje.lib.jobs import app
from zetje.lib.tenancy import tenant
from zetje.people import queries as people


@app.periodic(cron="7 * * * *")
@app.task(name="content.read_feeds", queue="feeds", queueing_lock="content.read_feeds")
def read_feeds(timestamp: int) -> None:
    """Have the due feeds of every organisation read."""
    now = timezone.now()
    for organisation in people.organisations():
        operations.read_due_feeds(organisation_id=organisation.pk, now=now)


@app.periodic(cron="41 3 * * *")
@app.task(name="content.forget_old_tips", queue="feeds", queueing_lock="content.forget_old_tips")
def forget_old_tips(timestamp: int) -> None:
    """Let go of mails that nobody confirmed, and of tips that were passed long ago."""
    now = timezone.now()
    for organisation in people.organisations():
        with tenant(organisation.pk):
            operations.forget_old_tips(organisation_id=organisation.pk, now=now)


@app.task(name="content.read_feed", queue="feeds")
def read_feed(organisation_id: int, feed_id: int) -> None:
    """Read one feed of an organisation."""
    operations.read_feed(organisation_id=organisation_id, feed_id=feed_id, now=timezone.now())
