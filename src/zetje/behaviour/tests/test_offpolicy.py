"""Tests of what a log says about a policy that did not make it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.offpolicy import Refusal, arm_means, effective_size, evaluate
from zetje.behaviour.tests.logs import make_log


def rows(n: int = 400) -> dict[str, Any]:
    """A log of two actions, half and half, a third of it rewarded, two rows a person."""
    return {
        "reward": np.tile([1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0], n // 8),
        "chosen": np.tile([0, 1, 1, 1], n // 4),
        "logged": np.full((n, 2), 0.5),
        "target": np.tile([0.25, 0.75], (n, 1)),
        "person": np.arange(n) % (n // 2),
    }


def test_worked_numbers() -> None:
    seen = evaluate(**rows(), predicted=np.tile([0.5, 0.2], (400, 1)))

    # Of eight rows, two have action 0 (w .5; one rewarded) and six action 1 (w 1.5; one rewarded).
    assert seen.ips is not None
    assert seen.self_normalised is not None
    assert seen.doubly_robust is not None
    assert seen.gain is not None
    assert seen.ips.value == pytest.approx((0.5 + 1.5) / 8)
    assert seen.self_normalised.value == pytest.approx(2.0 / 10.0)
    mean_of_model = 0.25 * 0.5 + 0.75 * 0.2
    correction = (0.5 * (0.5 - 0.5) + 1.5 * (0.8 - 5 * 0.2)) / 8
    assert seen.doubly_robust.value == pytest.approx(mean_of_model + correction)
    assert seen.gain.value == pytest.approx(0.2 - 0.25)
    # Each person has two like rows; of eight people two have w .5 and six 1.5, on average 1.25.
    influence = np.array([0.5 * 0.8, -0.5 * 0.2, 1.5 * 0.8, *[-1.5 * 0.2] * 5]) / 1.25
    error = np.sqrt(np.mean(influence**2) / 200 * 200 / 199)
    assert seen.self_normalised.standard_error == pytest.approx(error)
    assert seen.effective_size == pytest.approx(50 * 10**2 / (2 * 0.25 + 6 * 2.25))
    assert seen.weighted_events == pytest.approx(50 * 2**2 / (0.25 + 2.25))
    assert (seen.largest_weight, seen.rows, seen.people) == (1.5, 400, 200)
    assert seen.largest_share == pytest.approx(1.5 / 500)


def test_the_standard_error_counts_people_not_rows() -> None:
    log = make_log(rng=np.random.default_rng(1), people=100, weeks=4)
    once = {
        "reward": log.reward,
        "chosen": log.chosen,
        "logged": log.logged,
        "target": log.target,
        "person": log.person,
    }
    again = {name: np.concatenate([value, value]) for name, value in once.items()}

    single, double = evaluate(**once).ips, evaluate(**again).ips

    assert single is not None
    assert double is not None
    # The same rows told twice by the same people are no new evidence.
    assert double.standard_error == pytest.approx(single.standard_error)
    own = np.array([np.mean(r) for r in np.split(log.reward, 100)])
    as_logged = evaluate(**{**once, "target": log.logged}).ips
    assert as_logged is not None
    assert as_logged.standard_error == pytest.approx(own.std(ddof=1) / 10)


def test_judging_the_policy_that_made_the_log_gives_what_was_had() -> None:
    log = {**rows(), "target": np.full((400, 2), 0.5)}

    seen = evaluate(**log)

    assert seen.ips is not None
    assert seen.gain is not None
    assert seen.ips.value == seen.logged_mean == 0.25
    assert (seen.gain.value, seen.gain.standard_error) == (0.0, 0.0)
    assert seen.doubly_robust is None
    assert seen.effective_size == 400


def test_estimates_are_unbiased_and_their_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(8)
    logs = [make_log(rng=rng, people=60, weeks=12) for _ in range(200)]
    seen = [log.evaluate() for log in logs]

    for name in ("ips", "self_normalised", "doubly_robust"):
        found = [getattr(one, name) for one in seen]
        values = np.array([one.value for one in found])
        held = np.mean([one.lower <= logs[0].truth <= one.upper for one in found])
        assert abs(values.mean() - logs[0].truth) < 3 * values.std() / np.sqrt(200), name
        assert 0.91 <= held <= 0.985, name


def test_taking_the_log_as_it_is_would_have_been_wrong() -> None:
    seen = make_log(rng=np.random.default_rng(2)).evaluate()

    assert seen.self_normalised is not None
    assert seen.logged_mean < seen.self_normalised.lower


@pytest.mark.parametrize(("n", "refused"), [(392, (Refusal.EFFECTIVE_SIZE,)), (408, ())])
def test_an_effective_size_below_100_is_refused(n: int, refused: tuple[Refusal, ...]) -> None:
    # One row in four carries nearly all weight.
    log = {**rows(n), "logged": [[0.01, 0.99]] * n, "target": [[0.9, 0.1]] * n}

    seen = evaluate(**log)

    assert seen.refused == refused
    assert seen.effective_size == pytest.approx(n / 4, abs=1)
    parts = (seen.ips, seen.self_normalised, seen.gain)
    assert [part is None for part in parts] == [bool(refused)] * 3


def test_few_weighted_events_are_refused() -> None:
    log = {**rows(), "target": np.full((400, 2), 0.5)}

    log["reward"] = (np.arange(400) < 19).astype(float)
    assert evaluate(**log).refused == (Refusal.EVENTS,)

    log["reward"] = (np.arange(400) < 20).astype(float)
    assert evaluate(**log).refused == ()
    # Twenty events that weigh differently are fewer than twenty.
    assert evaluate(**{**log, "target": rows()["target"]}).refused == (Refusal.EVENTS,)


def test_a_policy_that_never_does_what_was_done_is_refused() -> None:
    log = {**rows(), "chosen": np.zeros(400), "target": np.tile([0.0, 1.0], (400, 1))}

    seen = evaluate(**log)

    assert seen.refused == (Refusal.EFFECTIVE_SIZE, Refusal.EVENTS)
    assert (seen.effective_size, seen.largest_share) == (0.0, 0.0)


def test_a_policy_that_does_what_the_log_could_not_is_refused() -> None:
    log = {**rows(), "chosen": np.zeros(400), "logged": np.tile([1.0, 0.0], (400, 1))}

    assert evaluate(**log).refused == (Refusal.SUPPORT,)


def test_few_people_are_refused_however_many_rows() -> None:
    assert evaluate(**{**rows(), "person": np.arange(400) % 29}).refused == (Refusal.PEOPLE,)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"logged": np.full((400, 2), 0.4)}, "sum to 1"),
        ({"target": np.tile([1.2, -0.2], (400, 1))}, "sum to 1"),
        ({"target": np.full((400, 4), 0.25)}, "same shape"),
        ({"chosen": np.full(400, 2)}, "from 0 to 1"),
        ({"chosen": np.full(400, 0.5)}, "whole numbers"),
        ({"chosen": np.zeros(400), "logged": [[0.0, 1.0]] * 400}, "no chance"),
        ({"reward": [], "person": []}, "no rows"),
    ],
)
def test_a_log_that_cannot_be_is_refused_in_words(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        evaluate(**{**rows(), **wrong})


def test_predictions_never_hold_the_person_they_are_for() -> None:
    person, chosen = np.repeat(np.arange(10), 4), np.tile([0, 1], 20)
    reward = np.where(person == 3, 100.0, 1.0)

    found = arm_means(reward=reward, chosen=chosen, actions=3, person=person, folds=5)

    assert np.all(found[person == 3, :2] == 1.0)
    assert np.all(found[person == 4, :2] > 1.0)
    assert np.all(found[:, 2] == 0.0)
    with pytest.raises(ValueError, match="folds"):
        arm_means(reward=reward, chosen=chosen, actions=3, person=person, folds=1)


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=50), st.floats(0.1, 10))
def test_the_effective_size_lies_between_one_and_the_rows(
    weights: list[float], scale: float
) -> None:
    size = effective_size(weights=weights)

    assert 1 - 1e-9 <= size <= len(weights) + 1e-9
    assert effective_size(weights=np.array(weights) * scale) == pytest.approx(size)
    assert effective_size(weights=[]) == 0
