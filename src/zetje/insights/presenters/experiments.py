"""What the pages of experiments show: the list, a plan, and one experiment."""

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
    side_rows,
)
from zetje.insights.presenters.experiment_words import (
    QUESTIONS,
    SIDES,
    TITLES,
    WHAT,
    day_of,
    percent,
    plan_refusal,
    span_of,
    weeks_said,
)
from zetje.insights.queries.experiments import (
    drawn_teams,
    experiments_of,
    readings_of,
)
from zetje.insights.rules.experiment_plans import Planned
from zetje.insights.rules.experiments import DESIGNS, Template

if TYPE_CHECKING:
    from zetje.insights.models import Experiment
    from zetje.people.models import Organisation


@dataclass(frozen=True, slots=True)
class ExperimentRow:
    """One experiment in the list; `state` is coming, running, after, over or stopped."""

    token: str
    title: str
    question: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """A kind of experiment to begin with."""

    name: str
    title: str
    question: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan before it begins: what it could find, or why it could find nothing."""

    title: str
    question: str
    what: str
    facts: Sequence[str]
    refused: Sequence[str]
    verdict: str
    is_worth_it: bool


@dataclass(frozen=True, slots=True)
class SideTeams:
    """The teams of a side."""

    name: str
    teams: Sequence[str]


@dataclass(frozen=True, slots=True)
class ExperimentPage:
    """One experiment as everybody reads it who may.

    `is_final`: the findings are those of its end; else they hold for every look so far. `why_not`
    says why there are none. `left` is what was left in the weeks after.
    """

    row: ExperimentRow
    what: str
    by_team: bool
    stopped: str
    may_stop: bool
    weeks: int
    counted_until: str
    sides: Sequence[SideRow]
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
    return [_row(one, week) for one in experiments_of(organisation.pk)]


def template_cards() -> list[TemplateCard]:
    """The kinds of experiment there are."""
    return [TemplateCard(str(one), str(TITLES[one]), str(QUESTIONS[one])) for one in Template]


def plan_view(template: Template, planned: Planned) -> PlanView:
    """A plan in words."""
    facts = [
        _("About %(people)s people who take part and refused nothing.") % {"people": planned.people}
    ]
    if planned.teams:
        facts.append(_("%(teams)s teams, drawn by lot.") % {"teams": planned.teams})
    facts.append(
        _("In a week %(base)s of them share; that is the base.")
        % {"base": percent(planned.base_rate)}
    )
    if DESIGNS[template].by_team:
        facts.append(
            _("%(weeks)s on, then four weeks in which everything is as usual.")
            % {"weeks": weeks_said(planned.weeks)}
        )
    return PlanView(
        title=str(TITLES[template]),
        question=str(QUESTIONS[template]),
        what=str(WHAT[template]),
        facts=facts,
        refused=[plan_refusal(reason) for reason in planned.refused],
        verdict=_verdict(planned),
        is_worth_it=planned.is_worth_it,
    )


def experiment_page(experiment: Experiment, *, now: datetime) -> ExperimentPage:
    """One experiment; the tenant's block must be open."""
    template = Template(experiment.template)
    week = week_of(now, zone=ZoneInfo(experiment.organisation.time_zone))
    row = _row(experiment, week)
    newest = next(iter(reversed(readings_of(experiment))), None)
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
        by_team=experiment.design.by_team,
        stopped=_stopped(experiment),
        may_stop=row.state in ("coming", "running"),
        weeks=details["weeks"] if details else 0,
        counted_until=day_of(newest.week + 1) if newest else "",
        sides=side_rows(template, details) if details else [],
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


def _row(experiment: Experiment, week: int) -> ExperimentRow:
    template = Template(experiment.template)
    return ExperimentRow(
        token=experiment.token,
        title=str(TITLES[template]),
        question=str(QUESTIONS[template]),
        when=span_of(experiment),
        state=_state(experiment, week),
    )


def _state(experiment: Experiment, week: int) -> str:
    if getattr(experiment, "stop", None):
        return "stopped"
    if week < experiment.starts_week:
        return "coming"
    if week < experiment.ends_week:
        return "running"
    return "after" if week < experiment.ends_week + experiment.design.off_weeks else "over"


def _verdict(planned: Planned) -> str:
    if planned.refused:
        return _("It could answer nothing, so it cannot be started.")
    words = {
        "smallest": percent(planned.smallest),
        "rate": percent(planned.base_rate),
        "higher": percent(planned.base_rate * (1 + planned.smallest)),
    }
    if planned.is_worth_it:
        return (
            _(
                "If it does as much as from %(rate)s to %(higher)s (%(smallest)s more), this finds "
                "it in eight of ten cases."
            )
            % words
        )
    return (
        _(
            "Not worth starting: it finds nothing smaller than %(smallest)s more than the base. "
            "With more people, teams or weeks it would."
        )
        % words
    )


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


def _drawn(experiment: Experiment, template: Template) -> list[SideTeams]:
    teams = drawn_teams(experiment)
    return [
        SideTeams(str(name), [team.name for team in teams if team.side == side])
        for side, name in enumerate(SIDES[template])
        if teams
    ]
