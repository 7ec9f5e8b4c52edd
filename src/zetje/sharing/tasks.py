"""What sharing does by the clock."""

from __future__ import annotations

from django.utils import timezone

from zetje.lib.jobs import app
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.sharing.operations.clicks import forget_days_before


@app.periodic(cron="10 * * * *")
@app.task(name="sharing.forget_visitors", queue="default", pass_context=False)
def forget_visitors(timestamp: int) -> None:
    """Each hour destroy the hashes of visitors of days that are over."""
    today = timezone.now().date()
    for organisation in people.organisations():
        with tenant(organisation.pk):
            forget_days_before(organisation_id=organisation.pk, day=today)
