"""What sharing does by the clock."""

from __future__ import annotations

from django.utils import timezone

from zetje.lib.jobs import app
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.sharing.operations.clicks import forget_days_before
from zetje.sharing.operations.wordings import forget_old_wordings as forget_old


@app.periodic(cron="10 * * * *")
@app.task(name="sharing.forget_visitors", queue="default", pass_context=False)
def forget_visitors(timestamp: int) -> None:
    """Each hour destroy the hashes of visitors of days that are over."""
    today = timezone.now().date()
    for organisation in people.organisations():
        with tenant(organisation.pk):
            forget_days_before(organisation_id=organisation.pk, day=today)


@app.periodic(cron="40 3 * * *")
@app.task(name="sharing.forget_old_wordings", queue="default", pass_context=False)
def forget_old_wordings(timestamp: int) -> None:
    """Each night let go of wordings that no network looks back at any more."""
    now = timezone.now()
    for organisation in people.organisations():
        with tenant(organisation.pk):
            forget_old(organisation_id=organisation.pk, now=now)
