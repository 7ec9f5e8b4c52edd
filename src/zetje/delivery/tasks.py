"""The jobs of delivery: clearing away. Sending is no job; `zetje sender` does it."""

from __future__ import annotations

from django.apps import apps
from django.utils import timezone

from zetje.delivery import operations
from zetje.lib.jobs import app


@app.periodic(cron="23 4 * * *")
@app.task(name="delivery.forget_old_messages", queue="plan", queueing_lock="delivery.forget")
def forget_old_messages(timestamp: int) -> None:
    """Remove what is too old to be of use."""
    now = timezone.now()
    for organisation in apps.get_model("people", "Organisation")._default_manager.all():
        operations.forget_old_messages(organisation_id=organisation.pk, now=now)
        operations.forget_ended_links(organisation_id=organisation.pk, now=now)
