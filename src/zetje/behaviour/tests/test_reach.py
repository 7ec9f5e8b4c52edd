"""What a post will bring is an interval that keeps its promise (BEHAVIOUR.md 7)."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.behaviour.reach import ReachModel, fit_reach
from zetje.behaviour.tests.posts import Judged, Office, judge_office


def judge(office: Office, *, seeds: int = 12) -> dict[str, float]:
    """Average how forecasts of an office fare."""
    seen = [judge_office(office=office, seed=seed) for seed in range(seeds)]
    return {
        name: float(np.mean([getattr(one, name) for one in seen]))
        for name in Judged.__dataclass_fields__
    }


@pytest.fixture
def model() -> ReachModel:
    rng = np.random.default_rng(1)
    person = np.repeat(np.arange(40), 6)
    kind = np.tile(["bluesky", "linkedin", "mastodon"], 80)
    own = rng.gamma(3, 1 / 3, 40)[person]
    own[person == 0] = 4.0
    count = np.append(rng.poisson(12 * own * np.tile([0.5, 1.0, 2.0], 80)), 48)
    return fit_reach(count=count, person=np.append(person, 41), kind=np.append(kind, "linkedin"))


def test_intervals_hold_as_often_as_they_say() -> None:
    found = judge(Office(rate=0.5))

    assert 0.77 <= found["held"] <= 0.87
    assert 0.77 <= found["held_for_newcomers"] <= 0.87
    assert found["error"] < 0.7 * found["error_of_plain_median"]


def test_intervals_of_small_counts_hold_at_least_as_often() -> None:
    found = judge(Office())

    assert 0.8 <= found["held"] <= 0.95
    assert found["error"] < 0.8 * found["error_of_plain_median"]


def test_somebody_with_few_posts_is_drawn_to_the_others(model: ReachModel) -> None:
    seen = model.predict(person=[0, 41, 999], kind=["linkedin"] * 3)

    assert 35 < seen.mean[0] < 70
    assert seen.mean[0] > seen.mean[1] > seen.mean[2]
    assert 8 < seen.mean[2] < 18
    assert seen.posts_seen.tolist() == [6, 1, 0]
    assert np.all(seen.lower < seen.median)
    assert np.all(seen.median < seen.upper)


def test_a_network_never_seen_is_known_least(model: ReachModel) -> None:
    seen = model.predict(person=[5, 5], kind=["linkedin", "threads"])

    assert seen.upper[1] - seen.lower[1] > seen.upper[0] - seen.lower[0]


def test_a_surer_interval_is_wider(model: ReachModel) -> None:
    usual = model.predict(person=[3], kind=["linkedin"])
    sure = model.predict(person=[3], kind=["linkedin"], covers=0.95)

    assert sure.lower[0] <= usual.lower[0] < usual.upper[0] < sure.upper[0]


def test_an_unlike_network_with_few_posts_is_pulled_to_the_others() -> None:
    rng = np.random.default_rng(2)
    person, kind = np.tile(np.arange(30), 6), np.repeat([0, 1, 2, 3, 4, 5], 30)
    kept = (kind < 5) | (person < 2)
    count = rng.poisson(np.where(kind < 5, 10.0, 60.0))

    model = fit_reach(count=count[kept], person=person[kept], kind=kind[kept])

    raw = np.log(count[kept][kind[kept] == 5].mean())
    assert model.general < model.level[5] < raw
    assert model.level_variance[5] > model.level_variance[0]


def test_single_posts_say_nothing_about_how_people_differ() -> None:
    model = fit_reach(count=[3, 9, 1, 4], person=[1, 2, 3, 4], kind=[0, 0, 0, 0])

    seen = model.predict(person=[2], kind=[0])

    assert seen.lower[0] <= seen.median[0] <= seen.upper[0]
    assert model.person_spread == pytest.approx(0.15)


def test_clicks_follow_the_audience() -> None:
    rng = np.random.default_rng(3)
    size = rng.lognormal(6, 1, 400)
    count = rng.poisson(0.05 * size**0.8)
    model = fit_reach(count=count, person=np.arange(400), kind=np.zeros(400), network_size=size)

    seen = model.predict(person=[900, 900], kind=[0, 0], network_size=[200, 2000])

    assert seen.mean[1] / seen.mean[0] == pytest.approx(10**0.8, rel=0.1)


def test_what_makes_no_sense_is_refused(model: ReachModel) -> None:
    with pytest.raises(ValueError, match="no posts"):
        fit_reach(count=[], person=[], kind=[])
    with pytest.raises(ValueError, match="above zero"):
        fit_reach(count=[1], person=[1], kind=[1], network_size=[0])
    with pytest.raises(ValueError, match="between 0 and 1"):
        model.predict(person=[1], kind=["linkedin"], covers=1.0)
