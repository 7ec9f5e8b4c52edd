"""Reads the experiments of an organisation once a week, by the sides that were drawn.

What a reading tells is of whole sides, in rounded numbers, and of nobody who is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zetje.insights.door.experiment_people import ends_in, read_members, shared_weeks
from zetje.insights.door.tried_weeks import read_tried_weeks
from zetje.insights.models import Experiment, ExperimentPerson, FrozenWeek
from zetje.insights.queries.experiments import drawn_teams, experiments_of
from zetje.insights.rules.experiment_readings import TeamWeeks, read_teams
from zetje.insights.rules.experiments import BASELINE_WEEKS
from zetje.insights.rules.studies import ENOUGH_PEOPLE, Studied

Ints = NDArray[np.int64]


def experiments(studied: Studied) -> Mapping[str, Any] | None:
    """What each experiment says up to a week, by its token; None while there is none."""
    found = {
        one.token: reading
        for one in experiments_of(studied.organisation_id)
        if one.starts_week <= studied.week < _read_until(one)
        and (reading := _reading(one, studied)) is not None
    }
    return found or None


def _read_until(experiment: Experiment) -> int:
    """The last reading is of the last week after the end; that of weeks drawn, of the end."""
    return ends_in(experiment) + max(experiment.design.off_weeks, 1)


def _reading(experiment: Experiment, studied: Studied) -> dict[str, Any] | None:
    if ends_in(experiment) <= experiment.starts_week:
        return None
    if experiment.design.by_team:
        return _of_teams(experiment, studied)
    return read_tried_weeks(experiment, studied)


def _of_teams(experiment: Experiment, studied: Studied) -> dict[str, Any] | None:
    rows = ExperimentPerson.objects.filter(
        organisation_id=studied.organisation_id, experiment=experiment
    ).order_by("member_id")
    drawn = np.array(list(rows.values_list("member_id", "team", "side")), dtype=np.int64)
    drawn = drawn.reshape(-1, 3)
    kept = drawn[np.isin(drawn[:, 0], read_members(drawn[:, 0], experiment, studied))]
    if len(kept) < ENOUGH_PEOPLE:
        return None
    sides = experiment.design.sides
    if np.bincount(kept[:, 2], minlength=sides).min() < studied.least:
        return None
    first = max(experiment.starts_week - BASELINE_WEEKS, _first_week(studied))
    week: Ints = np.arange(first, studied.week + 1, dtype=np.int64)
    team, place = np.unique(kept[:, 1], return_inverse=True)
    did = shared_weeks(kept[:, 0], week, studied)
    shared = np.zeros((team.size, week.size), dtype=np.int64)
    np.add.at(shared, place.reshape(-1), did.astype(np.int64))
    during = (week >= experiment.starts_week) & (week < ends_in(experiment))
    sharers = np.bincount(
        place.reshape(-1), weights=did[:, during].any(axis=1), minlength=team.size
    )
    side = np.zeros(team.size, dtype=np.int64)
    side[place.reshape(-1)] = kept[:, 2]
    numbers_of = TeamWeeks(
        shared=shared,
        people=np.bincount(place.reshape(-1), minlength=team.size),
        sharers=sharers.astype(np.int64),
        side=side,
        week=week,
        start=experiment.starts_week,
        switch_off=ends_in(experiment),
        planned=experiment.ends_week - experiment.starts_week,
        least=studied.least,
    )
    return {"people": len(kept) // 5 * 5} | _as_drawn(
        experiment, read_teams(numbers_of, sides=sides)
    )


def _as_drawn(experiment: Experiment, found: dict[str, Any]) -> dict[str, Any]:
    """The reading with as many teams a side as were drawn.

    How many of them are read would tell that in some team nobody takes part, and when the last one
    of it refused.
    """
    drawn = [team.side for team in drawn_teams(experiment)]
    sides = [one | {"teams": drawn.count(side)} for side, one in enumerate(found["sides"])]
    return found | {"sides": sides}


def _first_week(studied: Studied) -> int:
    """The first week that was frozen: before it nobody was counted."""
    rows = FrozenWeek.objects.filter(organisation_id=studied.organisation_id).order_by("week")
    first = rows.values_list("week", flat=True).first()
    return studied.week if first is None else first
