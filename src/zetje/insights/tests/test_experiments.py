"""An experiment: its protocol is frozen, its draw can be made again, and it really acts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.apps import apps
from django.db import transaction
from django.db.utils import DatabaseError

from zetje.behaviour.weeks import monday_of, week_number
from zetje.insights.door import trying
from zetje.insights.models import Experiment, ExperimentPerson, ExperimentTeam
from zetje.insights.operations.experiments import (
    ExperimentRefusedError,
    Wanted,
    start_experiment,
    stop_experiment,
    teams_to_draw,
)
from zetje.insights.rules.experiments import (
    Factor,
    Template,
    draw_sides,
    has_factor,
    promise_of,
    protocol_hash,
)
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, make_team
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.tried import switches_for

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 10, 8, tzinfo=UTC)
START = week_number(NOW.date()) + 1
SEED = "5f" * 32
WEEKS = 12


def organisation_of(teams: int, members: int = 6):
    """An organisation of some teams; the last one of each team refused experiments."""
    here = make_organisation(name="Noordnaaf", slug="noordnaaf")
    here.crew = {}
    for number in range(teams):
        team = make_team(here, name=f"Team {number:02}")
        here.crew[team.pk] = [
            make_member(
                here,
                given_name=f"C{number}-{each}",
                family_name="",
                team=team,
                preferences={"experiments": each < members - 1},
            )
            for each in range(members)
        ]
    here.manager = make_member(
        here,
        given_name="Pim",
        family_name="",
        joined=False,
        language="en",
        roles=["programme_manager"],
    )
    return here


def start(here, template=Template.STAGGERED, seed=SEED):
    wanted = Wanted(template=template, weeks=WEEKS)
    return start_experiment(organisation=here, wanted=wanted, seed=seed, by=here.manager, now=NOW)


def sides(here, made):
    with tenant(here.pk):
        return dict(ExperimentTeam.objects.filter(experiment=made).values_list("team", "side"))


@pytest.fixture
def organisation():
    return organisation_of(10)


def test_what_was_frozen_cannot_be_changed(organisation) -> None:
    made = start(organisation)

    with tenant(organisation.pk):
        for change in (
            lambda: Experiment.objects.update(protocol="{}"),
            lambda: Experiment.objects.update(ends_week=made.ends_week + 1),
            lambda: Experiment.objects.all().delete(),
            lambda: ExperimentTeam.objects.update(side=0),
            lambda: ExperimentPerson.objects.update(side=0),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        kept = Experiment.objects.get()
        assert protocol_hash(kept.protocol) == kept.protocol_hash
        assert json.loads(kept.protocol)["seed_sha256"] == promise_of(SEED)
        entry = apps.get_model("people", "AuditEntry").objects.get(action="experiment.started")
        assert entry.details["protocol"] == kept.protocol_hash


def test_whoever_has_the_seed_draws_the_same_again(organisation) -> None:
    with tenant(organisation.pk):
        teams = teams_to_draw(organisation)
    made = start(organisation)

    again = draw_sides(teams=list(reversed(teams)), sides=2, seed=SEED)
    keys = sorted(team.key for team in teams)
    assert sides(organisation, made) == dict(zip(keys, again.arms.tolist(), strict=True))
    other = draw_sides(teams=teams, sides=2, seed="another")
    assert other.arms.tolist() != again.arms.tolist()


def test_who_refused_is_not_drawn_and_everybody_else_has_the_side_of_the_team(
    organisation,
) -> None:
    made = start(organisation)

    drawn = sides(organisation, made)
    with tenant(organisation.pk):
        people_drawn = dict(ExperimentPerson.objects.values_list("member_id", "side"))
    willing = {
        member.pk: drawn[team]
        for team, members in organisation.crew.items()
        for member in members[:-1]
    }
    assert people_drawn == willing


def silent(here, week):
    ids = np.array(
        sorted(member.pk for members in here.crew.values() for member in members), dtype=np.int64
    )
    with tenant(here.pk):
        found = trying.silent_members(organisation_id=here.pk, member_ids=ids, week=week)
    return set(ids[found].tolist())


def test_a_late_team_goes_without_prompts_in_its_weeks_and_no_longer(organisation) -> None:
    made = start(organisation)
    late = {team for team, side in sides(organisation, made).items() if side == 0}
    held = {member.pk for team in late for member in organisation.crew[team]}

    assert silent(organisation, START - 1) == set()
    assert silent(organisation, START) == held
    assert silent(organisation, START + WEEKS - 1) == held
    assert silent(organisation, START + WEEKS) == set()


def test_a_stop_ends_it_at_once_and_only_once(organisation) -> None:
    made = start(organisation)
    now = NOW + timedelta(weeks=3)

    assert stop_experiment(experiment=made, by=organisation.manager, now=now)
    assert not stop_experiment(experiment=made, by=organisation.manager, now=now)

    assert silent(organisation, START + 4) == set()


def test_one_thing_is_tried_once_at_a_time(organisation) -> None:
    made = start(organisation)

    with pytest.raises(ExperimentRefusedError, match="One experiment at a time"):
        start(organisation, seed="another")

    stop_experiment(experiment=made, by=organisation.manager, now=NOW)
    with pytest.raises(ExperimentRefusedError, match="drawn by already"):
        start(organisation)
    assert start(organisation, seed="another").starts_week == START


def test_too_few_teams_are_refused() -> None:
    with pytest.raises(ExperimentRefusedError, match="could answer nothing"):
        start(organisation_of(7))


def test_the_game_is_hidden_from_a_side_but_not_from_who_refused() -> None:
    here = organisation_of(16, members=4 + 1)
    made = start(here, Template.REMINDERS_GAME)
    during = datetime.combine(monday_of(START), datetime.min.time(), UTC) + timedelta(days=1)
    seen = {}
    with tenant(here.pk):
        usual = game_switches(here.pk)
        for team, side in sides(here, made).items():
            *willing, refuser = here.crew[team]
            shown = switches_for(willing[0], now=during)
            assert shown.shoutouts
            assert switches_for(refuser, now=during) == usual
            assert switches_for(willing[0], now=NOW) == usual
            seen[side] = shown.points
    assert seen == {
        side: has_factor(Template.REMINDERS_GAME, side, Factor.GAME) for side in range(4)
    }


def test_a_side_of_a_two_by_two_has_what_the_trials_say() -> None:
    has = [
        [
            has_factor(Template.REMINDERS_GAME, side, factor)
            for factor in (Factor.REMINDERS, Factor.GAME)
        ]
        for side in range(4)
    ]
    assert has == [[False, False], [False, True], [True, False], [True, True]]
