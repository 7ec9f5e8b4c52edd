"""Tests of trials by team: the draw, the comparison as drawn, and the refusals."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from zetje.behaviour.tests.team_trials import BOTH, FIRST, LEFT, SECOND, run_trial
from zetje.behaviour.trials import Refusal, analyse, assign_teams, factors

TWELVE = np.column_stack([np.linspace(0.02, 0.30, 12), [8, 20, 9, 15, 11, 7, 14, 10, 9, 18, 6, 12]])


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32 - 1), arms=st.sampled_from([2, 4]), teams=st.integers(8, 24))
def test_arms_are_as_equal_in_number_as_can_be(seed: int, arms: int, teams: int) -> None:
    rng = np.random.default_rng(seed)

    drawn = assign_teams(covariates=rng.normal(size=teams), rng=rng, arms=arms, candidates=100)

    counts = np.bincount(drawn.arms, minlength=arms)
    assert counts.max() - counts.min() <= 1
    assert 0 <= drawn.least_often_together <= drawn.most_often_together <= 1


def test_the_draw_is_better_balanced_than_a_free_one_and_still_a_draw() -> None:
    drawn = [
        assign_teams(covariates=TWELVE, rng=np.random.default_rng(seed), candidates=2000)
        for seed in range(40)
    ]

    assert all(one.imbalance < one.usual_imbalance / 3 for one in drawn)
    # Each team gets either arm about as often.
    share = np.mean([one.arms for one in drawn], axis=0)
    assert np.all((share > 0.2) & (share < 0.8))
    assert all(one.acceptable > 40 and one.most_often_together < 0.95 for one in drawn)


def test_keeping_every_draw_is_a_free_draw() -> None:
    drawn = assign_teams(
        covariates=TWELVE[:4], rng=np.random.default_rng(1), candidates=500, keep=1.0
    )

    # Four teams, two and two: six allocations, each pair together in two of them.
    assert drawn.acceptable == 6
    assert drawn.most_often_together == drawn.least_often_together == pytest.approx(1 / 3)


def test_covariates_that_are_all_alike_balance_anyway() -> None:
    assert assign_teams(covariates=np.ones(8), rng=np.random.default_rng(1)).imbalance == 0


@pytest.mark.parametrize("wrong", [{"arms": 1}, {"arms": 7}, {"candidates": 50}, {"keep": 0.0}])
def test_a_draw_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="at least"):
        assign_teams(covariates=TWELVE, rng=np.random.default_rng(1), **wrong)


def test_only_four_arms_make_a_2x2() -> None:
    with pytest.raises(ValueError, match="2×2"):
        factors(arms=[0, 4])


def weekly(*, teams: int = 8, weeks: int = 28, arms: int = 2, seed: int = 1) -> dict[str, Any]:
    """One row a team and week, arms in turn; the trial runs from week 8 to week 20."""
    rng = np.random.default_rng(seed)
    team, week = (one.ravel() for one in np.meshgrid(range(teams), range(weeks), indexing="ij"))
    return {
        "outcome": rng.normal(size=len(team)) + team * 0.1,
        "team": team,
        "week": week,
        "arm": team % arms,
        "start": 8,
        "switch_off": 20,
    }


def test_without_a_baseline_two_arms_are_welch_with_a_like_error() -> None:
    rows = weekly()
    late = rows["week"] >= 8
    later = {name: value[late] if np.ndim(value) else value for name, value in rows.items()}

    seen = analyse(**later)

    inside = rows["outcome"].reshape(8, 28)[:, 8:20].mean(axis=1)
    welch = stats.ttest_ind(inside[1::2], inside[::2], equal_var=False)
    assert seen.during is not None
    assert not seen.adjusted
    difference = inside[1::2].mean() - inside[::2].mean()
    assert seen.during.estimate[0] == pytest.approx(difference)
    assert seen.during.standard_error[0] == pytest.approx(difference / welch.statistic)
    assert seen.during.degrees_of_freedom[0] == pytest.approx(6)
    assert seen.teams == (4, 4)


def test_the_switch_off_and_the_change_are_told_apart() -> None:
    rows = weekly()
    on = (rows["week"] >= 8) & (rows["week"] < 20) & (rows["arm"] == 1)
    off = (rows["week"] >= 20) & (rows["arm"] == 1)
    plain = analyse(**rows)
    moved = analyse(**{**rows, "outcome": rows["outcome"] + 5.0 * on - 2.0 * off})

    for name, shift in (("during", 5.0), ("after", -2.0), ("change", -7.0)):
        there, back = getattr(moved, name), getattr(plain, name)
        assert there.estimate[0] - back.estimate[0] == pytest.approx(shift)
        assert there.standard_error[0] == pytest.approx(back.standard_error[0])
    assert (moved.weeks_before, moved.weeks_during, moved.weeks_after) == (8, 12, 8)
    assert moved.adjusted


def test_a_2x2_gives_both_factors_and_what_they_add_together() -> None:
    rows = weekly(teams=16, arms=4)
    rows["outcome"] = np.where(rows["week"] < 8, 0.0, np.array([1.0, 3.0, 2.0, 9.0])[rows["arm"]])

    seen = analyse(**rows, factorial=True)

    assert seen.during is not None
    assert not seen.adjusted
    # First: (2 + 9)/2 − (1 + 3)/2; second: (3 + 9)/2 − (1 + 2)/2; both: (9 − 2) − (3 − 1) = 5.
    assert seen.during.estimate == pytest.approx([3.5, 4.5, 5.0])


def test_a_baseline_that_one_team_alone_decides_is_left_out() -> None:
    rows = weekly()
    rows["outcome"] = np.where(rows["week"] < 8, rows["team"] == 3, rows["outcome"])

    seen = analyse(**rows)

    assert seen.during is not None
    assert not seen.adjusted
    assert np.isfinite(seen.during.standard_error[0])


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"switch_off": 19}, (Refusal.WEEKS,)),
        ({"switch_off": 25}, (Refusal.SWITCH_OFF,)),
        ({"start": 12, "switch_off": 20}, (Refusal.WEEKS,)),
        (weekly(teams=7), (Refusal.TEAMS,)),
        (weekly(weeks=20), (Refusal.SWITCH_OFF, Refusal.GAPS)),
        ({"factorial": True}, (Refusal.TEAMS,)),
    ],
)
def test_a_trial_that_is_too_small_or_too_short_is_refused(
    change: dict[str, Any], refused: tuple[Refusal, ...]
) -> None:
    seen = analyse(**{**weekly(), **change})

    assert seen.refused == refused
    assert (seen.during, seen.after, seen.change) == (None, None, None)


def test_four_teams_twelve_weeks_and_four_weeks_off_are_enough() -> None:
    assert analyse(**weekly(weeks=24)).refused == ()


def test_a_team_that_left_before_the_switch_off_is_refused_as_a_gap() -> None:
    rows = weekly()
    stayed = ~((rows["team"] == 2) & (rows["week"] >= 20))
    short = {name: value[stayed] if np.ndim(value) else value for name, value in rows.items()}

    assert analyse(**short).refused == (Refusal.GAPS,)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"arm": np.arange(224) % 2}, "two arms"),
        ({"arm": np.full(224, 2)}, "from 0 to 1"),
        ({"switch_off": 8}, "after start"),
        ({"team": [1, 2]}, "rows"),
    ],
)
def test_rows_that_cannot_be_are_refused_in_words(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        analyse(**{**weekly(), **wrong})


def test_intervals_hold_the_effects_that_were_put_in() -> None:
    rng = np.random.default_rng(12)
    two = [run_trial(rng=rng, teams=12) for _ in range(120)]
    four = [run_trial(rng=rng, teams=20, arms=4) for _ in range(120)]

    for trials, name, truth in (
        (two, "during", FIRST),
        (two, "after", LEFT),
        (two, "change", LEFT - FIRST),
        (four, "during", [FIRST, SECOND, BOTH]),
    ):
        seen = [getattr(one, name) for one in trials]
        held = np.mean([(one.lower <= truth) & (truth <= one.upper) for one in seen], axis=0)
        assert np.all((held >= 0.88) & (held <= 0.995)), (name, held)
        error = np.std([one.estimate for one in seen], axis=0) / np.sqrt(120)
        assert np.all(np.abs(np.mean([one.estimate for one in seen], axis=0) - truth) < 4 * error)
