"""From scores to chances, and what rounds come to when they are summed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from zetje.behaviour.policies import AverageReward, DifferenceSoftmax, MainEffect, Rotation, Uniform
from zetje.behaviour.policies.messages.rounds import read_rounds, strata_of

INF = float("inf")
POLICIES = [
    Uniform(),
    AverageReward(),
    DifferenceSoftmax(sigma=10.0),
    DifferenceSoftmax(stratified=True, sigma=10.0),
    MainEffect(prior_sd=0.2, families=("a", "b", "a")),
]


def plainly(
    rotation: Rotation, scores: NDArray[Any], eligible: NDArray[Any], days: NDArray[Any]
) -> NDArray[Any]:
    """The formula as it stands, row by row."""
    found = np.zeros(eligible.shape)
    for row, able in enumerate(eligible):
        penalty = rotation.gamma * 0.5 ** (days[row, able] / rotation.half_life)
        logits = (scores[able] - penalty) / rotation.tau
        power = np.exp(logits - logits.max(initial=-INF))
        if able.any():
            share = power / power.sum()
            found[row, able] = (1 - rotation.mix) * share + rotation.mix / able.sum()
    return found


def rounds_of(seed: int, *, rows: int = 60, arms: int = 4) -> dict[str, NDArray[Any]]:
    """Rounds that policies can learn from, with the chance of every arm."""
    rng = np.random.default_rng(seed)
    eligible = rng.random((rows, arms)) < 0.7
    eligible[np.arange(rows), rng.integers(arms, size=rows)] = True
    chance = eligible * rng.uniform(0.2, 1.0, size=(rows, arms))
    chance /= chance.sum(axis=1, keepdims=True)
    chosen = np.array([rng.choice(arms, p=row) for row in chance])
    return {
        "eligible": eligible,
        "chosen": chosen,
        "probability": chance,
        "reward": (rng.random(rows) < 0.4).astype(float),
        "at": rng.integers(0, 20, size=rows).astype(float),
    }


def part(rounds: dict[str, NDArray[Any]], rows: Any) -> dict[str, NDArray[Any]]:
    return {name: values[rows] for name, values in rounds.items()}


@given(
    scores=arrays.arrays(float, 4, elements=st.floats(-0.05, 0.05)),
    eligible=arrays.arrays(bool, (5, 4)),
    days=arrays.arrays(float, (5, 4), elements=st.floats(0, 400) | st.just(INF)),
    mix=st.floats(0.0, 1.0),
)
def test_chances_are_the_formula_sum_to_one_and_leave_every_arm_its_floor(
    scores: NDArray[Any], eligible: NDArray[Any], days: NDArray[Any], mix: float
) -> None:
    rotation = Rotation(mix=mix)

    chances = rotation.chances(scores=scores, eligible=eligible, days_since=days)

    assert chances == pytest.approx(plainly(rotation, scores, eligible, days), abs=1e-12)
    assert chances.sum(axis=1) == pytest.approx(eligible.any(axis=1).astype(float))
    floor = mix / np.maximum(eligible.sum(axis=1, keepdims=True), 1) * eligible
    assert np.all(chances >= floor - 1e-15)
    assert np.all(chances[~eligible] == 0.0)


def test_scores_that_lie_far_apart_still_leave_the_best_of_the_eligible() -> None:
    rotation = Rotation(mix=0.0)
    scores = np.array([5.0, 0.01, 0.0])
    eligible = np.array([[False, True, True], [True, True, True], [False, False, False]])
    days = np.full((3, 3), INF)

    chances = rotation.chances(scores=scores, eligible=eligible, days_since=days)

    assert chances == pytest.approx(plainly(rotation, scores, eligible, days), abs=1e-12)
    assert chances[0, 1] == pytest.approx(1 / (1 + np.exp(-4)))


def test_an_arm_that_was_just_sent_is_sent_less_and_comes_back() -> None:
    days = np.array([[0.0, INF], [15.0, INF], [60.0, INF], [INF, INF]])

    chances = Rotation().chances(
        scores=np.zeros(2), eligible=np.ones((4, 2), dtype=bool), days_since=days
    )

    assert np.all(np.diff(chances[:, 0]) > 0)
    assert chances[3, 0] == pytest.approx(0.5)
    assert chances[0, 0] == pytest.approx(0.95 / (1 + np.exp(6.8)) + 0.025)


def test_one_row_gets_what_it_gets_among_many() -> None:
    rng = np.random.default_rng(3)
    eligible = rng.random((20_000, 7)) < 0.8
    days = rng.integers(0, 40, size=eligible.shape).astype(float)
    scores = rng.normal(0, 0.01, size=7)

    many = Rotation().chances(scores=scores, eligible=eligible, days_since=days)

    for row in (0, 4680, 4681, 19_999):
        one = Rotation().chances(scores=scores, eligible=eligible[[row]], days_since=days[[row]])
        assert one[0] == pytest.approx(many[row], abs=1e-15)


def test_no_rows_and_no_arms_are_no_trouble() -> None:
    assert Uniform().probabilities(eligible=np.ones((0, 3)), days_since=np.ones((0, 3))).size == 0
    assert Uniform().probabilities(eligible=np.ones((2, 0)), days_since=np.ones((2, 0))).size == 0


@pytest.mark.parametrize("policy", POLICIES, ids=lambda one: one.name)
def test_order_and_size_of_batches_do_not_matter(policy: Any) -> None:
    rounds = rounds_of(1)
    shuffled = np.random.default_rng(2).permutation(len(rounds["chosen"]))
    never = np.full(rounds["eligible"].shape, INF)

    at_once = policy.update(**rounds)
    in_parts = policy
    for rows in np.array_split(shuffled, 7):
        in_parts = in_parts.update(**part(rounds, rows))

    expected = at_once.probabilities(eligible=rounds["eligible"], days_since=never)
    found = in_parts.probabilities(eligible=rounds["eligible"], days_since=never)
    assert found == pytest.approx(expected, abs=1e-9)
    assert (policy.version, at_once.version, in_parts.version) == (0, 1, 7)
    assert at_once.name == type(policy).__name__


@pytest.mark.parametrize("policy", POLICIES[1:], ids=lambda one: one.name)
def test_a_row_that_stands_for_three_is_three_rows(policy: Any) -> None:
    rounds = rounds_of(5)
    times = np.random.default_rng(6).integers(0, 4, size=len(rounds["chosen"]))

    at_once = policy.update(**rounds, times=times)
    one_by_one = policy.update(**part(rounds, np.repeat(np.arange(len(times)), times)))

    assert at_once.scores == pytest.approx(one_by_one.scores, abs=1e-12)
    assert np.any(at_once.scores != 0.0)


@pytest.mark.parametrize("policy", POLICIES[1:], ids=lambda one: one.name)
def test_a_new_arm_begins_at_nought_and_none_is_forgotten(policy: Any) -> None:
    learned = policy.update(**rounds_of(7, rows=400))
    wider = {
        **part(rounds_of(7), slice(0)),
        "eligible": np.ones((0, 5)),
        "probability": np.ones((0, 5)),
    }

    chances = learned.probabilities(eligible=np.ones((1, 5)), days_since=np.full((1, 5), INF))

    assert chances.shape == (1, 5)
    assert learned.update(**wider).scores == pytest.approx([*learned.scores, 0.0], abs=1e-12)
    with pytest.raises(ValueError, match="eligible has 3 columns; 4 arms are known"):
        learned.probabilities(eligible=np.ones((1, 3)), days_since=np.full((1, 3), INF))
    with pytest.raises(ValueError, match="eligible has 3 columns; 4 arms are known"):
        learned.update(**rounds_of(7, arms=3))


@pytest.mark.parametrize("policy", POLICIES[1:], ids=lambda one: one.name)
def test_a_policy_that_was_kept_goes_on_where_it_was(policy: Any) -> None:
    learned = policy.update(**rounds_of(8))

    again = type(policy).from_state(learned.state())

    assert again.scores == pytest.approx(learned.scores, abs=0)
    after, expected = (one.update(**rounds_of(9)) for one in (again, learned))
    assert after.scores == pytest.approx(expected.scores, abs=0)
    assert after.version == 2


def test_strata_tell_apart_more_arms_than_fit_in_a_word() -> None:
    eligible = np.zeros((5, 130), dtype=bool)
    eligible[[1, 3], 129] = True
    eligible[4, 0] = True

    numbers, first = strata_of(eligible, np.array([0, 0, 0, 1, 0]))

    assert len(first) == 4
    assert numbers[0] == numbers[2]
    assert len({int(one) for one in numbers[[0, 1, 3, 4]]}) == 4


def test_the_chances_of_others_share_what_the_chosen_one_left() -> None:
    rounds = read_rounds(
        eligible=np.ones((2, 3)), chosen=[0, 0], probability=[0.4, 1.0], reward=[0, 0], at=[0, 0]
    )

    found = rounds.chance_of_each(np.array([[0.2, 0.6, 0.2], [1.0, 0.0, 0.0]]))

    assert found == pytest.approx(np.array([[0.4, 0.45, 0.15], [1.0, 0.0, 0.0]]))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"eligible": [1, 1]}, "two dimensions"),
        ({"eligible": [[2, 1]]}, "only 0 and 1"),
        ({"chosen": [2]}, "arm numbers from 0 to 1"),
        ({"chosen": [0.5]}, "arm numbers from 0 to 1"),
        ({"eligible": [[1, 0]]}, "not eligible"),
        ({"probability": [0.0]}, "above 0"),
        ({"probability": [1.1]}, "above 0"),
        ({"probability": [[0.5, 0.4]]}, "sum to 1"),
        ({"probability": [[1.5, -0.5]]}, "above 0"),
        ({"probability": [[1.0]]}, "one for each arm"),
        ({"reward": [1, 1]}, "reward has 2 rows where 1"),
        ({"times": [-1]}, "negative"),
    ],
)
def test_rounds_that_cannot_be_are_refused(change: dict[str, Any], words: str) -> None:
    rounds = {
        "eligible": [[1, 1]],
        "chosen": [1],
        "probability": [0.5],
        "reward": [1],
        "at": [0],
    }

    with pytest.raises(ValueError, match=words):
        MainEffect().update(**(rounds | change))


def test_chances_over_arms_that_were_not_eligible_are_refused() -> None:
    with pytest.raises(ValueError, match="over the eligible arms"):
        Uniform().update(
            eligible=[[1, 0]], chosen=[0], probability=[[0.5, 0.5]], reward=[1], at=[0]
        )


@pytest.mark.parametrize(
    "settings",
    [{"gamma": -1.0}, {"half_life": 0.0}, {"tau": 0.0}, {"mix": 1.5}],
)
def test_a_rotation_that_cannot_be_is_refused(settings: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        Rotation(**settings)


@pytest.mark.parametrize(
    ("days", "words"),
    [([[-1.0, 0.0]], "negative"), ([[np.nan, 0.0]], "negative"), ([[0.0]], "shape")],
)
def test_days_that_cannot_be_are_refused(days: list[list[float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Uniform().probabilities(eligible=[[1, 1]], days_since=days)
