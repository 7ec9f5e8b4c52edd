"""The leagues and the goal of the demo: the last weeks turn one after another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.recognition.operations.goals import set_goal
from zetje.recognition.operations.leagues import turn_leagues
from zetje.recognition.operations.ranks import rebuild_ranks
from zetje.sharing.queries.engagement import engagement

if TYPE_CHECKING:
    from numpy.random import Generator

    from zetje.people.models import Organisation

_WEEKS = 6
# It was set some days ago, for half as much again as was shared since.
_DAYS = 24
_MORE = 1.5
_THANKS = {"nl": "samen lunchen in de gieterij", "en": "lunch together in the foundry"}


def make_leagues(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Let the leagues of the last weeks turn, and set a goal.

    Args:
        organisation: whose points are there already.
        now: the moment that all leads up to.
        rng: chance, for the part of the goal that is done.
    """
    rebuild_ranks(organisation_id=organisation.pk, now=now)
    for back in range(_WEEKS - 1, -1, -1):
        turn_leagues(organisation_id=organisation.pk, now=now - timedelta(weeks=back))
    _set_goal(organisation, now, rng)


def _set_goal(organisation: Organisation, now: datetime, rng: Generator) -> None:
    """A goal of which somewhat more than half is done."""
    first = (now - timedelta(days=_DAYS)).replace(day=1)
    with tenant(organisation.pk):
        manager = people.members_with_role(organisation.pk, "programme_manager").first()
        shared = engagement(organisation_id=organisation.pk, since=first, until=now)
        if manager is None:
            return
        target = int(shared.posts.sum() * (_MORE + 0.2 * rng.random())) // 10 * 10
        set_goal(
            organisation=organisation,
            by=manager,
            target=max(target, 20),
            starts_on=first.date(),
            ends_on=_end_of_next_month(now.date()),
            thanks=_THANKS[organisation.default_language],
            now=now - timedelta(days=_DAYS),
        )


def _end_of_next_month(day: date) -> date:
    first = (day.replace(day=1) + timedelta(days=62)).replace(day=1)
    return first - timedelta(days=1)
