"""What an experiment by team is said to have done equals what is worked out here by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.apps import apps
from scipy import stats

from zetje.behaviour.intervals import multiplier
from zetje.behaviour.weeks import monday_of
from zetje.content.testing import make_story
from zetje.insights.operations import studying
from zetje.insights.operations.experiments import stop_experiment
from zetje.insights.operations.freezing import freeze_period
from zetje.insights.rules.experiment_readings import TeamWeeks, read_teams
from zetje.insights.tests.experiments import readings_of
from zetje.insights.tests.test_experiments import START, WEEKS, organisation_of, sides, start
from zetje.lib.tenancy import tenant
from zetje.prompting.testing import make_past_shares

BEFORE = 4
MEMBERS = 7


def moment(week, days=2):
    return datetime.combine(monday_of(week), datetime.min.time(), UTC) + timedelta(
        days=days, hours=9
    )


def freeze(here, week):
    freeze_period(organisation_id=here.pk, week=week, now=moment(week + 1))


def study(here, week):
    freeze(here, week)
    studying.study_week(organisation_id=here.pk, week=week, now=moment(week + 1))


@pytest.fixture
def lived(db):
    """Ten teams over four weeks before, twelve of an experiment and four after: who shared when."""
    here = organisation_of(10, members=MEMBERS)
    story = make_story(here)
    made = start(here)
    drawn = sides(here, made)
    rng = np.random.default_rng(7)
    weeks = np.arange(START - BEFORE, START + WEEKS + 4)
    shared = {}
    for team, members in here.crew.items():
        helped = 0.3 * drawn[team]
        for member in members:
            chance = np.where((weeks >= START) & (weeks < START + WEEKS), 0.15 + helped, 0.15)
            shared[member.pk] = rng.random(weeks.size) < chance
            moments = [moment(week) for week in weeks[shared[member.pk]].tolist()]
            make_past_shares(member, story, moments)
    freeze(here, START - BEFORE)
    return here, made, drawn, shared, weeks


def steps(share, rounding):
    """A share in steps of five in a hundred: one of thirty people is more than three."""
    return rounding(share / 0.05) * 0.05


def by_team(here, shared, which):
    """The share of person-weeks with a share of each team, of those who refused nothing."""
    return np.array(
        [
            np.mean([shared[member.pk][which] for member in members[:-1]])
            for _team, members in sorted(here.crew.items())
        ]
    )


def test_the_figures_are_those_worked_out_by_hand(lived) -> None:
    here, made, drawn, shared, weeks = lived
    study(here, START + 5)
    study(here, START + WEEKS + 3)
    with tenant(here.pk):
        early, last = (one.details for one in readings_of(made))

    side = np.array([drawn[team] for team in sorted(here.crew)])
    # So far: Welch's interval, widened for all looks together.
    y = by_team(here, shared, (weeks >= START) & (weeks <= START + 5))
    one, other = y[side == 1], y[side == 0]
    found = stats.ttest_ind(one, other, equal_var=False)
    half = (one.mean() - other.mean()) / found.statistic
    reach = multiplier(information=6, planned=WEEKS) * stats.t.ppf(0.975, found.df)
    half *= float(reach / stats.norm.ppf(0.975))
    (told,) = early["effects"]
    # Told in steps of what one of the people of a side weighs, the interval outwards.
    estimate = one.mean() - other.mean()
    assert told["estimate"] == pytest.approx(steps(estimate, np.round))
    assert told["lower"] == pytest.approx(steps(estimate - half, np.floor))
    assert told["upper"] == pytest.approx(steps(estimate + half, np.ceil))
    assert (early["weeks"], early["end"], early["people"]) == (6, None, 60)
    # The end: least squares on side and the weeks before, with errors robust to unequal teams.
    during = (weeks >= START) & (weeks < START + WEEKS)
    y, before = by_team(here, shared, during), by_team(here, shared, weeks < START)
    design = np.column_stack([np.ones(10), side, before - before.mean()])
    bread = np.linalg.inv(design.T @ design)
    hat = design @ bread @ design.T
    left = y - hat @ y
    squared = left**2 / (1 - np.diag(hat))
    error = np.sqrt((bread @ (design.T * squared) @ design @ bread)[1, 1])
    spread = (np.eye(10) - hat) * ((design @ bread)[:, 1] / np.sqrt(1 - np.diag(hat)))
    roots = np.linalg.eigvalsh(spread.T @ spread)
    df = roots.sum() ** 2 / (roots**2).sum()
    estimate = (bread @ design.T @ y)[1]
    (end,) = last["end"]["during"]
    half = stats.t.ppf(0.975, df) * error
    assert end["estimate"] == pytest.approx(steps(estimate, np.round))
    assert end["lower"] == pytest.approx(steps(estimate - half, np.floor))
    assert end["upper"] == pytest.approx(steps(estimate + half, np.ceil))
    # A step of five in a hundred is a third of the base and more: in halves.
    assert end["ratio"] == round(2 * y[side == 1].mean() / y[side == 0].mean()) / 2
    assert end["base"] == pytest.approx(steps(y[side == 0].mean(), np.round))
    assert end["ratio_lower"] > 1
    assert last["end"]["adjusted"]
    assert (last["end"]["weeks"], last["end"]["weeks_after"]) == (WEEKS, 4)


def test_one_that_was_stopped_early_says_so_and_ends_four_weeks_later(lived) -> None:
    here, made, _drawn, _shared, _weeks = lived
    stop_experiment(experiment=made, by=here.manager, now=moment(START + 6))

    study(here, START + 9)
    study(here, START + 10)

    with tenant(here.pk):
        (last,) = readings_of(made)
    assert last.week == START + 9
    assert last.details["weeks"] == 6
    assert "weeks" in last.details["end"]["refused"]
    assert last.details["end"]["during"] == []


def test_a_team_of_which_nobody_is_read_is_not_missed_in_public(lived) -> None:
    here, made, _drawn, _shared, _weeks = lived
    with tenant(here.pk):
        _team, members = next(iter(here.crew.items()))
        preferences = apps.get_model("people", "Preferences").objects
        for member in members:
            preferences.update_or_create(
                organisation=here, member=member, defaults={"experiments": False}
            )

    study(here, START + 5)

    with tenant(here.pk):
        (last,) = readings_of(made)
    assert last.details["people"] == 50
    assert [side["teams"] for side in last.details["sides"]] == [5, 5]


def teams(shared, side, people=8, weeks=12, sharers=4):
    return TeamWeeks(
        shared=np.asarray(shared),
        people=np.full(len(shared), people),
        sharers=np.full(len(shared), sharers),
        side=np.asarray(side),
        week=np.arange(weeks),
        start=0,
        switch_off=weeks,
        planned=12,
        least=5,
    )


def test_nothing_is_said_of_too_few_teams_weeks_or_shares() -> None:
    some = np.tile([2, 1], (8, 6))

    assert read_teams(teams(some, [0, 1] * 4), sides=2)["refused"] == []
    assert read_teams(teams(some[:6], [0, 1] * 3), sides=2)["refused"] == ["teams"]
    assert read_teams(teams(some * 0, [0, 1] * 4), sides=2)["refused"] == ["shares"]
    few = read_teams(teams(some[:, :3] * 8, [0, 1] * 4, weeks=3), sides=2)
    assert (few["refused"], few["effects"]) == (["weeks"], [])
    shown = read_teams(teams(some, [0, 1] * 4, sharers=1), sides=2)
    assert (shown["refused"], shown["effects"]) == (["behind"], [])
    assert [side["rate"] for side in shown["sides"]] == [None, None]


def test_whoever_goes_moves_what_is_told_by_one_step_at_most() -> None:
    rng = np.random.default_rng(4)
    side = np.repeat([0, 1], 8)
    # One team of two among teams of eleven: each of its people weighs more than five others.
    people = np.where(np.arange(16) == 3, 2, 11)
    shared = rng.binomial(people[:, None], 0.2, size=(16, 12))
    shared[3] = 1
    rows = replace(teams(shared, side), people=people)
    # One of the two refused: with them goes every week in which they shared.
    less = replace(
        rows,
        shared=shared - (np.arange(16) == 3)[:, None],
        people=people - (np.arange(16) == 3),
    )

    before, after = read_teams(rows, sides=2), read_teams(less, sides=2)

    told = [found["sides"][0]["rate"] for found in (before, after)]
    assert [round(100 * rate) % 10 for rate in told] == [0, 0]
    assert abs(told[0] - told[1]) < 0.101
    (effect,) = before["effects"]
    assert [round(100 * effect[end]) % 10 for end in ("estimate", "lower", "upper")] == [0, 0, 0]
    assert [one["people"] for one in before["sides"]] == [75, 85]


def test_a_two_by_two_tells_three_effects_and_two_ratios() -> None:
    rng = np.random.default_rng(3)
    side = np.repeat([0, 1, 2, 3], 5)
    rate = np.array([0.1, 0.2, 0.3, 0.4])[side]
    shared = rng.binomial(40, rate[:, None], size=(20, 12))

    found = read_teams(teams(shared, side, people=40, sharers=30), sides=4)

    first, second, both = found["effects"]
    assert first["lower"] < 0.2 < first["upper"]
    assert second["lower"] < 0.1 < second["upper"]
    assert both["lower"] < 0 < both["upper"]
    assert first["ratio"] == pytest.approx(0.35 / 0.15, abs=0.15)
    assert "ratio" not in both
    assert [one["teams"] for one in found["sides"]] == [5, 5, 5, 5]
