"""Who is read in an experiment, up to when, and in which weeks they shared.

Only who is counted, was there at the draw and refuses nothing goes into a reading. Whoever is left
out of it is at least as many as a count needs: where it would be fewer, chance leaves out others
with them, so that what is told of everybody and what is told of the sides differ by nobody alone.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.draws import uniforms
from zetje.behaviour.weeks import monday_of, weeks_of
from zetje.insights.models import Experiment
from zetje.insights.rules.experiments import week_seed
from zetje.insights.rules.studies import Studied
from zetje.lib.arrays import copy_out, numbers
from zetje.people.queries.taking_part import wills_of

Ints = NDArray[np.int64]

_SHARES: Final = """
    SELECT s.member_id, extract(epoch FROM s.confirmed_at)::bigint FROM sharing_share s
    WHERE s.organisation_id = %s AND s.undone_at IS NULL AND s.confirmed_at >= %s
        AND s.confirmed_at < %s AND s.member_id = ANY(%s::bigint[])
"""


def ends_in(experiment: Experiment) -> int:
    """The first week in which all is as usual again: as planned, or where it was stopped."""
    stop = getattr(experiment, "stop", None)
    return min(experiment.ends_week, stop.week) if stop else experiment.ends_week


def read_members(drawn: Ints, experiment: Experiment, studied: Studied) -> Ints:
    """Who of those that were drawn is read: counted, willing, and nobody left out alone."""
    wills = wills_of(organisation_id=studied.organisation_id, member_ids=drawn, languages=["nl"])
    willing = wills.member[wills.experiments & wills.learns]
    read = np.intersect1d(willing, studied.members)
    missing = studied.least - (studied.members.size - read.size)
    if not 0 < missing < studied.least:
        return read
    order = np.argsort(uniforms(seed=week_seed(experiment.seed), person=read, week=0))
    return np.sort(read[order[missing:]])


def shared_weeks(members: Ints, week: Ints, studied: Studied) -> NDArray[np.bool_]:
    """Whether members (n,) shared in weeks (m,) that follow each other, (n, m)."""
    since, until = (
        datetime.combine(monday_of(int(each)), time(), studied.zone)
        for each in (week[0], week[-1] + 1)
    )
    rows = copy_out(
        _SHARES,
        [studied.organisation_id, since, until, numbers(members)],
        columns={"member": "bigint", "at": "bigint"},
    )
    shared = np.zeros((members.size, week.size), dtype=np.bool_)
    order = np.argsort(members)
    place = order[np.searchsorted(members, rows["member"], sorter=order)]
    shared[place, weeks_of(rows["at"], zone=studied.zone) - week[0]] = True
    return shared
