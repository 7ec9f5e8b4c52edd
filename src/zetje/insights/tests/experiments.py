"""An experiment that tests of pages begin with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from zetje.behaviour.weeks import week_of
from zetje.insights.models import Experiment, ExperimentTeam, StudyResult
from zetje.insights.queries.experiments import STUDY, Reading
from zetje.insights.queries.studies import results_of
from zetje.insights.rules.experiments import (
    DESIGNS,
    Template,
    promise_of,
    protocol_hash,
    protocol_text,
)
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member

# A reading of a 2×2 while it runs, and at its end.
EFFECT = {
    "estimate": 0.08,
    "lower": 0.021,
    "upper": 0.139,
    "base": 0.12,
    "ratio": 1.7,
    "ratio_lower": 1.2,
    "ratio_upper": 2.4,
}
UNSURE = {"estimate": -0.01, "lower": -0.05, "upper": 0.03, "base": 0.15, "ratio": 0.9} | {
    "ratio_lower": 0.8,
    "ratio_upper": 1.4,
}
BOTH = {"estimate": 0.0, "lower": -0.1, "upper": 0.1}
SIDES = [{"teams": 4, "people": 30, "rate": rate} for rate in (0.12, 0.13, 0.2, 0.21)]
RUNNING = {
    "people": 120,
    "weeks": 6,
    "sides": SIDES,
    "refused": [],
    "effects": [EFFECT, UNSURE, BOTH],
    "end": None,
}
ENDED = RUNNING | {
    "weeks": 12,
    "end": {
        "refused": [],
        "weeks": 12,
        "weeks_before": 8,
        "weeks_after": 4,
        "adjusted": True,
        "during": [EFFECT, UNSURE, BOTH],
        "after": [UNSURE, UNSURE, BOTH],
    },
}
# A reading of weeks of people: the same people on both sides.
MOMENTS = {
    "people": 135,
    "weeks": 6,
    "sides": [{"teams": 0, "people": 135, "rate": rate} for rate in (0.32, 0.3)],
    "refused": [],
    "effects": [{"estimate": -0.02, "lower": -0.11, "upper": 0.07}],
    "end": None,
}


def make_experiment(
    by: Member,
    *,
    now: datetime,
    template: Template = Template.REMINDERS_GAME,
    option: str = "",
    details: Mapping[str, Any] | None = None,
) -> Experiment:
    """An experiment since Monday, with the teams there are on its sides; `details`: its reading."""
    here, design = by.organisation, DESIGNS[template]
    week = week_of(now, zone=ZoneInfo(here.time_zone))
    facts: dict[str, Any] = {
        "seed_sha256": promise_of("seed"),
        "base_rate": 0.12,
        "smallest_effect": 0.47,
    }
    with tenant(here.pk):
        drawn = [[team.pk, team.name, 12, 0.1] for team in people.teams_of(here.pk)]
        facts |= {"people": 120, "teams": drawn if design.by_team else []}
        text = protocol_text({"template": str(template), **facts})
        made = Experiment.objects.create(
            organisation=here,
            template=template,
            option=option,
            starts_week=week,
            ends_week=week + 12,
            protocol=text,
            protocol_hash=protocol_hash(text),
            seed="seed",
            started_at=now,
            started_by=by,
        )
        teams = enumerate(people.teams_of(here.pk))
        ExperimentTeam.objects.bulk_create(
            ExperimentTeam(
                organisation=here,
                experiment=made,
                team=team.pk,
                name=team.name,
                side=number % design.sides,
            )
            for number, team in teams
        )
        if details is not None:
            StudyResult.objects.create(
                organisation=here,
                week=week,
                study=STUDY,
                people=50,
                details={made.token: details},
                studied_at=now,
            )
    return made


def readings_of(experiment: Experiment) -> tuple[Reading, ...]:
    """Every reading of an experiment, the oldest first."""
    found = results_of(experiment.organisation_id, STUDY, since=experiment.starts_week)
    token = experiment.token
    return tuple(Reading(each.week, each.details[token]) for each in found if token in each.details)
