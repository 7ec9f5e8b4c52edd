"""What prompting does by the clock: digests, decisions about prompts, and what is learned."""

from __future__ import annotations

import numpy as np
from django.utils import timezone

from zetje.lib.jobs import app, defer_each
from zetje.people import queries as people
from zetje.prompting import operations
from zetje.recognition import operations as recognition


@app.periodic(cron="*/15 * * * *")
@app.task(name="prompting.plan_due", queue="plan", queueing_lock="prompting.plan_due")
def plan_due(timestamp: int) -> None:
    """Have every organisation's digests of the coming hours planned, each by a job of its own."""
    defer_each("prompting.plan_digests", organisation_ids=people.organisation_ids())


@app.task(name="prompting.plan_digests", queue="plan")
def plan_digests(organisation_id: int) -> None:
    """Plan the digests of one organisation that fall due soon, and open the week in the chains."""
    now = timezone.now()
    # A week ahead, so that this week's digest can announce it.
    operations.draw_probes(organisation_id=organisation_id, now=now, rng=np.random.default_rng())
    if operations.plan_digests(organisation_id=organisation_id, now=now):
        recognition.rebuild_chains(organisation_id=organisation_id, now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="prompting.decide_due", queue="plan", queueing_lock="prompting.decide_due")
def decide_due(timestamp: int) -> None:
    """Have every organisation decide whom to prompt in the next half hour."""
    defer_each("prompting.plan_prompts", organisation_ids=people.organisation_ids())


@app.task(name="prompting.plan_prompts", queue="plan")
def plan_prompts(organisation_id: int) -> None:
    """Decide for whoever's slot of the week comes, and queue the prompts that are drawn."""
    operations.plan_prompts(organisation_id=organisation_id, now=timezone.now())


# By Wednesday morning last week is over everywhere, and was confirmed on Monday.
@app.periodic(cron="0 3 * * 3")
@app.task(name="prompting.learn_all", queue="plan", queueing_lock="prompting.learn_all")
def learn_all(timestamp: int) -> None:
    """Have every organisation learn from last week."""
    defer_each("prompting.learn", organisation_ids=people.organisation_ids())


@app.task(name="prompting.learn", queue="plan")
def learn(organisation_id: int) -> None:
    """Note what came of an organisation's decisions, teach its policies, see who misses what."""
    now = timezone.now()
    operations.learn_from_decisions(organisation_id=organisation_id, now=now)
    operations.estimate_missing(organisation_id=organisation_id, now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="prompting.remind", queue="plan", queueing_lock="prompting.remind")
def remind(timestamp: int) -> None:
    """Bring back the stories that people put aside until now."""
    now = timezone.now()
    for organisation_id in people.organisation_ids():
        operations.remind_of_stories(organisation_id=organisation_id, now=now)


# Right after an award there is a reaction; this is for the one whose process died before it.
@app.periodic(cron="*/10 * * * *")
@app.task(name="prompting.tell_awards", queue="plan", queueing_lock="prompting.tell_awards")
def tell_awards(timestamp: int) -> None:
    """Tell whoever was awarded something and was not told."""
    now = timezone.now()
    for organisation_id in people.organisation_ids():
        operations.tell_of_awards(organisation_id=organisation_id, now=now)


@app.periodic(cron="40 1 * * *")
@app.task(name="prompting.place_all", queue="plan", queueing_lock="prompting.place_all")
def place_all(timestamp: int) -> None:
    """Bring everybody's phase and habit up to date: both follow the weeks that pass."""
    now = timezone.now()
    for organisation_id in people.organisation_ids():
        operations.place_members(organisation_id=organisation_id, now=now)
