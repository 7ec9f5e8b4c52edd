"""Reads an experiment that draws each person's weeks: another wording, or another moment.

Weeks count by what was drawn for them, also where it came to nothing. Of a wording only the weeks
in which its kind of prompt was drawn: that draw knew nothing of this one.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.draws import uniforms
from zetje.behaviour.weeks import number_of
from zetje.insights.door.experiment_people import ends_in, read_members, shared_weeks
from zetje.insights.models import Experiment
from zetje.insights.rules.experiments import Template, week_seed
from zetje.insights.rules.studies import ENOUGH_PEOPLE, Studied
from zetje.insights.rules.week_readings import DrawnWeeks, read_weeks
from zetje.lib.arrays import copy_out
from zetje.people.queries.taking_part import wills_of
from zetje.prompting.queries.prompt_wordings import own_wording_by_token

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_HALF: Final = 0.5
_JOINED: Final = """
    SELECT DISTINCT s.member_id FROM people_membership s
    WHERE s.organisation_id = %s AND s.left_at IS NULL ORDER BY 1
"""
_PROMPTS: Final = """
    SELECT d.member_id, d.iso_year * 100 + d.iso_week FROM prompting_decision d
    JOIN people_member m ON m.organisation_id = d.organisation_id AND m.id = d.member_id
    WHERE d.organisation_id = %s AND d.arm = %s AND m.language = %s
"""


def read_tried_weeks(experiment: Experiment, studied: Studied) -> dict[str, Any] | None:
    """What such an experiment says so far; None while too few people are in it."""
    joined = copy_out(_JOINED, [studied.organisation_id], columns={"member": "bigint"})["member"]
    members = read_members(np.sort(joined), experiment, studied)
    until = ends_in(experiment)
    week: Ints = np.arange(experiment.starts_week, min(until, studied.week + 1), dtype=np.int64)
    counts = _counting(experiment, members, week)
    if np.count_nonzero(counts.any(axis=1)) < ENOUGH_PEOPLE:
        return None
    wills = wills_of(organisation_id=studied.organisation_id, member_ids=members, languages=["nl"])
    seed = week_seed(experiment.seed)
    drawn = np.column_stack(
        [uniforms(seed=seed, person=wills.person, week=int(each)) < _HALF for each in week]
    )
    rows = DrawnWeeks(
        shared=shared_weeks(members, week, studied),
        drawn=drawn,
        counts=counts,
        planned=experiment.ends_week - experiment.starts_week,
        is_over=studied.week >= until,
        least=studied.least,
    )
    return read_weeks(rows)


def _counting(experiment: Experiment, members: Ints, week: Ints) -> Flags:
    """Which weeks of which members count, (n, m)."""
    if experiment.template == Template.SLOT:
        return np.ones((members.size, week.size), dtype=np.bool_)
    counts = np.zeros((members.size, week.size), dtype=np.bool_)
    tried = own_wording_by_token(experiment.organisation_id, experiment.option.removeprefix("own."))
    if tried is None:
        return counts
    rows = copy_out(
        _PROMPTS,
        [experiment.organisation_id, tried.arm, tried.language],
        columns={"member": "bigint", "week": "integer"},
    )
    named, place = np.unique(rows["week"], return_inverse=True)
    weeks = np.array([number_of(*divmod(one, 100)) for one in named.tolist()], dtype=np.int64)
    at = weeks[place.reshape(-1)] - (week[0] if week.size else 0)
    row = np.searchsorted(members, rows["member"])
    known = (at >= 0) & (at < week.size) & (row < members.size)
    known[known] = members[row[known]] == rows["member"][known]
    counts[row[known], at[known]] = True
    return counts
