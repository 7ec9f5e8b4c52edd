"""Trials of every size in the planner's table find their smallest effect (BEHAVIOUR.md 6)."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.behaviour.power import Plan, cluster_effect, smallest_effect
from zetje.behaviour.tests.power_trials import found, found_by_team

pytestmark = pytest.mark.proof


@pytest.mark.parametrize(
    ("people", "p", "trials"),
    [(180, 0.5, 4000), (180, 0.1, 4000), (2000, 0.5, 1000), (2000, 0.1, 1000)],
)
def test_the_promised_power_is_reached(people: int, p: float, trials: int) -> None:
    plan = Plan(people=people, prompt_probability=p)
    rng = np.random.default_rng(20261122)
    small = float(smallest_effect(plan=plan))
    large = float(smallest_effect(plan=plan, peeking=True))

    once, _ = found(plan=plan, effect=small, trials=trials, rng=rng)
    _, always = found(plan=plan, effect=large, trials=trials, rng=rng)

    print(
        f"{people} people, p = {p}: +{small:.0%} found by one look in {once:.1%},"
        f" +{large:.0%} peeking-safe in {always:.1%}"
    )
    error = np.sqrt(0.8 * 0.2 / trials)
    assert once >= 0.8 - 2 * error
    assert always >= 0.8 - 2 * error


def test_a_plan_that_counts_on_rates_that_differ_widely_keeps_its_promise_too() -> None:
    # V² = (1 − r)/r/11 for a beta of concentration 10 around r = 0.1, and no spread besides.
    effect = 0.35
    plan = Plan(people=180, effect_spread=effect * np.sqrt(9 / 11))
    rng = np.random.default_rng(20261122)
    small = float(smallest_effect(plan=plan))

    once, _ = found(plan=plan, effect=small, trials=4000, rng=rng, multiplied=True)

    print(f"180 people whose rates differ widely: +{small:.0%} found by one look in {once:.1%}")
    assert once >= 0.8 - 2 * np.sqrt(0.8 * 0.2 / 4000)


@pytest.mark.parametrize(("teams", "baseline"), [(6, 0), (10, 0), (10, 12)])
def test_trials_by_team_of_the_planned_size_reach_their_power(teams: int, baseline: int) -> None:
    effect = float(
        cluster_effect(teams=teams, members=15, weeks=12, baseline_weeks=baseline, team_icc=0)
    )
    rng = np.random.default_rng(20261122)

    once = found_by_team(
        teams=teams, members=15, baseline_weeks=baseline, effect=effect, trials=2000, rng=rng
    )

    print(
        f"{teams} teams an arm, {baseline} weeks before:"
        f" +{effect:.0%} found by one look in {once:.1%}"
    )
    assert 0.8 - 2 * np.sqrt(0.8 * 0.2 / 2000) <= once <= 0.9
