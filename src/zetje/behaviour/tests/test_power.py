"""Tests of the power planner: the table of the design, its own laws, and trials that keep it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.power import (
    Plan,
    chance_to_find,
    cluster_effect,
    hold_out_effect,
    hold_out_worth_showing,
    log_effect_error,
    people_needed,
    smallest_effect,
    weeks_needed,
)
from zetje.behaviour.tests.power_trials import found, found_by_team

TABLE = [
    (180, 0.5, 33, 48),
    (180, 0.1, 59, 90),
    (2000, 0.5, 9, 12),
    (2000, 0.1, 15, 21),
    (20000, 0.5, 3, 4),
    (20000, 0.1, 4, 6),
]


@pytest.mark.parametrize(("people", "p", "once", "always"), TABLE)
def test_the_table_of_what_26_weeks_can_show(people: int, p: float, once: int, always: int) -> None:
    plan = Plan(people=people, prompt_probability=p)

    assert round(100 * float(smallest_effect(plan=plan))) == once
    assert round(100 * float(smallest_effect(plan=plan, peeking=True))) == always


def test_a_hold_out_of_nine_people_shows_next_to_nothing() -> None:
    assert round(100 * float(hold_out_effect(people=180, share=0.05))) == 164


@pytest.mark.parametrize(
    ("people", "share", "base_rate", "shows"),
    [
        (180, 0.05, 0.1, False),
        (1000, 0.10, 0.1, False),
        (5000, 0.10, 0.1, True),
        (1980, 0.05, 0.5, False),
        (2000, 0.05, 0.5, True),
    ],
)
def test_the_hold_out_is_compared_only_when_it_can_tell(
    people: int, share: float, base_rate: float, shows: bool
) -> None:
    shown = hold_out_worth_showing(people=people, share=share, base_rate=base_rate)

    assert bool(shown) is shows


def test_nobody_held_out_finds_nothing() -> None:
    assert np.all(np.isinf(hold_out_effect(people=[100, 100], share=[0.0, 1.0])))


def test_the_error_meets_worked_numbers() -> None:
    plan = Plan(people=100, weeks=10, base_rate=0.2, availability=1, effect_spread=0)

    # Two conditions of 500 person-weeks at 20 %: 4/500 + 4/500.
    assert float(log_effect_error(plan=plan)) == pytest.approx(np.sqrt(0.016))


def test_few_people_pay_for_the_error_that_is_estimated() -> None:
    plan = Plan(people=12, effect_spread=0)

    # Student's t with ten degrees of freedom in place of 1.96.
    reach = 2.2281389 + 0.8416212
    worked = np.expm1(reach * float(log_effect_error(plan=plan)))
    assert float(smallest_effect(plan=plan)) == pytest.approx(worked)


plans = st.builds(
    Plan,
    people=st.integers(10, 50_000),
    weeks=st.integers(4, 104),
    base_rate=st.floats(0.02, 0.5),
    availability=st.floats(0.3, 1),
    prompt_probability=st.floats(0.1, 0.9),
    effect_spread=st.sampled_from([0.0, 0.3]),
)


@settings(deadline=None, max_examples=50)
@given(plan=plans, peeking=st.booleans())
def test_effect_power_weeks_and_people_agree_with_one_another(plan: Plan, peeking: bool) -> None:
    effect = smallest_effect(plan=plan, peeking=peeking)
    same: dict[str, Any] = {"plan": plan, "effect": effect, "peeking": peeking}

    assert float(chance_to_find(**same)) == pytest.approx(0.8, abs=1e-6)
    assert float(weeks_needed(**same)) == pytest.approx(float(np.asarray(plan.weeks)), rel=1e-6)
    assert abs(float(people_needed(**same)) - float(np.asarray(plan.people))) <= 1
    assert smallest_effect(plan=plan, peeking=True) > smallest_effect(plan=plan)


def test_no_number_of_weeks_makes_up_for_too_few_people_who_differ() -> None:
    few = Plan(people=10, effect_spread=0.5)

    assert weeks_needed(plan=few, effect=0.2) == np.inf
    assert np.isfinite(weeks_needed(plan=Plan(people=10, effect_spread=0), effect=0.2))


def test_no_effect_needs_endless_people() -> None:
    assert people_needed(plan=Plan(people=100), effect=[0.0, 0.1]).tolist()[0] == np.inf


def test_a_plan_says_whether_it_will_ever_show_anything() -> None:
    plan = Plan(people=[180, 29, 40], weeks=[26, 200, 4], prompt_probability=0.1)

    assert plan.shown.tolist() == [True, False, False]


def test_a_baseline_and_more_teams_let_a_trial_by_team_show_less() -> None:
    bare, known, many = cluster_effect(teams=[8, 8, 16], members=15, baseline_weeks=[0, 12, 12])

    assert bare > known > many
    # Without clustering it is two proportions with 8 · 15 · 12 rows each, t with 14 df.
    alone = float(cluster_effect(teams=8, members=15, person_icc=0, team_icc=0))
    rate, reach = 0.1 * (1 + alone), 2.1447867 + 0.8680549
    error = np.sqrt((0.1 * 0.9 + rate * (1 - rate)) / 1440)
    assert alone * 0.1 == pytest.approx(reach * error, rel=1e-4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 2},
        {"weeks": 0},
        {"base_rate": 0},
        {"prompt_probability": 1},
        {"availability": 1.1},
        {"effect_spread": -0.1},
    ],
)
def test_a_plan_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"between|at most|at least|negative"):
        Plan(**{"people": 100, **wrong})


def test_too_few_teams_and_an_effect_of_less_than_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="3 teams"):
        cluster_effect(teams=2, members=10)
    with pytest.raises(ValueError, match="above -1"):
        weeks_needed(plan=Plan(people=100), effect=-1)


def test_trials_of_the_planned_size_find_the_effect_as_often_as_promised() -> None:
    plan = Plan(people=180)
    rng = np.random.default_rng(3)

    once, _ = found(plan=plan, effect=0.33, trials=300, rng=rng)
    _, always = found(plan=plan, effect=0.48, trials=300, rng=rng)
    half, _ = found(plan=plan, effect=0.16, trials=300, rng=rng)

    assert 0.78 <= once <= 0.95
    assert 0.78 <= always <= 0.95
    # The promise is not an empty one: half the effect is found far less often.
    assert half < 0.5


def test_trials_by_team_of_the_planned_size_find_the_effect_as_often_as_promised() -> None:
    effect = float(cluster_effect(teams=10, members=15, baseline_weeks=12, team_icc=0))

    once = found_by_team(
        teams=10,
        members=15,
        baseline_weeks=12,
        effect=effect,
        trials=250,
        rng=np.random.default_rng(6),
    )

    assert 0.74 <= once <= 0.92
