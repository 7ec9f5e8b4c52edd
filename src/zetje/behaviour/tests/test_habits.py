"""Tests of habit strength: worked numbers, and laws that hold for any weeks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from zetje.behaviour.habits import (
    LALLY_K,
    WEEKLY,
    Rates,
    ceiling,
    highest_prompt_chance,
    lally_curve,
    lally_t95,
    step,
    strengths,
    weeks_to_threshold,
)

histories = arrays.arrays(
    np.int64,
    st.tuples(st.integers(1, 5), st.integers(1, 40)),
    elements=st.integers(0, 4),
)


def test_one_week_follows_the_published_recursion() -> None:
    after = step(strength=np.array([0.5]), acts=[1], cue=[0.8])

    assert after[0] == pytest.approx(0.5 - 0.01 * 0.5 + 0.044 * 0.5 * 1 * 0.8)


def test_a_week_without_a_share_takes_a_hundredth() -> None:
    assert step(strength=np.array([0.5]), acts=[0])[0] == pytest.approx(0.495)


def test_two_acts_in_a_week_gain_what_two_acts_gain() -> None:
    never_fades = Rates(HDP=0.0)
    twice = strengths(acts=[[2]], rates=never_fades)[0, -1]
    one_by_one = strengths(acts=[[1, 1]], rates=never_fades)[0, -1]

    assert twice == pytest.approx(one_by_one)


def test_a_burst_counts_as_two() -> None:
    assert strengths(acts=[[9]])[0, 0] == strengths(acts=[[2]])[0, 0]


def test_the_recursion_keeps_to_lally_when_nothing_fades() -> None:
    rates = Rates(HGP=-float(np.expm1(-LALLY_K)), HDP=0.0)

    grown = strengths(acts=np.ones((1, 80)), rates=rates)[0]

    assert grown == pytest.approx(lally_curve(acts=np.arange(1, 81)))


def test_lally_comes_within_five_percent_after_sixty_six_acts() -> None:
    assert lally_t95(k=LALLY_K) == pytest.approx(66)
    assert lally_curve(acts=[66], height=40.0)[0] == pytest.approx(38)


@pytest.mark.parametrize(
    ("rates", "chance", "weeks"),
    [
        (Rates(HDP=0.0), 1.0, 27),
        (WEEKLY, 1.0, 36),
        (WEEKLY, 0.8, 50),
        (WEEKLY, 0.5, np.inf),
        (WEEKLY, 0.0, np.inf),
        (Rates(HDP=0.0), 0.0, np.inf),
        (Rates(HGP=0.5, HDP=0.0, threshold=0.75), 1.0, 2),
    ],
)
def test_the_threshold_is_reached_after_these_weeks(
    rates: Rates, chance: float, weeks: float
) -> None:
    assert weeks_to_threshold(share_chance=[chance], rates=rates)[0] == weeks


def test_the_closed_form_agrees_with_counting_the_weeks() -> None:
    course = strengths(acts=np.ones((1, 60)), start=[0.2])[0]

    counted = int(np.argmax(course >= WEEKLY.threshold)) + 1

    assert weeks_to_threshold(share_chance=[1.0], strength=0.2)[0] == counted
    assert weeks_to_threshold(share_chance=[1.0], strength=0.7)[0] == 0


def test_the_mean_over_many_people_follows_the_closed_form() -> None:
    rng = np.random.default_rng(4)
    acts = rng.random((20_000, 52)) < 0.8

    mean = strengths(acts=acts).mean(axis=0)

    assert mean[48] < WEEKLY.threshold < mean[50]
    assert mean[49] == pytest.approx(WEEKLY.threshold, abs=0.003)
    assert np.all(mean < ceiling(share_chance=[0.8])[0])


def test_the_ceiling_of_weekly_sharing_lies_above_the_threshold_and_of_every_other_below() -> None:
    weekly, every_other, never = ceiling(share_chance=[1.0, 0.5, 0.0])

    assert every_other < WEEKLY.threshold < weekly
    assert never == 0
    assert ceiling(share_chance=[0.0, 0.1], rates=Rates(HDP=0.0)).tolist() == [0.0, 1.0]


def test_prompts_taper_in_a_straight_line_to_the_floor() -> None:
    chances = highest_prompt_chance(strength=[0.0, 0.35, 0.7, 1.0])

    assert chances == pytest.approx([0.9, 0.5, 0.1, 0.1])


@settings(deadline=None)
@given(acts=histories)
def test_strength_stays_between_nothing_and_one(acts: np.ndarray) -> None:
    course = strengths(acts=acts)

    assert np.all((course >= 0) & (course <= 1))


@settings(deadline=None)
@given(acts=histories, person=st.integers(0, 4), week=st.integers(0, 39))
def test_one_more_share_never_weakens_a_habit(acts: np.ndarray, person: int, week: int) -> None:
    more = acts.copy()
    more[person % acts.shape[0], week % acts.shape[1]] += 1

    assert np.all(strengths(acts=more) >= strengths(acts=acts))


@settings(deadline=None)
@given(acts=histories)
def test_many_people_at_once_grow_as_each_alone(acts: np.ndarray) -> None:
    together = strengths(acts=acts)

    assert np.array_equal(
        together, np.vstack([strengths(acts=acts[[row]]) for row in range(len(acts))])
    )


@settings(deadline=None)
@given(acts=histories, cut=st.integers(0, 40))
def test_a_replay_that_resumes_comes_out_equal(acts: np.ndarray, cut: int) -> None:
    cut = 1 + cut % acts.shape[1]
    first = strengths(acts=acts[:, :cut])
    whole = strengths(acts=acts)

    assert np.array_equal(first, whole[:, :cut])
    if cut < acts.shape[1]:
        rest = strengths(acts=acts[:, cut:], start=first[:, -1])
        assert np.array_equal(rest, whole[:, cut:])


@pytest.mark.parametrize(
    "call",
    [
        lambda: strengths(acts=[[-1.0]]),
        lambda: strengths(acts=[[1.0]], cue=[[1.0, 1.0]]),
        lambda: strengths(acts=[[1.0]], cue=[[1.5]]),
        lambda: strengths(acts=[[1.0]], start=[-0.1]),
        lambda: ceiling(share_chance=[1.2]),
        lambda: weeks_to_threshold(share_chance=[0.5], strength=2.0),
        lambda: lally_curve(acts=[1.0], k=0.0),
        lambda: lally_t95(k=-1.0),
        lambda: highest_prompt_chance(strength=[0.5], L_min=0.0),
        lambda: highest_prompt_chance(strength=[1.5]),
        lambda: Rates(HGP=0.0),
        lambda: Rates(HGP=0.6, HDP=0.4),
        lambda: Rates(threshold=1.0),
        lambda: Rates(acts_counted=0),
    ],
)
def test_what_makes_no_sense_is_refused(call) -> None:
    with pytest.raises(ValueError, match=r"must|cannot"):
        call()
