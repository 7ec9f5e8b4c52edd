"""Looks up experiments, what chance said in them, and what their readings found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet

from zetje.insights.models import Experiment, ExperimentPerson, ExperimentTeam
from zetje.insights.queries.figures import figure, figures
from zetje.insights.queries.studies import results_of
from zetje.insights.queries.weeks import periods
from zetje.insights.rules.experiment_plans import USUAL_RATE
from zetje.insights.rules.experiments import BASELINE_WEEKS, DESIGNS, Factor, Template
from zetje.insights.rules.figures import Figure

STUDY: Final = "experiments"


def experiments_of(organisation_id: int) -> QuerySet[Experiment]:
    """Every experiment of an organisation, the newest first; the tenant's block must be open."""
    rows = Experiment.objects.filter(organisation_id=organisation_id)
    return rows.select_related("started_by", "stop", "stop__stopped_by").order_by("-pk")


def experiment_by_token(organisation_id: int, token: str) -> Experiment | None:
    """One experiment, or None where there is none of this organisation."""
    return experiments_of(organisation_id).filter(token=token).first()


def drawn_teams(experiment: Experiment) -> list[ExperimentTeam]:
    """The teams of an experiment with the side chance gave them, by name."""
    rows = ExperimentTeam.objects.filter(
        organisation_id=experiment.organisation_id, experiment=experiment
    )
    return list(rows.order_by("name", "team"))


def drawn_people(experiment: Experiment) -> dict[int, int]:
    """How many people were drawn to each side."""
    rows = ExperimentPerson.objects.filter(
        organisation_id=experiment.organisation_id, experiment=experiment
    )
    sides = list(rows.values_list("side", flat=True))
    return {side: sides.count(side) for side in range(experiment.design.sides)}


def running_experiments(*, organisation_id: int, week: int, factor: Factor) -> QuerySet[Experiment]:
    """The experiments whose sides differ in a week in what a factor switches."""
    templates = [str(one) for one in Template if factor in DESIGNS[one].factors]
    return experiments_of(organisation_id).filter(
        template__in=templates, starts_week__lte=week, ends_week__gt=week, stop__isnull=True
    )


def factors_taken(*, organisation_id: int, week: int) -> dict[Factor, Experiment]:
    """What experiments switch that are not over by a week, the weeks after their end included."""
    rows = experiments_of(organisation_id).filter(stop__isnull=True)
    return {
        factor: one
        for one in rows
        if week < one.ends_week + one.design.off_weeks
        for factor in one.design.factors
    }


@dataclass(frozen=True, slots=True)
class Reading:
    """What the newest study said of an experiment, and in which week."""

    week: int
    details: Mapping[str, Any]


def newest_readings(experiments: Sequence[Experiment]) -> dict[str, Reading]:
    """The newest reading of each of some experiments of one organisation, by its token.

    One query; the tenant's block must be open.
    """
    if not experiments:
        return {}
    since = min(one.starts_week for one in experiments)
    tokens = {one.token for one in experiments}
    return {
        token: Reading(result.week, result.details[token])
        for result in results_of(experiments[0].organisation_id, STUDY, since=since)
        for token in tokens & result.details.keys()
    }


def published_base(organisation_id: int) -> float:
    """The share of those who take part that shares in a week, as published, of the last weeks."""
    weeks = periods(organisation_id)[:BASELINE_WEEKS]
    if not weeks:
        return USUAL_RATE
    found = figures(
        organisation_id=organisation_id, names=[Figure.SHARED, Figure.JOINED], period=weeks
    )
    by_week = {
        name: {cell.period.week: cell.value for cell in found[name] if cell.value is not None}
        for name in (Figure.SHARED, Figure.JOINED)
    }
    # A week of which one of the two is not told says nothing of their ratio.
    told = by_week[Figure.SHARED].keys() & by_week[Figure.JOINED].keys()
    shared, joined = (sum(counts[week] for week in told) for counts in by_week.values())
    return shared / joined if joined else USUAL_RATE


def published_rates(organisation_id: int) -> tuple[float, Mapping[str, float]]:
    """Who shared in a month, of all colleagues, as published: of everybody, and by team's name.

    Teams that are counted together with others are not named; the rate of everybody stands in.
    """
    newest = next(iter(periods(organisation_id)), None)
    if newest is None:
        return 0.0, {}
    asked = partial(
        figure, organisation_id=organisation_id, name=Figure.SHARED_MONTH, period=newest
    )
    whole = next(iter(asked()), None)
    teams = asked(by="team")
    rates = {
        cell.label: round(cell.value / cell.of, 3)
        for cell in teams
        if cell.label and cell.value is not None and cell.of
    }
    if whole is None or whole.value is None or not whole.of:
        return 0.0, rates
    return round(whole.value / whole.of, 3), rates
