"""Plans, starts and stops experiments: the protocol first, then the draw, then nothing changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from zetje.behaviour.weeks import monday_of, week_of
from zetje.insights.door.crew import crews_of, willing_people
from zetje.insights.models import Experiment, ExperimentPerson, ExperimentStop, ExperimentTeam
from zetje.insights.queries.experiments import (
    factors_taken,
    published_base,
    published_rates,
)
from zetje.insights.queries.weeks import minimum_of
from zetje.insights.rules.experiment_plans import Planned, plan_teams, plan_weeks
from zetje.insights.rules.experiments import (
    BASELINE_WEEKS,
    DESIGNS,
    DrawnTeam,
    Factor,
    Template,
    draw_sides,
    promise_of,
    protocol_hash,
    protocol_text,
)
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import operations as people_operations
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

# Counts of who takes part are told in whole fives.
_FIVE: Final = 5


class ExperimentRefusedError(Exception):
    """Raised with a sentence for the person who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to try: a template, for how many weeks, and what where that is open."""

    template: Template
    weeks: int
    option: str = ""


def teams_to_draw(organisation: Organisation) -> list[DrawnTeam]:
    """The teams that may be drawn: as many work there as a count needs. The tenant must be open."""
    least = minimum_of(organisation.pk)
    sizes = people.team_sizes(organisation.pk)
    whole, rates = published_rates(organisation.pk)
    return [
        DrawnTeam(team.pk, team.name, sizes[team.pk], rates.get(team.name, whole))
        for team in people.teams_of(organisation.pk)
        if sizes.get(team.pk, 0) >= least
    ]


def plan_experiment(*, organisation: Organisation, wanted: Wanted) -> Planned:
    """What an experiment could find with the people and teams of now; the tenant must be open."""
    return plan_experiments(organisation=organisation, wanted=[wanted])[0]


def plan_experiments(*, organisation: Organisation, wanted: Sequence[Wanted]) -> list[Planned]:
    """What each of some experiments could find; the tenant must be open."""
    base = published_base(organisation.pk)
    willing = willing_people(organisation) // _FIVE * _FIVE
    staff, least = people.team_sizes(organisation.pk), minimum_of(organisation.pk)
    # Of a team it is not told how many take part: the same part of each is taken.
    part = min(1.0, willing / max(sum(staff.values()), 1))
    sizes = [max(1, round(size * part)) for size in staff.values() if size >= least]
    return [_plan(one, willing, sizes, base) for one in wanted]


def _plan(wanted: Wanted, willing: int, sizes: Sequence[int], base: float) -> Planned:
    design = DESIGNS[wanted.template]
    if not design.by_team:
        return plan_weeks(people=willing, weeks=wanted.weeks, base_rate=base)
    return plan_teams(sizes=sizes, sides=design.sides, weeks=wanted.weeks, base_rate=base)


def taken_now(organisation: Organisation, now: datetime) -> Mapping[Factor, Experiment]:
    """What could not be tried from the next Monday on, and the experiments that try it."""
    week = week_of(now, zone=ZoneInfo(organisation.time_zone)) + 1
    return factors_taken(organisation_id=organisation.pk, week=week)


def start_experiment(
    *, organisation: Organisation, wanted: Wanted, seed: str, by: Member, now: datetime
) -> Experiment:
    """Freeze the protocol and draw the sides; they hold from the next Monday on.

    Args:
        organisation: whose.
        wanted: what is tried.
        seed: the text whose SHA-256 was told before.
        by: who starts it.
        now: the moment.

    Raises:
        ExperimentRefusedError: it could answer nothing, something in it is being tried already,
            or the seed was used.
    """
    design = DESIGNS[wanted.template]
    with tenant(organisation.pk):
        # Of two who start one at once, the second finds the first.
        hold_turn("insights.experiments", organisation.pk)
        week = week_of(now, zone=ZoneInfo(organisation.time_zone)) + 1
        _check_free(organisation.pk, wanted.template, week, seed)
        planned = plan_experiment(organisation=organisation, wanted=wanted)
        if planned.refused:
            raise ExperimentRefusedError(_("With these teams and weeks it could answer nothing."))
        teams = teams_to_draw(organisation) if design.by_team else []
        protocol = _protocol(wanted, planned, teams, week, seed, minimum_of(organisation.pk))
        text = protocol_text(protocol)
        made = Experiment.objects.create(
            organisation=organisation,
            template=wanted.template,
            option=wanted.option,
            starts_week=week,
            ends_week=week + wanted.weeks,
            protocol=text,
            protocol_hash=protocol_hash(text),
            seed=seed,
            started_at=now,
            started_by=by,
        )
        if teams:
            _draw(made, organisation, teams)
        people_operations.record_audit(
            actor_member_id=by.pk,
            action="experiment.started",
            subject=f"experiment:{made.pk}",
            details={"template": str(wanted.template), "protocol": made.protocol_hash},
            now=now,
        )
    return made


def stop_experiment(*, experiment: Experiment, by: Member, now: datetime) -> bool:
    """Let all be as usual from now on; False where it is over or was stopped before."""
    with tenant(experiment.organisation_id):
        week = week_of(now, zone=ZoneInfo(experiment.organisation.time_zone))
        if week >= experiment.ends_week:
            return False
        _stop, is_new = ExperimentStop.objects.get_or_create(
            organisation_id=experiment.organisation_id,
            experiment=experiment,
            # A week that was begun is no week of it any more.
            defaults={
                "stopped_at": now,
                "stopped_by": by,
                "week": max(week, experiment.starts_week),
            },
        )
        if is_new:
            people_operations.record_audit(
                actor_member_id=by.pk,
                action="experiment.stopped",
                subject=f"experiment:{experiment.pk}",
                details={"template": experiment.template},
                now=now,
            )
    return is_new


def _check_free(organisation_id: int, template: Template, week: int, seed: str) -> None:
    taken = factors_taken(organisation_id=organisation_id, week=week)
    if set(taken) & set(DESIGNS[template].factors):
        raise ExperimentRefusedError(
            _("Something in it is being tried already. One experiment at a time for each thing.")
        )
    if Experiment.objects.filter(organisation_id=organisation_id, seed=seed).exists():
        raise ExperimentRefusedError(_("This number was drawn by already. Look at the plan anew."))


def _protocol(
    wanted: Wanted,
    planned: Planned,
    teams: list[DrawnTeam],
    week: int,
    seed: str,
    least: int,
) -> dict[str, Any]:
    """Everything that could be chosen after the fact, chosen before."""
    design = DESIGNS[wanted.template]
    return {
        "template": str(wanted.template),
        "option": wanted.option,
        "unit": "team" if design.by_team else "week of a person",
        "sides": design.sides,
        "factors": [str(one) for one in design.factors],
        "baseline_from": monday_of(week - BASELINE_WEEKS).isoformat(),
        "starts_on": monday_of(week).isoformat(),
        "switched_off_on": monday_of(week + wanted.weeks).isoformat(),
        "watched_until": monday_of(week + wanted.weeks + design.off_weeks).isoformat(),
        "outcome": "shared in the week",
        "read": "by the side drawn, whatever happened later",
        "interval": 0.95,
        "least": least,
        "people": planned.people,
        "base_rate": round(planned.base_rate, 3),
        "smallest_effect": round(planned.smallest, 3),
        "seed_sha256": promise_of(seed),
        "teams": [[team.key, team.name, team.people, team.rate] for team in teams],
    }


def _draw(made: Experiment, organisation: Organisation, teams: list[DrawnTeam]) -> None:
    drawn = draw_sides(teams=teams, sides=made.design.sides, seed=made.seed)
    ordered = sorted(teams, key=lambda team: team.key)
    side = {team.key: int(arm) for team, arm in zip(ordered, drawn.arms.tolist(), strict=True)}
    own = {"organisation_id": organisation.pk, "experiment": made}
    ExperimentTeam.objects.bulk_create(
        ExperimentTeam(**own, team=team.key, name=team.name, side=side[team.key]) for team in teams
    )
    ExperimentPerson.objects.bulk_create(
        (
            ExperimentPerson(**own, member_id=member, team=crew.team, side=side[crew.team])
            for crew in crews_of(organisation)
            if crew.team in side
            for member in crew.members
        ),
        batch_size=5_000,
    )
