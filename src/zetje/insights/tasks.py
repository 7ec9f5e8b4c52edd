"""What insights does by the clock: the record is added up at night, a week frozen on Tuesdays."""

from __future__ import annotations

from django.utils import timezone

from zetje.insights import operations
from zetje.insights.operations.reporting import send_reports
from zetje.lib.jobs import app, defer_each
from zetje.people import queries as people


# By then it is Monday everywhere, and weekend posts could be confirmed for a day. Each hour of
# Tuesday again, so that a night with the machine switched off costs no week.
@app.periodic(cron="40 * * * 2")
@app.task(name="insights.freeze_due", queue="plan", queueing_lock="insights.freeze_due")
def freeze_due(timestamp: int) -> None:
    """Have every organisation's last week frozen, each by a job of its own."""
    defer_each("insights.freeze", organisation_ids=people.organisation_ids())


@app.task(name="insights.freeze", queue="plan")
def freeze(organisation_id: int) -> None:
    """Freeze the last week of one organisation; once a week there is work."""
    operations.freeze_due(organisation_id=organisation_id, now=timezone.now())


# After the last week of the month was frozen; who already has it gets it no second time.
@app.periodic(cron="55 * * * 2")
@app.task(name="insights.report_due", queue="plan", queueing_lock="insights.report_due")
def report_due(timestamp: int) -> None:
    """Have every organisation's report of the month sent, each by a job of its own."""
    defer_each("insights.report", organisation_ids=people.organisation_ids())


@app.task(name="insights.report", queue="plan")
def report(organisation_id: int) -> None:
    """Send the report that is due in one organisation, to who asked for it."""
    send_reports(organisation_id=organisation_id, now=timezone.now())


@app.periodic(cron="10 3 * * *")
@app.task(name="insights.tally_due", queue="plan", queueing_lock="insights.tally_due")
def tally_due(timestamp: int) -> None:
    """Have what is new in every organisation's record added up, each by a job of its own."""
    defer_each("insights.tally", organisation_ids=people.organisation_ids())


@app.task(name="insights.tally", queue="plan")
def tally(organisation_id: int) -> None:
    """Add up what is new in one organisation's record, so that freezing a week finds it done."""
    operations.keep_tallies(organisation_id=organisation_id, now=timezone.now())
