"""What the difference score and the main-effect model make of rounds, seen by other roads too."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.policies import DifferenceSoftmax, Knowledge, MainEffect
from zetje.behaviour.tests.test_messages import part, rounds_of

INF = float("inf")


def published_score(rounds: dict[str, Any], arm: int, *, sigma: float, theta: float) -> float:
    """The formula of the paper, one round at a time."""
    sums: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for row in range(len(rounds["chosen"])):
        chance = rounds["probability"][row, arm]
        if rounds["eligible"][row, arm] and theta <= chance <= 1 - theta:
            sent = bool(rounds["chosen"][row] == arm)
            sums[sent].append((1 / chance if sent else 1 / (1 - chance), rounds["reward"][row]))
    prior = np.mean([reward for side in sums.values() for _, reward in side])
    estimates = []
    for sent in (True, False):
        weight, reward = np.array(sums[sent]).T
        size = weight.sum() ** 2 / (weight**2).sum()
        mean = (weight * reward).sum() / weight.sum()
        estimates.append((mean * size + prior * sigma) / (size + sigma))
    return float((estimates[0] - estimates[1]) / estimates[1])


@given(seed=st.integers(0, 10_000), sigma=st.floats(0.0, 1000.0))
@settings(max_examples=25)
def test_the_published_score_is_that_of_the_paper(seed: int, sigma: float) -> None:
    rounds = rounds_of(seed, rows=120)

    policy = DifferenceSoftmax(sigma=sigma, theta=0.15).update(**rounds)

    expected = [published_score(rounds, arm, sigma=sigma, theta=0.15) for arm in range(4)]
    assert policy.scores == pytest.approx(expected, abs=1e-9)


def test_a_round_that_could_hardly_have_gone_so_is_left_out() -> None:
    rounds = rounds_of(3, rows=200)
    odd = {
        "eligible": np.ones((1, 4), dtype=bool),
        "chosen": np.array([0]),
        "probability": np.array([[0.001, 0.333, 0.333, 0.333]]),
        "reward": np.array([1000.0]),
        "at": np.array([0.0]),
    }

    before = DifferenceSoftmax(mix=0.0).update(**rounds)
    after = before.update(**odd)

    assert after.scores[0] == before.scores[0]
    assert after.scores[1] != before.scores[1]


@pytest.mark.parametrize(
    ("policy", "counts"),
    [
        (DifferenceSoftmax(mix=0.0), False),
        (DifferenceSoftmax(mix=0.05), True),
        (DifferenceSoftmax(mix=0.05, theta=0.0051), False),
    ],
)
def test_a_losing_arm_is_learned_about_again_where_there_is_a_mix(
    policy: DifferenceSoftmax, counts: bool
) -> None:
    loser = {
        "eligible": np.ones((2, 10), dtype=bool),
        "chosen": np.array([9, 0]),
        "probability": np.array([[0.955, *[0.005] * 9]] * 2)[:, ::-1],
        "reward": np.array([0.0, 1.0]),
        "at": np.zeros(2),
    }
    loser["probability"][:, 0] = 0.005 - 1e-9
    loser["probability"][:, 9] = 0.955 + 1e-9

    learned = policy.update(**loser)

    assert bool(learned.known.sums[:, 0, 0].sum() > 0) is counts


def test_the_chance_of_the_chosen_arm_is_enough_while_nobody_got_any() -> None:
    first = rounds_of(11, rows=300)
    policy = DifferenceSoftmax(sigma=50.0, tau=0.5).update(**first)
    more = rounds_of(12, rows=300)
    never = np.full((300, 4), INF)
    more["probability"] = policy.probabilities(eligible=more["eligible"], days_since=never)
    short = {**more, "probability": more["probability"][np.arange(300), more["chosen"]]}

    assert policy.update(**short).scores == pytest.approx(policy.update(**more).scores, rel=1e-12)


def test_who_could_get_an_arm_does_not_pass_for_its_effect() -> None:
    rng = np.random.default_rng(4)
    rich = rng.random(40_000) < 0.5
    eligible = np.column_stack([rich, np.ones((40_000, 2), dtype=bool)])
    chance = eligible / eligible.sum(axis=1, keepdims=True)
    chosen = (rng.random(40_000)[:, None] > np.cumsum(chance, axis=1)).sum(axis=1)
    reward = (rng.random(40_000) < np.where(rich, 0.5, 0.05)).astype(float)
    rounds = {
        "eligible": eligible,
        "chosen": chosen,
        "probability": chance,
        "reward": reward,
        "at": np.zeros(40_000),
    }

    ours = MainEffect(prior_sd=1.0).update(**rounds)
    stratified = DifferenceSoftmax(stratified=True, sigma=0.0).update(**rounds)

    naive = reward[chosen == 0].mean() / reward.mean() - 1
    assert naive > 0.5
    assert np.abs(ours.scores - ours.scores.mean()).max() < 0.04
    assert np.abs(stratified.scores).max() < 0.04


def ridge(rounds: dict[str, Any], *, prior: Any, period: float) -> tuple[Any, Any]:
    """The model by another road: a dense regression with a column for each stratum."""
    sets = [tuple(row) for row in rounds["eligible"]]
    strata = [(one, int(at // period)) for one, at in zip(sets, rounds["at"], strict=True)]
    reward, rows = rounds["reward"], len(sets)
    names = sorted(set(strata))
    columns = np.array([[stratum == name for name in names] for stratum in strata], dtype=float)
    within = reward - columns @ (columns.T @ reward / columns.sum(axis=0))
    mean, variance = np.zeros(rows), np.zeros(rows)
    for one in set(sets):
        mine = np.array([this == one for this in sets])
        n = mine.sum()
        mean[mine] = (reward[mine].sum() + 20 * reward.mean()) / (n + 20)
        variance[mine] = ((within[mine] ** 2).sum() + 20 * (within**2).mean()) / (n + 20)
    arms = np.eye(rounds["eligible"].shape[1])[rounds["chosen"]]
    design = np.column_stack([arms * mean[:, None], columns]) / np.sqrt(variance)[:, None]
    precision = design.T @ design
    precision[: arms.shape[1], : arms.shape[1]] += np.linalg.inv(prior)
    covariance = np.linalg.inv(precision)
    solved = covariance @ design.T @ (reward / np.sqrt(variance))
    return solved[: arms.shape[1]], covariance[: arms.shape[1], : arms.shape[1]]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15)
def test_the_posterior_is_that_of_a_regression_with_every_stratum_free(seed: int) -> None:
    rounds = rounds_of(seed, rows=150)
    families = ("news", "news", "people", "people")
    prior = 0.09 * (0.7 * np.eye(4) + 0.3 * np.kron(np.eye(2), np.ones((2, 2))))

    policy = MainEffect(prior_sd=0.3, families=families, family_share=0.3).update(**rounds)

    mean, covariance = ridge(rounds, prior=prior, period=7.0)
    assert policy.effects.mean == pytest.approx(mean, abs=1e-8)
    assert policy.effects.covariance == pytest.approx(covariance, abs=1e-8)


def test_the_evidence_is_that_of_two_normal_models() -> None:
    rounds = rounds_of(21, rows=150)
    policy = MainEffect(prior_sd=0.3).update(**rounds)
    prior = 0.09 * np.eye(4)

    effects = policy.effects
    information = np.linalg.inv(effects.covariance) - np.linalg.inv(prior)
    gradient = np.linalg.solve(effects.covariance, effects.mean)
    pseudo = np.linalg.pinv(information)
    estimate = pseudo @ gradient
    free = np.eye(4) - 0.25
    spread = free @ (pseudo + prior) @ free
    values, vectors = np.linalg.eigh(spread)
    kept = values > 1e-9
    wide = vectors[:, kept].T @ estimate
    narrow_values, narrow = np.linalg.eigh(free @ pseudo @ free)
    held = narrow_values > 1e-9
    thin = narrow[:, held].T @ estimate
    log_wide = -0.5 * (wide**2 / values[kept]).sum() - 0.5 * np.log(values[kept]).sum()
    log_thin = -0.5 * (thin**2 / narrow_values[held]).sum()
    log_thin -= 0.5 * np.log(narrow_values[held]).sum()

    assert np.log(effects.evidence) == pytest.approx(log_wide - log_thin, abs=1e-6)


def test_a_season_does_not_pass_for_an_effect() -> None:
    def rounds(at: float, rate: float, often: float) -> dict[str, Any]:
        sent = np.array([often, often, 1 - often, 1 - often]) * 1e5
        return {
            "eligible": np.ones((4, 2)),
            "chosen": [0, 0, 1, 1],
            "probability": [often, often, 1 - often, 1 - often],
            "reward": [1, 0, 1, 0],
            "at": [at] * 4,
            "times": sent * [rate, 1 - rate, rate, 1 - rate],
        }

    policy = MainEffect().update(**rounds(0, 0.1, 0.2)).update(**rounds(7, 0.3, 0.8))

    assert policy.effects.learned > 0.5
    assert policy.scores == pytest.approx([0.0, 0.0], abs=1e-12)


def test_families_share_what_they_learn() -> None:
    rounds = {
        "eligible": np.array([[1, 0, 1, 0]] * 4),
        "chosen": [0, 0, 2, 2],
        "probability": [0.5] * 4,
        "reward": [1, 0, 1, 0],
        "at": [0] * 4,
        "times": [60_000, 40_000, 40_000, 60_000],
    }
    alone = MainEffect().update(**rounds).effects.mean
    related = MainEffect(families=("a", "a", "b")).update(**rounds).effects.mean

    assert alone[[1, 3]] == pytest.approx([0.0, 0.0], abs=1e-12)
    assert related[1] == pytest.approx(related[0] / 2)
    assert related[3] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("reward", [0.0, 1.0])
def test_rewards_that_are_all_alike_teach_nothing(reward: float) -> None:
    rounds = rounds_of(1)
    rounds["reward"][:] = reward

    policy = MainEffect().update(**rounds)

    assert policy.scores == pytest.approx(np.zeros(4), abs=0)
    assert policy.preference.knowledge is Knowledge.NOT_ENOUGH_DATA
    assert policy.preference.evidence == 1.0


def test_a_cost_that_turns_rewards_negative_leaves_the_better_arm_better() -> None:
    rounds = {
        "eligible": np.ones((4, 2)),
        "chosen": [0, 0, 1, 1],
        "probability": [0.5] * 4,
        "reward": [0.2, -0.8, 0.2, -0.8],
        "at": [0] * 4,
        "times": [60_000, 40_000, 40_000, 60_000],
    }

    preference = MainEffect().update(**rounds).preference

    assert (preference.knowledge, preference.arm) == (Knowledge.PREFERS, 0)


def test_one_arm_alone_can_not_be_preferred() -> None:
    rounds = {
        "eligible": np.array([[1, 0]] * 2),
        "chosen": [0, 0],
        "probability": [1.0, 1.0],
        "reward": [1, 0],
        "at": [0, 0],
        "times": [1e6, 1e6],
    }

    policy = MainEffect(enough=0.0).update(**rounds)

    assert policy.preference.knowledge is Knowledge.NOT_ENOUGH_DATA
    assert policy.preference.learned == 0.0


def test_while_much_is_open_arms_are_shared_as_draws_from_the_posterior_would() -> None:
    rounds = rounds_of(2, rows=400)
    policy = MainEffect(mix=0.0).update(**rounds, times=np.full(400, 60))
    effects = policy.effects
    draws = np.random.default_rng(1).multivariate_normal(effects.mean, effects.covariance, 100_000)
    shares = np.exp(draws / policy.tau)
    shares /= shares.sum(axis=1, keepdims=True)

    chances = policy.probabilities(eligible=np.ones((1, 4)), days_since=np.full((1, 4), INF))
    settled = MainEffect(mix=0.0, settled=0.0).update(**rounds, times=np.full(400, 60))

    assert policy.enough < effects.learned < policy.settled
    assert chances[0] == pytest.approx(shares.mean(axis=0), abs=0.01)
    assert policy.scores.sum() == pytest.approx(0.0, abs=1e-12)
    assert settled.scores == pytest.approx(effects.mean, abs=0)


def test_what_was_learned_grows_with_rounds_and_decides_when_to_lean() -> None:
    rounds = part(rounds_of(2, rows=400), slice(None))
    said = []
    for times in (1, 30, 300, 30_000):
        one = MainEffect().update(**rounds, times=np.full(400, times)).preference
        said.append((one.learned, one.knowledge))

    learned = [one for one, _ in said]
    assert learned == sorted(learned)
    assert said[0][1] is Knowledge.NOT_ENOUGH_DATA
    assert said[-1][1] is Knowledge.PREFERS
    assert all((kind is Knowledge.NOT_ENOUGH_DATA) == (one < 0.1) for one, kind in said)


@pytest.mark.parametrize(
    "make",
    [
        lambda: MainEffect(prior_sd=0.0),
        lambda: MainEffect(period=0.0),
        lambda: MainEffect(odds=0.5),
        lambda: MainEffect(family_share=1.0),
        lambda: MainEffect(enough=1.0),
        lambda: DifferenceSoftmax(sigma=-1.0),
        lambda: DifferenceSoftmax(theta=0.5),
    ],
)
def test_settings_out_of_range_are_refused(make: Any) -> None:
    with pytest.raises(ValueError, match="must"):
        make()
