"""Who moved between phases in a quarter: the phases of everybody at both ends of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of
from zetje.insights.queries.studies import latest_results
from zetje.insights.rules.moves import crossings
from zetje.insights.rules.quarters import last_quarter
from zetje.insights.rules.studies import Studied
from zetje.people.queries.staff import staff_at
from zetje.prompting.queries.week_of_everyone import reached_of_everyone

MOVES: Final = "moves"
_FIRST_PHASE: Final = 1


def moves(studied: Studied) -> Mapping[str, Any] | None:
    """Once for each quarter: how many crossed each boundary between phases.

    Returns:
        `first` and `last`, the quarter's weeks, and `steps`, one a boundary, with "on" and "back"
        or None; None where the quarter was told already.
    """
    first, last = last_quarter(studied.week)
    told = latest_results(studied.organisation_id, [MOVES]).get(MOVES)
    if told is not None and told.details["last"] >= last:
        return None
    was_in, before = _phases(studied, first - 1)
    is_in, after = _phases(studied, last)
    there = was_in & is_in
    steps = crossings(before=before[there], after=after[there], least=studied.least)
    return {"first": first, "last": last, "steps": [step and asdict(step) for step in steps]}


def _phases(studied: Studied, week: int) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Of each member whether they took part at the end of a week, and their phase then."""
    own, members = studied.organisation_id, studied.members
    until = datetime.combine(monday_of(week + 1), time(), studied.zone)
    staff = staff_at(organisation_id=own, until=until, on=until.date() - timedelta(days=1))
    reached = reached_of_everyone(organisation_id=own, since=until, until=until)
    phase = np.full(members.size, _FIRST_PHASE, dtype=np.int64)
    known = np.isin(reached.placed, members)
    phase[np.searchsorted(members, reached.placed[known])] = reached.phase[known]
    return np.isin(members, staff.member[staff.joined]), np.maximum(phase, _FIRST_PHASE)
