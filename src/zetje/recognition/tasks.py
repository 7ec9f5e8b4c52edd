"""What recognition does by the clock: leagues turn on Monday morning."""

from __future__ import annotations

from django.utils import timezone

from zetje.lib.jobs import app, defer_each
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.recognition.operations.challenges import end_challenges
from zetje.recognition.operations.gaming import look_for_gaming
from zetje.recognition.operations.leagues import turn_leagues
from zetje.recognition.operations.newsletter import make_due_edition
from zetje.recognition.operations.points import settle_points
from zetje.recognition.operations.ranks import rebuild_ranks
from zetje.recognition.operations.rewards import expire_awards, open_rounds, settle_rounds
from zetje.recognition.operations.shoutouts import forget_old_shoutouts


@app.periodic(cron="5 * * * *")
@app.task(name="recognition.turn_due", queue="plan", queueing_lock="recognition.turn_due")
def turn_due(timestamp: int) -> None:
    """Have every organisation turn its leagues: each has a Monday of its own."""
    defer_each("recognition.turn", organisation_ids=people.organisation_ids())


@app.periodic(cron="20 * * * *")
@app.task(name="recognition.settle_due", queue="plan", queueing_lock="recognition.settle_due")
def settle_due(timestamp: int) -> None:
    """Have every organisation draw its rewards whose time is over."""
    defer_each("recognition.settle", organisation_ids=people.organisation_ids())


@app.task(name="recognition.settle", queue="plan")
def settle(organisation_id: int) -> None:
    """Promise the seeds of what begins, draw what is over, and take back what nobody claimed."""
    now = timezone.now()
    open_rounds(organisation_id=organisation_id, now=now)
    settle_rounds(organisation_id=organisation_id, now=now)
    expire_awards(organisation_id=organisation_id, now=now)


@app.task(name="recognition.turn", queue="plan")
def turn(organisation_id: int) -> None:
    """Seat people for the week that has begun; once a week there is work."""
    now = timezone.now()
    # First of all what the week that is over came to.
    settle_points(organisation_id=organisation_id, now=now)
    if turn_leagues(organisation_id=organisation_id, now=now):
        # Old weeks go, and whatever slipped by a reaction is put right.
        rebuild_ranks(organisation_id=organisation_id, now=now)


@app.periodic(cron="53 3 * * *")
@app.task(
    name="recognition.forget_old_shoutouts",
    queue="plan",
    queueing_lock="recognition.forget_old_shoutouts",
)
def forget_shoutouts(timestamp: int) -> None:
    """Let go of shout-outs that nobody agreed to in half a year."""
    now = timezone.now()
    for organisation in people.organisations():
        with tenant(organisation.pk):
            forget_old_shoutouts(organisation_id=organisation.pk, now=now)


@app.periodic(cron="20 4 * * *")
@app.task(name="recognition.look_all", queue="plan", queueing_lock="recognition.look_all")
def look_all(timestamp: int) -> None:
    """Have every organisation looked at each night, and its challenges ended."""
    defer_each("recognition.look", organisation_ids=people.organisation_ids())


@app.task(name="recognition.look", queue="plan")
def look(organisation_id: int) -> None:
    """Let points wait where a rule was met, then keep the results of challenges that are over."""
    now = timezone.now()
    look_for_gaming(organisation_id=organisation_id, now=now)
    end_challenges(organisation_id=organisation_id, now=now)


@app.periodic(cron="25 5 * * *")
@app.task(
    name="recognition.make_newsletters", queue="plan", queueing_lock="recognition.make_newsletters"
)
def make_newsletters(timestamp: int) -> None:
    """Make the edition of the week or month that is over, as a draft for its editors."""
    now = timezone.now()
    for organisation in people.organisations():
        with tenant(organisation.pk):
            make_due_edition(organisation=organisation, now=now)


@app.task(name="recognition.rank_anew", queue="plan")
def rank_anew(organisation_id: int) -> None:
    """Make ranks from the points alone, and seat people where leagues have just come on."""
    now = timezone.now()
    rebuild_ranks(organisation_id=organisation_id, now=now)
    turn_leagues(organisation_id=organisation_id, now=now)
