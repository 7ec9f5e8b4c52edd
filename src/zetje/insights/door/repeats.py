"""Study: how much the same people stand in many digests, which makes counts vary more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import numpy as np

from zetje.behaviour.weeks import monday_of
from zetje.insights.door.weeks import QUARTER_WEEKS
from zetje.insights.rules.next_steps import design_effect
from zetje.insights.rules.studies import Studied
from zetje.people.queries.staff import staff_at
from zetje.prompting.queries.funnels import funnels_of


def repeats(studied: Studied) -> Mapping[str, Any] | None:
    """The design effect of starts among looks, shares among starts, and shares among digests.

    It is 1, as where nothing is known, where fewer people than a count needs had something to do.
    """
    since, until = (
        datetime.combine(monday_of(week), time(), studied.zone)
        for week in (studied.week - QUARTER_WEEKS + 1, studied.week + 1)
    )
    organisation_id = studied.organisation_id
    found = funnels_of(organisation_id=organisation_id, since=since, until=until, by=until)
    own = np.isin(found.member, studied.members)
    if not own.any():
        return None
    staff = staff_at(organisation_id=organisation_id, until=until, on=monday_of(studied.week + 1))
    # Who left is in no team any more.
    team = np.zeros(int(own.sum()), dtype=np.int64)
    _, here, there = np.intersect1d(found.member[own], staff.member, return_indices=True)
    team[here] = staff.team[there]
    trials, successes = (each[own] for each in (found.funnel.trials, found.funnel.successes))
    digests, looks, starts = trials[:, 0], successes[:, 0], successes[:, 1]
    # The usual way and the easier one.
    shares = successes[:, 2:].sum(axis=1)
    steps = {"starts": (starts, looks), "shares": (shares, starts), "digests": (shares, digests)}
    return {
        name: round(design_effect(done=done, of=of, team=team), 1)
        if np.count_nonzero(of) >= studied.least
        else 1.0
        for name, (done, of) in steps.items()
    }
