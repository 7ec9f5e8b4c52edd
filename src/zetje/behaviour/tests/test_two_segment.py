"""The two-segment world: its figures, what policies come to when they know all, and short runs."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from zetje.behaviour.policies.messages import (
    AverageReward,
    DifferenceSoftmax,
    Knowledge,
    MainEffect,
    Uniform,
)
from zetje.behaviour.worlds.two_segment import ARMS, Learner, TwoSegmentWorld

WORLD = TwoSegmentWorld()
NEVER = np.full(WORLD.eligible.shape, np.inf)
EXACT = 1e-6
FIRST_MEASURED = 30
DAYS = 60
SENDS = 20_000


def knowing(policy: Learner, *, rounds: float = 1e14) -> Learner:
    """The policy after so many uniform rounds that chance is out of it."""
    segment, arm = np.nonzero(WORLD.eligible)
    chances = WORLD.uniform[segment]
    return policy.update(
        eligible=WORLD.eligible[segment],
        chosen=arm,
        probability=chances,
        reward=WORLD.reward[segment, arm],
        at=np.zeros(len(arm)),
        times=rounds * WORLD.share[segment] * WORLD.uniform[segment, arm],
    )


def difference(**settings: float) -> DifferenceSoftmax:
    """The published score without a prior that would hold it back."""
    return DifferenceSoftmax(sigma=0.0, theta=0.005, **settings)


def measured(policy: Learner, *, seed: int, world: TwoSegmentWorld = WORLD) -> float:
    """The mean gain of days 31 to 60."""
    rng = np.random.default_rng(seed)
    run = world.play(policy=policy, days=DAYS, sends=SENDS, rng=rng)
    return float(run.gain[FIRST_MEASURED:].mean())


def test_a_uniform_draw_earns_what_the_aggregates_say() -> None:
    assert WORLD.uniform_reward == pytest.approx(0.1438274, abs=5e-8)
    assert WORLD.gain(WORLD.chances(Uniform())) == pytest.approx(0.0, abs=1e-12)


def test_the_oracle_gains_1_421_percent() -> None:
    assert WORLD.gain(WORLD.oracle) == pytest.approx(0.0142087, abs=EXACT)


@pytest.mark.parametrize(
    ("settings", "gain"),
    [
        ({"tau": 0.0025, "mix": 0.0}, 0.0137568),
        ({"tau": 0.005, "mix": 0.0}, 0.0124757),
        ({"tau": 0.01, "mix": 0.0}, 0.0093275),
        ({"tau": 0.02, "mix": 0.0}, 0.0056853),
        ({"tau": 0.0025, "mix": 0.05}, 0.0130689),
    ],
)
def test_the_published_algorithm_gains_what_is_known_when_it_knows_all(
    settings: dict[str, float], gain: float
) -> None:
    policy = knowing(difference(**settings))

    assert WORLD.gain(WORLD.chances(policy)) == pytest.approx(gain, abs=EXACT)


def test_the_best_average_reward_gains_next_to_nothing() -> None:
    greedy = knowing(AverageReward(tau=1e-6, mix=0.0))

    assert WORLD.gain(WORLD.chances(greedy)) == pytest.approx(3.48e-05, abs=EXACT)


@pytest.mark.parametrize("policy", [MainEffect(mix=0.0), DifferenceSoftmax(stratified=True, mix=0)])
def test_ours_gains_most_of_the_oracle_when_it_knows_all(policy: Learner) -> None:
    assert WORLD.gain(WORLD.chances(knowing(policy))) > 0.95 * WORLD.gain(WORLD.oracle)


def test_ours_finds_the_true_effects() -> None:
    effects = knowing(MainEffect(), rounds=1e10).effects.mean  # type: ignore[attr-defined]
    compared = [number for number, arm in enumerate(ARMS) if arm != "C"]
    truth = WORLD.effect[compared]

    assert effects[compared] == pytest.approx(truth - truth.mean(), abs=1e-4)
    assert effects[compared].sum() == pytest.approx(0.0, abs=1e-4)
    assert effects[ARMS.index("C")] == 0.0


def test_ours_gains_three_quarters_of_the_oracle_with_what_two_months_teach() -> None:
    gains = np.array([measured(MainEffect(), seed=seed) for seed in range(6)])

    assert gains.mean() > 0.7 * WORLD.gain(WORLD.oracle)
    assert gains.min() > 0.002


def test_a_small_sender_hears_that_there_is_not_enough_data() -> None:
    run = WORLD.play(policy=MainEffect(), days=DAYS, sends=500, rng=np.random.default_rng(1))

    assert {policy.preference.knowledge for policy in run.policies} == {Knowledge.NOT_ENOUGH_DATA}
    assert run.gain == pytest.approx(np.zeros(DAYS), abs=1e-12)


def test_where_no_arm_differs_none_is_preferred() -> None:
    world = TwoSegmentWorld(effect=np.zeros(len(ARMS)))
    runs = [
        world.play(policy=MainEffect(), days=DAYS, sends=SENDS, rng=np.random.default_rng(seed))
        for seed in range(4)
    ]

    verdicts = {policy.preference.knowledge for run in runs for policy in run.policies}
    assert Knowledge.PREFERS not in verdicts
    assert all(run.policies[-1].preference.learned > 0.3 for run in runs)


def test_where_arms_differ_much_the_best_is_preferred() -> None:
    effect = np.zeros(len(ARMS))
    effect[ARMS.index("G")] = 0.1
    world = TwoSegmentWorld(effect=effect)
    run = world.play(policy=MainEffect(), days=30, sends=SENDS, rng=np.random.default_rng(1))

    last = run.policies[-1].preference
    assert (last.knowledge, ARMS[last.arm]) == (Knowledge.PREFERS, "G")
    assert last.sure > 0.99
    assert last.best > 0.95


def test_a_day_stands_for_all_its_rounds() -> None:
    day = WORLD.day(chances=WORLD.uniform, sends=1000, rng=np.random.default_rng(1))

    assert day.times.sum() == 1000
    assert day.eligible[np.arange(len(day.chosen)), day.chosen].all()
    assert set(day.reward) == {0.0, 1.0}
    rewarded: NDArray[np.float64] = day.times[day.reward == 1.0]
    assert rewarded.sum() == pytest.approx(1000 * WORLD.uniform_reward, abs=60)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"share": np.array([0.5, 0.4, 0.2])}, "share must sum to 1"),
        ({"share": np.array([1.5, -0.5, 0.0])}, "share must sum to 1"),
        ({"mean_reward": np.array([0.5, 0.5, 1.2])}, "chance of reward"),
        ({"effect": np.zeros(3)}, "effect has 3 rows where 11"),
    ],
)
def test_a_world_that_cannot_be_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        TwoSegmentWorld(**change)  # type: ignore[arg-type]
