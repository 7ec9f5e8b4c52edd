"""What insights does by the clock: it freezes the week that is over, in the night after Monday."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zetje.insights import operations
from zetje.lib.jobs import app, defer
from zetje.people import queries as people


# By then it is Monday everywhere, and weekend posts could be confirmed for a day. Each hour of
# Tuesday again, so that a night with the machine switched off costs no week.
@app.periodic(cron="40 * * * 2")
@app.task(name="insights.freeze_due", queue="plan", queueing_lock="insights.freeze_due")
def freeze_due(timestamp: int) -> None:
    """Have every organisation's last week frozen, each by a job of its own."""
    with transaction.atomic():
        for organisation_id in people.organisations().values_list("pk", flat=True):
            lock = f"insights.freeze:{organisation_id}"
            defer("insights.freeze", lock=lock, queueing_lock=lock, organisation_id=organisation_id)


@app.task(name="insights.freeze", queue="plan")
def freeze(organisation_id: int) -> None:
    """Freeze the last week of one organisation; once a week there is work."""
    operations.freeze_due(organisation_id=organisation_id, now=timezone.now())
