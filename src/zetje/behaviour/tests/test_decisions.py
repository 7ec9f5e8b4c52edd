"""Tests of one decision for each person and week, and of the log that all learning goes through."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from zetje.behaviour.availability import Reason
from zetje.behaviour.decisions import Decisions, decide, learn
from zetje.behaviour.policies import (
    Calendar,
    DifferenceSoftmax,
    Fixed,
    MessagePolicy,
    PartialPooling,
    SendPolicy,
    Uniform,
)

ARMS = 3


def pooled() -> PartialPooling:
    return PartialPooling(
        prior_mean=[0.2, 0.0, 0.0],
        prior_covariance=np.diag([0.04, 0.01, 0.01]),
        noise_variance=0.16,
    )


def drawn(people: int, **changed: Any) -> Decisions:
    asked: dict[str, Any] = {
        "person": np.arange(people),
        "week": 2900,
        "reason": np.zeros(people, dtype=int),
        "baseline": np.ones(people),
        "advantage": np.ones(people),
        "eligible": np.ones((people, ARMS), dtype=bool),
        "days_since": np.full((people, ARMS), np.inf),
        "send": Fixed(),
        "message": Uniform(),
        "seed": 1,
    }
    return decide(**(asked | changed))


def taught(log: Decisions, **changed: Any) -> Any:
    rows = len(log.action)
    given_: dict[str, Any] = {
        "outcome": np.zeros(rows),
        "price": np.zeros(rows),
        "known": np.ones(rows, dtype=bool),
        "send": pooled(),
        "message": Uniform(),
    }
    return learn(log=log, **(given_ | changed))


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason])
def test_an_unavailable_row_is_silent_for_certain_and_says_why(reason: Reason) -> None:
    log = drawn(200, reason=np.full(200, reason))

    assert not log.prompted.any()
    assert log.chances[:, 0].tolist() == log.chance.tolist() == [1.0] * 200
    assert set(log.reason) == {reason}


def test_a_row_without_a_message_is_silent_and_says_so() -> None:
    eligible = np.array([[True, False, False], [False, False, False]] * 200)

    log = drawn(400, eligible=eligible)

    assert log.reason.tolist() == [Reason.AVAILABLE, Reason.NO_MESSAGE] * 200
    assert not log.prompted[1::2].any()
    assert set(log.action[::2]) == {0, 1}
    assert log.chances.sum(axis=1) == pytest.approx(1)


def test_actions_come_with_the_chances_that_are_logged() -> None:
    people = 60_000
    eligible = np.tile([True, False, True], (people, 1))

    log = drawn(people, eligible=eligible, send=Fixed(probability=0.3))

    counts = np.bincount(log.action, minlength=4)
    expected = log.chances.sum(axis=0)
    assert counts[2] == expected[2] == 0
    kept = [0, 1, 3]
    assert chisquare(counts[kept], expected[kept]).pvalue > 0.01
    assert log.chance == pytest.approx(np.array([0.7, 0.15, 0, 0.15])[log.action])


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**64 - 1), size=st.integers(1, 300))
def test_one_seed_decides_the_same_on_one_row_on_many_and_in_any_order(
    seed: int, size: int
) -> None:
    rng = np.random.default_rng(seed)
    start = drawn(300, seed=seed)
    lesson = taught(start, outcome=rng.random(300) < 0.3)
    rows = rng.choice(400, size=size, replace=False)
    features = {"baseline": rng.random(400), "advantage": rng.random(400)}
    asked = {"seed": seed, "week": 2901, "send": lesson.send, "message": DifferenceSoftmax()}

    many = drawn(400, **asked, **features)
    some = drawn(
        size, person=rows, **asked, **{name: column[rows] for name, column in features.items()}
    )
    one = drawn(
        1, person=rows[:1], **asked, **{name: column[rows[:1]] for name, column in features.items()}
    )

    for log, where in ((some, rows), (one, rows[:1])):
        assert np.array_equal(log.action, many.action[where])
        assert np.array_equal(log.send_chance, many.send_chance[where])


def test_the_log_keeps_what_was_known_and_who_decided() -> None:
    lesson = taught(drawn(20))

    log = drawn(20, send=lesson.send, slot=34, advantage=np.full(20, 0.5))

    assert log.send_policy == "PartialPooling 1"
    assert log.message_policy == "Uniform 0"
    assert set(log.slot) == {34}
    assert set(log.week) == {2900}
    assert log.advantage.tolist() == [[0.5]] * 20
    assert log.seed == 1


def test_each_row_is_learned_once_however_often_the_log_comes_by() -> None:
    first = taught(drawn(40), known=np.arange(40) < 30)
    second = taught(first.log, send=first.send, message=first.message)
    third = taught(second.log, send=second.send, message=second.message)

    assert first.send.sums.count.sum() == 30
    assert second.send.sums.count.sum() == third.send.sums.count.sum() == 40
    assert second.log.learned.all()


def test_unavailable_rows_teach_nothing() -> None:
    lesson = taught(drawn(40, reason=np.arange(40) % 2), outcome=np.ones(40))

    assert lesson.send.sums.keys.tolist() == list(range(0, 40, 2))


def test_the_send_policy_hears_the_reward_less_its_price_and_the_message_policy_the_share() -> None:
    log = drawn(50)
    heard: dict[str, Any] = {}

    class Listener(Uniform):
        def update(self, **rows: Any) -> "Listener":
            heard.update(rows)
            return self

    lesson = taught(log, outcome=np.ones(50), price=np.full(50, 0.25), message=Listener())

    assert lesson.send.sums.rewards[:, 0] == pytest.approx(1 - 0.25 * log.prompted)
    assert heard["reward"].tolist() == [1.0] * int(log.prompted.sum())
    assert np.array_equal(heard["chosen"], log.arm[log.prompted])
    assert set(heard["at"]) == {2900 * 7}


def test_two_decisions_of_one_person_in_one_week_are_refused() -> None:
    log = drawn(2, person=np.array([5, 5]))

    with pytest.raises(ValueError, match="two decisions of one person in one week"):
        taught(log)
    with_weeks = replace(log, week=np.array([2900, 2901]))
    assert taught(with_weeks).send.sums.count.tolist() == [2]


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="eligible must be a table of 2 rows"):
        drawn(2, eligible=np.ones(2))
    with pytest.raises(ValueError, match="week, slot and reason"):
        drawn(2, reason=[0, 0, 0])


def test_a_fixed_chance_stays_within_its_limits_and_learns_nothing() -> None:
    rows: dict[str, Any] = {
        "person": [1, 2], "baseline": [1, 1], "advantage": [1, 0], "available": [1, 0],
    }  # fmt: skip

    assert Fixed(probability=1.0).probabilities(**rows).tolist() == [0.9, 0.0]
    assert Calendar(probability=0.0).probabilities(**rows).tolist() == [0.1, 0.0]
    again = Fixed().update(**rows, probability=[0.5, 0.5], treatment=[1, 0], reward=[1, 0])
    assert (again.name, again.version, again.probability) == ("Fixed", 1, 0.5)
    with pytest.raises(ValueError, match="L_min"):
        Fixed(L_min=0.0)


def test_the_calendar_prompts_in_its_own_weeks_and_is_never_certain() -> None:
    planned = Calendar(probability=0.8).probabilities(
        person=[1, 2, 3], baseline=[1, 1, 1], advantage=[1, 0, 1], available=[1, 1, 0]
    )

    assert planned.tolist() == [0.8, 0.1, 0.0]


def test_policies_are_what_decisions_ask_for() -> None:
    assert isinstance(pooled(), SendPolicy)
    assert isinstance(Calendar(), SendPolicy)
    assert isinstance(DifferenceSoftmax(), MessagePolicy)
