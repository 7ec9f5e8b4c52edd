"""Tests of the three send policies: their interface, their laws and their arithmetic."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.policies import FullPooling, NoPooling, PartialPooling
from zetje.behaviour.policies.pooling.beliefs import believe_all
from zetje.behaviour.policies.pooling.policies import Pooling
from zetje.behaviour.policies.pooling.shares import candidates

KINDS = [PartialPooling, FullPooling, NoPooling]
MEAN = np.array([0.2, 0.05, 0.05])
COVARIANCE = np.diag([0.04, 0.01, 0.01])


def made(kind: type[Pooling], **changed: Any) -> Pooling:
    return kind(
        **({"prior_mean": MEAN, "prior_covariance": COVARIANCE, "noise_variance": 0.16} | changed)
    )


def batch(rng: np.random.Generator, rows: int, people: int = 10) -> dict[str, Any]:
    return {
        "person": rng.integers(people, size=rows),
        "baseline": np.ones(rows),
        "advantage": rng.normal(1, 0.3, rows),
        "available": rng.random(rows) < 0.9,
        "probability": rng.uniform(0.1, 0.9, rows),
        "treatment": rng.random(rows) < 0.5,
        "reward": rng.random(rows) < 0.4,
    }


def some(rows: dict[str, Any], chosen: Any) -> dict[str, Any]:
    return {name: column[chosen] for name, column in rows.items()}


def asked(policy: Pooling, people: Any, feature: float = 1.0) -> np.ndarray:
    rows = np.ones(len(people))
    return policy.probabilities(
        person=people, baseline=rows, advantage=feature * rows, available=rows
    )


@pytest.mark.parametrize("kind", KINDS)
def test_before_the_first_row_everybody_has_the_prior_as_given(kind: type[Pooling]) -> None:
    z = np.linspace(-8, 8, 4001)
    weights = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    curve = 0.1 + 0.8 / (1 + 3 * np.exp(-1.5 * (0.05 + 0.1 * z) / 0.2))

    chance = asked(made(kind, B=1.5, C=3.0, reward_scale=0.2), ["ann", "bob"])

    assert chance == pytest.approx([weights @ curve] * 2, abs=2e-6)


def test_without_a_scale_the_prior_deviation_of_the_effect_is_one_unit() -> None:
    given_scale = asked(made(PartialPooling, reward_scale=0.1), [1])

    assert asked(made(PartialPooling), [1]).tolist() == given_scale.tolist()


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 2**32), scale=st.sampled_from([0.01, 1.0, 100.0]))
def test_chances_stay_within_their_limits_and_unavailable_rows_are_silent(
    kind: type[Pooling], seed: int, scale: float
) -> None:
    rng = np.random.default_rng(seed)
    rows = batch(rng, 60)
    policy = made(kind, L_min=0.2, L_max=0.8).update(**rows | {"reward": scale * rows["reward"]})

    again = batch(rng, 40, people=14)
    chance = policy.probabilities(**{name: again[name] for name in list(again)[:4]})

    assert np.all(chance[~again["available"]] == 0)
    assert np.all((chance[again["available"]] >= 0.2) & (chance[again["available"]] <= 0.8))


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 2**32))
def test_batches_and_the_order_within_them_do_not_matter(kind: type[Pooling], seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = batch(rng, 50)
    order = rng.permutation(50)

    at_once = made(kind).update(**rows)
    mixed = made(kind).update(**some(rows, order))
    halves = made(kind).update(**some(rows, order[:20])).update(**some(rows, order[20:]))

    people = np.arange(12)
    assert asked(mixed, people) == pytest.approx(asked(at_once, people), abs=1e-9)
    assert asked(halves, people) == pytest.approx(asked(at_once, people), abs=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_unavailable_rows_teach_nothing_whatever_they_hold(kind: type[Pooling]) -> None:
    rng = np.random.default_rng(3)
    rows = batch(rng, 40)
    closed = ~rows["available"]
    rows["probability"][closed] = 0.0
    rows["reward"] = np.where(closed, np.nan, rows["reward"])

    learned = made(kind).update(**rows)

    alone = made(kind).update(**some(rows, rows["available"]))
    assert asked(learned, np.arange(12)).tolist() == asked(alone, np.arange(12)).tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_update_leaves_the_policy_itself_as_it_was(kind: type[Pooling]) -> None:
    policy = made(kind)
    before = asked(policy, [1, 2])

    after = policy.update(**batch(np.random.default_rng(1), 30))

    assert asked(policy, [1, 2]).tolist() == before.tolist()
    assert (policy.version, after.version, after.name) == (0, 1, kind.__name__)


@pytest.mark.parametrize("kind", KINDS)
def test_a_policy_goes_on_from_its_state(kind: type[Pooling]) -> None:
    rows = batch(np.random.default_rng(1), 60)
    policy = made(kind, reward_scale=0.3 if kind is FullPooling else None).update(**rows)

    kept = kind.from_state({name: np.array(array) for name, array in policy.state().items()})

    assert asked(kept, np.arange(14)).tolist() == asked(policy, np.arange(14)).tolist()
    assert kept.update(**rows).version == 2


def test_who_is_new_gets_the_population_and_without_pooling_the_prior() -> None:
    rng = np.random.default_rng(2)
    rows = batch(rng, 400, people=40)
    rows["reward"] = 0.6 * rows["treatment"]

    new = {kind: asked(made(kind).update(**rows), [99])[0] for kind in KINDS}

    prior = asked(made(NoPooling), [99])[0]
    assert new[NoPooling] == pytest.approx(prior, abs=1e-12)
    assert new[PartialPooling] > prior + 0.1
    assert new[FullPooling] > prior + 0.1


@pytest.mark.parametrize("kind", [FullPooling, NoPooling])
def test_posterior_is_that_of_bayesian_regression(kind: type[Pooling]) -> None:
    rng = np.random.default_rng(4)
    rows = batch(rng, 80, people=2)
    mine = rows["available"] & ((rows["person"] == 0) | (kind is FullPooling))
    chance, sent = rows["probability"][mine], rows["treatment"][mine]
    f = rows["advantage"][mine]
    phi = np.column_stack([np.ones(len(f)), chance * f, (sent - chance) * f])
    precision = np.linalg.inv(COVARIANCE) + phi.T @ phi / 0.16
    expected = np.linalg.solve(
        precision, np.linalg.solve(COVARIANCE, MEAN) + phi.T @ rows["reward"][mine] / 0.16
    )

    beliefs = made(kind).update(**rows)._learned

    assert beliefs.means[0, 0] == pytest.approx(expected[2], rel=1e-9)
    assert beliefs.covariances[0, 0] == pytest.approx(np.linalg.inv(precision)[2, 2], rel=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 2**32), prompts=st.integers(1, 8))
def test_a_person_who_ignores_is_asked_less_than_if_they_had_shared(
    kind: type[Pooling], seed: int, prompts: int
) -> None:
    """Of who has no weeks yet, and chance as likely as not.

    What somebody's own weeks say of baseline and advantage together may turn one answer round.
    """
    rows, somebody = batch(np.random.default_rng(seed), 60), 999
    asked_of = {
        "person": np.full(prompts, somebody),
        "baseline": np.ones(prompts),
        "advantage": np.ones(prompts),
        "available": np.ones(prompts),
        "probability": np.full(prompts, 0.5),
        "treatment": np.ones(prompts),
    }
    known = made(kind).update(**rows)

    ignored = known.update(**asked_of, reward=np.full(prompts, -0.03))
    shared = known.update(**asked_of, reward=np.full(prompts, 0.97))

    assert asked(ignored, [somebody])[0] < asked(shared, [somebody])[0]


def test_each_ignored_prompt_of_a_new_person_makes_the_policy_quieter() -> None:
    policy = made(PartialPooling).update(**batch(np.random.default_rng(8), 300, people=30))
    chances = [asked(policy, [77])[0]]
    for _ in range(6):
        policy = policy.update(
            person=[77],
            baseline=[1.0],
            advantage=[1.0],
            available=[True],
            probability=[chances[-1]],
            treatment=[True],
            reward=[-0.03],
        )
        chances.append(asked(policy, [77])[0])

    assert np.all(np.diff(chances) < 0)


def test_people_apart_are_told_apart_and_people_alike_are_not() -> None:
    rng = np.random.default_rng(5)
    people = np.repeat(np.arange(60), 40)
    sent = rng.random(len(people)) < 0.5
    rows: dict[str, Any] = {
        "person": people,
        "baseline": np.ones(len(people)),
        "advantage": np.ones(len(people)),
        "available": np.ones(len(people)),
        "probability": np.full(len(people), 0.5),
        "treatment": sent,
    }

    found = candidates(COVARIANCE, effects=1)
    kept = []
    for _ in range(20):
        reward = 0.2 + sent * 0.15 + rng.normal(0, 0.4, len(people))
        alike = made(PartialPooling).update(**rows, reward=reward)
        kept.append(alike._learned.weights[found.alike].sum())
    reward = 0.2 + sent * (people % 2) * 0.3 + rng.normal(0, 0.4, len(people))
    apart = made(PartialPooling).update(**rows, reward=reward)

    assert np.mean(kept) > 0.75
    assert apart._learned.weights[found.alike].sum() < 0.01
    chances = asked(apart, np.arange(60))
    assert chances[1::2].mean() > chances[::2].mean() + 0.1


def test_a_large_organisation_is_worked_out_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = batch(np.random.default_rng(6), 3000, people=500)
    policy = made(PartialPooling).update(**rows)
    whole = policy._learned

    monkeypatch.setattr("zetje.behaviour.policies.pooling.beliefs.ROOM", 1000)
    parts = believe_all(policy.sums, policy._candidates(), prior_mean=MEAN, noise=0.16, effects=1)

    assert parts.means == pytest.approx(whole.means, abs=0.02)
    assert not np.array_equal(parts.means, whole.means)
    monkeypatch.setattr("zetje.behaviour.policies.pooling.beliefs.SAMPLE", 1)
    full = made(FullPooling).update(**rows)
    assert full._learned.means.shape == (2, 1)


def test_two_features_and_a_dose_fit_the_order_of_the_prior() -> None:
    rng = np.random.default_rng(7)
    rows = 4000
    dose = rng.random(rows)
    sent = rng.random(rows) < 0.5
    policy = PartialPooling(
        prior_mean=np.zeros(6), prior_covariance=np.eye(6) * 0.1, noise_variance=0.01
    ).update(
        person=np.arange(rows) % 20,
        baseline=np.column_stack([np.ones(rows), dose]),
        advantage=np.column_stack([np.ones(rows), dose]),
        available=np.ones(rows),
        probability=np.full(rows, 0.5),
        treatment=sent,
        reward=0.3 + sent * (0.3 - 0.5 * dose) + rng.normal(0, 0.1, rows),
    )

    assert policy._learned.means.mean(axis=0) == pytest.approx([0.3, -0.5], abs=0.03)
    tired = np.array([[1.0, 0.0], [1.0, 1.5]])
    chances = policy.probabilities(person=[1, 1], baseline=tired, advantage=tired, available=[1, 1])
    assert chances[0] > chances[1]


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"prior_mean": [[1.0]]}, "prior_mean must be"),
        ({"prior_covariance": np.eye(2)}, "prior_mean must be"),
        ({"prior_covariance": -np.eye(3)}, "positive definite"),
        ({"noise_variance": 0.0}, "noise_variance"),
    ],
)
def test_a_prior_that_does_not_fit_is_refused(changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        made(PartialPooling, **changed)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"advantage": np.ones((40, 2))}, "do not fit a prior of 3"),
        ({"person": np.arange(3)}, "person has 3 rows"),
        ({"reward": np.ones(3)}, "reward has 3 rows"),
        ({"probability": np.ones(40)}, "strictly between 0 and 1"),
    ],
)
def test_rows_that_do_not_fit_are_refused(changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        made(PartialPooling).update(**batch(np.random.default_rng(1), 40) | changed)


def test_keys_that_change_their_kind_are_refused() -> None:
    policy = made(PartialPooling).update(**batch(np.random.default_rng(1), 40))

    with pytest.raises(ValueError, match="keys of one kind"):
        asked(policy, ["ann"])
    with pytest.raises(ValueError, match="person has 2 rows"):
        policy.probabilities(person=[1, 2], baseline=[1], advantage=[1], available=[1])


def test_a_policy_that_does_not_say_how_people_differ_cannot_learn() -> None:
    with pytest.raises(NotImplementedError):
        asked(made(Pooling).update(**batch(np.random.default_rng(1), 40)), [1])
