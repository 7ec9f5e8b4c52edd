"""What prompting does by the clock: every quarter of an hour, an organisation's digests each."""

from __future__ import annotations

import numpy as np
from django.db import transaction
from django.utils import timezone

from zetje.lib.jobs import app, defer
from zetje.people import queries as people
from zetje.prompting import operations
from zetje.recognition import operations as recognition


@app.periodic(cron="*/15 * * * *")
@app.task(name="prompting.plan_due", queue="plan", queueing_lock="prompting.plan_due")
def plan_due(timestamp: int) -> None:
    """Have every organisation's digests of the coming hours planned, each by a job of its own."""
    with transaction.atomic():
        for organisation_id in people.organisations().values_list("pk", flat=True):
            lock = f"prompting.plan_digests:{organisation_id}"
            defer(
                "prompting.plan_digests",
                lock=lock,
                queueing_lock=lock,
                organisation_id=organisation_id,
            )


@app.task(name="prompting.plan_digests", queue="plan")
def plan_digests(organisation_id: int) -> None:
    """Plan the digests of one organisation that fall due soon, and open the week in the chains."""
    now = timezone.now()
    # A week ahead, so that this week's digest can announce it.
    operations.draw_probes(organisation_id=organisation_id, now=now, rng=np.random.default_rng())
    if operations.plan_digests(organisation_id=organisation_id, now=now):
        recognition.rebuild_chains(organisation_id=organisation_id, now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="prompting.remind", queue="plan", queueing_lock="prompting.remind")
def remind(timestamp: int) -> None:
    """Bring back the stories that people put aside until now."""
    now = timezone.now()
    for organisation_id in people.organisations().values_list("pk", flat=True):
        operations.remind_of_stories(organisation_id=organisation_id, now=now)


@app.periodic(cron="40 1 * * *")
@app.task(name="prompting.place_all", queue="plan", queueing_lock="prompting.place_all")
def place_all(timestamp: int) -> None:
    """Bring everybody's phase and habit up to date: both follow the weeks that pass."""
    now = timezone.now()
    for organisation_id in people.organisations().values_list("pk", flat=True):
        operations.place_members(organisation_id=organisation_id, now=now)
