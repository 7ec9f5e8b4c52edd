"""What the pages of experiments show of those that there are: the list, and one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from zetje.behaviour.weeks import week_of
from zetje.insights.presenters.experiment_findings import (
    Finding,
    SideRow,
    findings,
    left_of,
    refusals,
    results_said,
    ruler_of,
    side_rows,
)
from zetje.insights.presenters.experiment_tried import Tried, tried_in
from zetje.insights.presenters.experiment_words import (
    SIDES,
    WHAT,
    day_of,
    last_day_of,
    result_day_of,
    span_of,
)
from zetje.insights.presenters.lab_forest import Ruler
from zetje.insights.queries.experiments import (
    Reading,
    drawn_teams,
    experiments_of,
    newest_readings,
)
from zetje.insights.rules.experiments import Template

if TYPE_CHECKING:
    from zetje.insights.models import Experiment
    from zetje.people.models import Organisation


@dataclass(frozen=True, slots=True)
class ExperimentRow:
    """One experiment in the list; `state` is coming, running, after, over or stopped.

    `found` is its result in a few words; empty before its end.
    """

    token: str
    title: str
    question: str
    when: str
    state: str
    found: str


@dataclass(frozen=True, slots=True)
class SideTeams:
    """The teams of a side."""

    name: str
    teams: Sequence[str]


@dataclass(frozen=True, slots=True)
class ExperimentPage:
    """One experiment as everybody reads it who may.

    `is_final`: the findings are those of its end; else they hold for every look so far. `why_not`
    says why there are none. `left` is what was left in the weeks after. `provisional` says until
    when it runs and when its result comes; empty once it is there. `base` is the share of people
    who share in a week on the side without anything, where that can be told.
    """

    row: ExperimentRow
    what: str
    tried: str
    by_team: bool
    stopped: str
    provisional: str
    may_stop: bool
    weeks: int
    counted_until: str
    sides: Sequence[SideRow]
    base: float | None
    ruler: Ruler
    findings: Sequence[Finding]
    is_final: bool
    why_not: Sequence[str]
    left: Sequence[str]
    drawn: Sequence[SideTeams]
    protocol: str
    protocol_hash: str
    seed: str
    promise: str
    facts: Mapping[str, Any]


def experiment_rows(organisation: Organisation, *, now: datetime) -> list[ExperimentRow]:
    """Every experiment, the newest first; the tenant's block must be open."""
    week = week_of(now, zone=ZoneInfo(organisation.time_zone))
    found = list(experiments_of(organisation.pk))
    readings = newest_readings(found)
    return [
        _row(one, week, tried, readings.get(one.token))
        for one, tried in zip(found, tried_in(found), strict=True)
    ]


def experiment_page(experiment: Experiment, *, now: datetime) -> ExperimentPage:
    """One experiment; the tenant's block must be open."""
    template = Template(experiment.template)
    week = week_of(now, zone=ZoneInfo(experiment.organisation.time_zone))
    tried = tried_in([experiment])[0]
    newest = newest_readings([experiment]).get(experiment.token)
    row = _row(experiment, week, tried, newest)
    details = newest.details if newest else None
    end = details["end"] if details else None
    # Of one that was stopped, the interval for every look: somebody chose when to look.
    is_final = bool(end and end["during"]) and row.state != "stopped"
    effects: list[Mapping[str, Any]] = details["effects"] if details else []
    if end and is_final:
        effects = end["during"]
    return ExperimentPage(
        row=row,
        what=str(WHAT[template]),
        tried=tried.name,
        by_team=experiment.design.by_team,
        stopped=_stopped(experiment),
        provisional=_provisional(experiment, row.state),
        may_stop=row.state in ("coming", "running"),
        weeks=details["weeks"] if details else 0,
        counted_until=day_of(experiment.ends_week if is_final else newest.week + 1)
        if newest
        else "",
        sides=side_rows(template, details) if details else [],
        base=details["sides"][0]["rate"] if details else None,
        ruler=ruler_of(effects),
        findings=findings(template, effects, weeks=details["weeks"] if details else 0),
        is_final=is_final,
        why_not=[] if effects else _why_not(details, end, row.state),
        left=left_of(template, end["after"]) if end else [],
        drawn=_drawn(experiment, template),
        protocol=experiment.protocol,
        protocol_hash=experiment.protocol_hash,
        seed=experiment.seed,
        promise=experiment.facts["seed_sha256"],
        facts=experiment.facts,
    )


def _row(experiment: Experiment, week: int, tried: Tried, newest: Reading | None) -> ExperimentRow:
    end = newest.details["end"] if newest else None
    state = _state(experiment, week)
    # Of one that was stopped nobody planned to look then.
    told = end["during"] if end and state != "stopped" else ()
    return ExperimentRow(
        token=experiment.token,
        title=tried.title,
        question=tried.question,
        when=span_of(experiment),
        state=state,
        found=results_said(Template(experiment.template), told),
    )


def _state(experiment: Experiment, week: int) -> str:
    if getattr(experiment, "stop", None):
        return "stopped"
    if week < experiment.starts_week:
        return "coming"
    if week < experiment.ends_week:
        return "running"
    return "after" if week < experiment.ends_week + experiment.design.off_weeks else "over"


def _why_not(
    details: Mapping[str, Any] | None, end: Mapping[str, Any] | None, state: str
) -> list[str]:
    if details is None and state == "stopped":
        return [_("It was stopped before there was anything to read.")]
    if details is None:
        return [_("The first reading comes on the Tuesday after its first week.")]
    if end and not end["during"]:
        return refusals(end)
    return refusals(details) if not end else []


def _stopped(experiment: Experiment) -> str:
    stop = getattr(experiment, "stop", None)
    if stop is None:
        return ""
    return _(
        "It was stopped early, before %(day)s as planned. Whoever stops when the figures look good "
        "finds too much; the interval for every look allows for that, a single look does not."
    ) % {"day": day_of(experiment.ends_week)}


def _provisional(experiment: Experiment, state: str) -> str:
    days = {"last": last_day_of(experiment), "result": result_day_of(experiment)}
    if state in ("coming", "running"):
        return (
            _(
                "Provisional: it runs up to %(last)s, and its result comes on Tuesday %(result)s. "
                "Whoever stops before learns less."
            )
            % days
        )
    if state == "after":
        return (
            _("Provisional: it is off since %(last)s; its result comes on Tuesday %(result)s.")
            % days
        )
    return ""


def _drawn(experiment: Experiment, template: Template) -> list[SideTeams]:
    teams = drawn_teams(experiment)
    return [
        SideTeams(str(name), [team.name for team in teams if team.side == side])
        for side, name in enumerate(SIDES[template])
        if teams
    ]
