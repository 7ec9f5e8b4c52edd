"""Ranking is fair to small networks, and says when it cannot tell (BEHAVIOUR.md 7)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from zetje.behaviour.ranking import (
    Skill,
    chance_above,
    expect,
    fit_prior,
    leagues,
    rank,
    score,
    shrink_normal,
)
from zetje.behaviour.ranking.skill import amount
from zetje.behaviour.tests.rankings import equal_skill, top_tenths

# Data analysis using Stein's estimator and its generalizations, by Efron and Morris, in the journal
# of the American Statistical Association of 1975: averages over the first 45
# times at bat of 1970, and over the rest of that season.
FIRST_45 = [0.4, 0.378, 0.356, 0.333, 0.311, 0.311, 0.289, 0.267, 0.244, 0.244]
FIRST_45 += [0.222, 0.222, 0.222, 0.222, 0.222, 0.2, 0.178, 0.156]
SEASON = [0.346, 0.298, 0.276, 0.222, 0.273, 0.27, 0.263, 0.21, 0.269, 0.23]
SEASON += [0.264, 0.256, 0.303, 0.264, 0.226, 0.285, 0.316, 0.2]


def test_shrinking_meets_the_batting_averages_of_efron_and_morris() -> None:
    first, season = np.array(FIRST_45), np.array(SEASON)
    variance = float(first.mean() * (1 - first.mean()) / 45)

    shrunk = shrink_normal(value=first, variance=variance)

    ratio = np.sum((first - season) ** 2) / np.sum((shrunk - season) ** 2)
    assert ratio == pytest.approx(3.54, abs=0.005)


def test_shrinking_never_turns_an_order_around() -> None:
    values = [1.0, 1.1, 0.9, 1.05]

    assert shrink_normal(value=values, variance=9.0) == pytest.approx([1.0125] * 4)
    assert shrink_normal(value=[2.0] * 4, variance=1.0) == pytest.approx([2.0] * 4)


def test_score_is_the_worked_number() -> None:
    found = score(clicks=[12, 0], expected=[6, 6], prior=Skill(a=3.0, b=3.0))

    assert found == pytest.approx([15 / 9, 3 / 9])


def test_score_of_an_uncertain_expectation_stays_nearer_to_the_usual() -> None:
    prior = Skill(a=3.0, b=3.0)

    found = score(clicks=[12], expected=[6], certainty=[6], prior=prior)

    assert found == pytest.approx([(3 + 6) / (3 + 3)])


def test_chance_above_agrees_with_draws() -> None:
    rng = np.random.default_rng(4)
    one, other = rng.gamma(5, 1 / 4, 400_000), rng.gamma(9, 1 / 9, 400_000)

    chance = chance_above(first=Skill(a=5.0, b=4.0), second=Skill(a=9.0, b=9.0))

    assert float(chance) == pytest.approx(float(np.mean(one > other)), abs=0.003)


def test_prior_is_the_likeliest_one() -> None:
    rng = np.random.default_rng(5)
    expected = rng.lognormal(2.5, 1, 400)
    clicks = rng.poisson(expected * rng.gamma(4, 1.2 / 4, 400))

    prior = fit_prior(clicks=clicks, expected=expected)

    a, b = float(np.ravel(prior.a)[0]), float(np.ravel(prior.b)[0])

    def likelihood(shape: float, rate: float) -> float:
        return float(stats.nbinom.logpmf(clicks, shape, rate / (rate + expected)).sum())

    around = [
        likelihood(a * u, b * v)
        for u in (0.97, 1, 1.03)
        for v in (0.97, 1, 1.03)
        if (u, v) != (1, 1)
    ]
    assert max(around) < likelihood(a, b)


def test_prior_of_each_organisation_is_its_own_and_the_same_as_alone() -> None:
    rng = np.random.default_rng(6)
    expected = rng.lognormal(3, 0.5, 200)
    skill = np.append(rng.gamma(2, 1 / 2, 100), rng.gamma(50, 1 / 50, 100))
    clicks, group = rng.poisson(expected * skill), np.repeat(["one", "two"], 100)

    both = fit_prior(clicks=clicks, expected=expected, group=group)

    alone = fit_prior(clicks=clicks[100:], expected=expected[100:])
    assert np.asarray(both.a)[:100] == pytest.approx([np.asarray(both.a)[0]] * 100)
    assert np.asarray(both.a)[100:] == pytest.approx(np.asarray(alone.a), rel=1e-3)
    assert np.asarray(both.a)[0] < np.asarray(both.a)[100]


@pytest.mark.parametrize("alike", [0.5, 3.0, 1e4])
def test_expected_ranks_agree_with_counting_pair_by_pair(alike: float) -> None:
    rng = np.random.default_rng(7)
    expected = rng.lognormal(2, 1, 300)
    clicks, league = rng.poisson(expected), np.arange(300) % 2
    prior = Skill(a=alike, b=alike)

    found = rank(clicks=clicks, expected=expected, league=league, prior=prior, least=0.0)

    a, b = alike + clicks[league == 1], alike + expected[league == 1]
    above = chance_above(first=Skill(a=a, b=b), second=Skill(a=a[:, None], b=b[:, None]))
    exact = above.sum(axis=1) + 0.5
    assert found.expected_rank[league == 1] == pytest.approx(exact, abs=0.4)


def test_places_are_shared_until_nine_in_ten() -> None:
    rng = np.random.default_rng(8)
    expected = rng.lognormal(3, 0.3, 150)
    clicks = rng.poisson(expected * rng.gamma(3, 1 / 3, 150))

    found = rank(clicks=clicks, expected=expected)

    order = np.argsort(found.expected_rank)
    place, best = 1, order[0]
    a, b = np.asarray(found.skill.a), np.asarray(found.skill.b)
    for position, row in enumerate(order):
        chance = chance_above(first=Skill(a=a[best], b=b[best]), second=Skill(a=a[row], b=b[row]))
        if chance >= 0.9:
            place, best = position + 1, row
        assert found.place[row] == place
    assert len(set(found.place.tolist())) > 3


def test_too_early_is_no_place_in_the_middle() -> None:
    found = rank(clicks=[60, 30, 1], expected=[30, 30, 2], prior=Skill(a=4.0, b=4.0))

    assert found.too_early.tolist() == [False, False, True]
    assert found.place.tolist() == [1, 2, 0]
    assert np.isnan(found.expected_rank[2])


def test_nobody_has_a_place_before_there_are_clicks() -> None:
    seen = expect(past_clicks=[0, 0], past_posts=[0, 3], posts=[2, 2])

    found = rank(clicks=[4, 0], expected=seen.expected, certainty=seen.certainty)

    assert found.place.tolist() == [0, 0]


def test_evidence_does_not_ask_who_was_lucky_before() -> None:
    lucky_before = amount(clicks=[5], expected=[15], certainty=[15])
    lucky_now = amount(clicks=[15], expected=[5], certainty=[5])

    assert lucky_before == pytest.approx(lucky_now)
    assert amount(clicks=[5], expected=[15]) == pytest.approx([15])


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 60), st.floats(0.5, 80), st.integers(0, 2)),
        min_size=1,
        max_size=25,
    )
)
def test_ranks_of_a_league_sum_to_what_places_sum_to(
    rows: list[tuple[int, float, int]],
) -> None:
    clicks, expected, league = (np.array(column) for column in zip(*rows, strict=True))

    found = rank(clicks=clicks, expected=expected, league=league, prior=Skill(2.0, 2.0), least=0.0)

    for number in np.unique(league):
        members = int(np.sum(league == number))
        ranks = found.expected_rank[league == number]
        assert np.sum(ranks) == pytest.approx(members * (members + 1) / 2, abs=members**2 / 64)
        assert np.min(found.place[league == number]) == 1


def test_the_order_of_the_rows_does_not_matter() -> None:
    rng = np.random.default_rng(9)
    expected = rng.lognormal(3, 0.5, 40)
    clicks, shuffled = rng.poisson(expected), rng.permutation(40)

    found = rank(clicks=clicks, expected=expected)
    again = rank(clicks=clicks[shuffled], expected=expected[shuffled])

    assert again.place.tolist() == found.place[shuffled].tolist()
    assert again.expected_rank == pytest.approx(found.expected_rank[shuffled], abs=0.1)


def test_a_size_nobody_confirms_plays_no_part() -> None:
    past, posts = [30, 60, 90, 12], [6, 6, 6, 6]
    size = np.array([300.0, 600.0, 900.0, np.nan])

    mixed = expect(past_clicks=past, past_posts=posts, posts=posts, network_size=size)
    alone = expect(past_clicks=past, past_posts=posts, posts=posts)

    assert mixed.expected[3] == alone.expected[3] == 12
    assert mixed.certainty[3] == 12
    assert np.all(mixed.certainty[:3] > alone.certainty[:3])
    assert alone.law is None


def test_a_newcomer_with_a_confirmed_size_is_expected_to_do_as_others_do() -> None:
    size = np.array([200.0, 400.0, 800.0, 1600.0, 400.0])
    past, posts = [10, 20, 40, 80, 0], [10, 10, 10, 10, 0]

    seen = expect(past_clicks=past, past_posts=posts, posts=[10] * 5, network_size=size)

    assert seen.expected[4] == pytest.approx(20, rel=0.1)
    assert seen.certainty[4] <= 150


def test_a_group_without_a_past_expects_nothing() -> None:
    seen = expect(past_clicks=[0, 0], past_posts=[0, 0], posts=[3, 3], network_size=[90, 900])

    assert seen.expected.tolist() == [0.0, 0.0]
    assert rank(clicks=[9, 0], expected=seen.expected, certainty=seen.certainty).place.max() == 0


def test_leagues_hold_like_with_like_and_leave_nobody_out() -> None:
    rng = np.random.default_rng(10)
    expected = np.append(rng.lognormal(3, 1, 500), 0.0)

    league = leagues(expected=expected, size=30)

    assert league[-1] == -1
    for number in range(league.max() + 1):
        members = expected[league == number]
        assert len(members) >= 1
        assert members.max() <= members.min() * 2.0
    assert np.bincount(league[:-1]).max() <= 46


@pytest.mark.parametrize("confirmed", [True, False])
def test_equal_skill_gives_a_large_network_no_better_rank(confirmed: bool) -> None:
    found = equal_skill(rng=np.random.default_rng(11), worlds=40, rate=3.0, confirmed=confirmed)

    # 40 leagues have a standard error of about .009; the long run has 500.
    assert abs(found.correlations.mean()) < 0.03
    assert abs(found.slope_errors.mean()) < 0.01
    assert found.ranked > 0.8


def test_each_third_of_a_league_has_its_part_of_the_top() -> None:
    shares = top_tenths(rng=np.random.default_rng(12), organisations=3, clicks=20, alike=10)

    assert np.all((shares > 0.07) & (shares < 0.13))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: expect(past_clicks=[-1], past_posts=[1], posts=[1]),
        lambda: expect(past_clicks=[1], past_posts=[1], posts=[1], network_size=[0]),
        lambda: rank(clicks=[1], expected=[-1]),
        lambda: rank(clicks=[1], expected=[1], certainty=[-1]),
        lambda: leagues(expected=[-1.0]),
        lambda: leagues(expected=[1.0], size=1),
        lambda: leagues(expected=[1.0], widest=1.0),
        lambda: shrink_normal(value=[1, 2, 3], variance=1.0),
        lambda: shrink_normal(value=[1, 2, 3, 4], variance=0.0),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()
