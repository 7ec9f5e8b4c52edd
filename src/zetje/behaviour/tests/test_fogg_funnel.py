"""Tests of the estimates from the funnel: recovery on simulated people, and honest silence."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import norm

from zetje.behaviour.fogg import (
    Factor,
    Funnel,
    Population,
    Suggestion,
    binding_factor,
    estimate_people,
    fit_population,
    read_funnel,
)
from zetje.behaviour.fogg.posterior import Spread, normal_lattice, posterior
from zetje.behaviour.tests.funnels import MEAN, VARIED, simulate

KNOWN = Population(Spread(MEAN, VARIED, 0.0), True, np.zeros(3), None)
ALONE = Population(Spread(MEAN, np.diag([0.8, 1.0, 1.2]), 0.0), True, np.zeros(3), None)


def one(sent: int, opened: int, started: int, shared: int) -> Funnel:
    return read_funnel(sent=[sent], opened=[opened], started=[started], shared=[shared])


def test_the_posterior_agrees_with_integration_on_a_grid() -> None:
    cloud = posterior(one(12, 5, 1, 0), ALONE.spread, points=512)
    grid = np.linspace(-7, 7, 4001)

    means = np.einsum("p,pk->k", cloud.weights[0], cloud.points[0])
    for k, (events, trials) in enumerate([(5, 12), (1, 5), (0, 1)]):
        scale = np.sqrt(ALONE.spread.covariance[k, k])
        height = norm.pdf(grid, MEAN[k], scale) * expit(grid) ** events
        height *= expit(-grid) ** (trials - events)
        assert means[k] == pytest.approx((grid * height).sum() / height.sum(), abs=0.02)


def test_the_lattice_has_the_moments_of_the_normal() -> None:
    lattice = normal_lattice(512)

    assert lattice.mean(axis=0) == pytest.approx(np.zeros(3), abs=1e-12)
    assert np.cov(lattice.T) == pytest.approx(np.eye(3) * 512 / 511)


def test_who_got_nothing_is_taken_for_average() -> None:
    found = estimate_people(one(0, 0, 0, 0), KNOWN)

    assert found.motivation.middle[0] == pytest.approx(expit(MEAN[1]), abs=0.01)
    assert found.ability.middle[0] == pytest.approx(expit(MEAN[2]), abs=0.01)
    assert found.motivation.low[0] == pytest.approx(expit(MEAN[1] - 1.96), abs=0.02)
    assert found.suggestion[0] == Suggestion.NOT_ENOUGH_DATA


@pytest.mark.parametrize(
    ("funnel", "factor", "suggestion"),
    [
        (one(60, 4, 3, 3), Factor.PROMPT, Suggestion.SIGNAL),
        (one(60, 45, 2, 2), Factor.MOTIVATION, Suggestion.SPARK),
        (one(60, 50, 35, 6), Factor.ABILITY, Suggestion.FACILITATOR),
        (one(60, 50, 45, 43), Factor.NOTHING, Suggestion.LEAVE_ALONE),
    ],
)
def test_where_the_funnel_narrows_is_what_binds(
    funnel: Funnel, factor: Factor, suggestion: Suggestion
) -> None:
    found = estimate_people(funnel, KNOWN)

    assert found.binding[0] == factor
    assert found.suggestion[0] == suggestion
    assert found.chances.sum() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("person", "factor"),
    [
        # Opens less than so much motivation explains: lifting the prompt to 2.0 gains .31.
        ((0.6, 2.2, 3.0), Factor.PROMPT),
        # Motivation gains .57 in starting and .18 in opening, ability .66 in sharing.
        ((0.0, -0.8, -0.16), Factor.MOTIVATION),
        ((0.8, 0.2, -0.16), Factor.ABILITY),
        ((0.8, 0.2, 2.0), Factor.NOTHING),
    ],
)
def test_what_binds_a_known_person_is_the_largest_gain_worked_by_hand(
    person: tuple[float, float, float], factor: Factor
) -> None:
    assert binding_factor(np.array(person), KNOWN) == factor


def test_what_is_unknown_of_the_group_widens_the_view_of_a_person() -> None:
    unsure = replace(KNOWN, mean_errors=np.array([0.0, 0.75, 0.0]))

    found = estimate_people(one(0, 0, 0, 0), unsure)

    assert found.motivation.low[0] == pytest.approx(expit(MEAN[1] - 1.96 * 1.25), abs=0.01)


@pytest.mark.parametrize(
    ("sent", "suggestion"), [(7, Suggestion.NOT_ENOUGH_DATA), (8, Suggestion.SIGNAL)]
)
def test_eight_mails_are_the_least_to_speak_of_a_person(sent: int, suggestion: Suggestion) -> None:
    rarely = Population(Spread(np.array([2.0, 3.0, 3.0]), VARIED, 0.0), True, np.zeros(3), None)

    found = estimate_people(one(sent, 0, 0, 0), rarely)

    assert found.binding[0] == Factor.PROMPT
    assert found.suggestion[0] == suggestion


def test_more_shares_of_what_was_started_never_lower_ability() -> None:
    rows = read_funnel(sent=[40] * 9, opened=[20] * 9, started=[8] * 9, shared=range(9))

    found = estimate_people(rows, KNOWN)

    assert np.all(np.diff(found.ability.middle) > 0)
    assert np.all((found.ability.low > 0) & (found.ability.high < 1))


def test_estimates_of_many_at_once_are_those_of_each_alone() -> None:
    world = simulate(seed=3, people=1_050, sent=12)
    together = estimate_people(world.funnel, KNOWN)

    for row in (0, 999, 1000, 1049):
        alone = estimate_people(world.funnel.rows(slice(row, row + 1)), KNOWN)
        assert alone.ability.middle[0] == pytest.approx(together.ability.middle[row], rel=1e-9)
        assert alone.chances[0] == pytest.approx(together.chances[row], rel=1e-9)


def test_intervals_cover_and_the_binding_factor_is_found() -> None:
    worlds = [simulate(seed=seed, people=150, sent=26) for seed in range(3)]
    found = [estimate_people(world.funnel, fit_population(world.funnel)) for world in worlds]

    coverage = np.mean([w.coverage(f) for w, f in zip(worlds, found, strict=True)], axis=0)
    right = np.mean([f.binding == w.binding for w, f in zip(worlds, found, strict=True)])
    said = np.mean([f.chances.max(axis=1) for f in found])
    same_for_all = np.mean([np.bincount(w.binding).max() / 150 for w in worlds])
    assert np.all((coverage > 0.90) & (coverage < 0.98))
    assert right > same_for_all + 0.08
    assert right == pytest.approx(said, abs=0.06)


def test_a_randomised_easier_way_shows_in_its_interval_and_lifts_what_is_attainable() -> None:
    world = simulate(seed=1, people=300, sent=40, easing=1.0)
    population = fit_population(world.funnel)
    without = replace(population, easing=(-0.5, 0.6))

    assert population.easing is not None
    low, high = population.easing
    assert 0 < low < 1.0 < high
    lifted, plain = (
        estimate_people(world.funnel, each).chances[:, Factor.ABILITY].mean()
        for each in (population, without)
    )
    assert lifted > plain + 0.02


def test_a_fit_that_is_cut_short_still_gives_a_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    world = simulate(seed=1, people=60, sent=26)
    whole = fit_population(world.funnel)

    monkeypatch.setattr("zetje.behaviour.fogg.population.ROUNDS", 2)
    short = fit_population(world.funnel)

    assert short.is_known
    assert np.abs(short.spread.mean - whole.spread.mean).max() < 0.5


def test_without_a_trial_nothing_is_claimed_of_an_easier_way() -> None:
    world = simulate(seed=1, people=100, sent=26, easing=0.0)

    population = fit_population(world.funnel)

    assert population.is_known
    assert population.easing is None
    assert population.spread.easing == 0


@pytest.mark.parametrize(
    ("people", "counts"),
    [(29, (20, 10, 5, 3)), (40, (20, 10, 5, 0)), (19, (0, 0, 0, 0))],
)
def test_a_thin_funnel_gives_no_suggestions(people: int, counts: tuple[int, int, int, int]) -> None:
    sent, opened, started, shared = ([count] * people for count in counts)
    funnel = read_funnel(sent=sent, opened=opened, started=started, shared=shared)

    population = fit_population(funnel)
    found = estimate_people(funnel, population)

    assert not population.is_known
    assert set(found.suggestion.tolist()) == {Suggestion.NOT_ENOUGH_DATA}


@pytest.mark.parametrize(
    "counts",
    [
        {"sent": [3], "opened": [4], "started": [1], "shared": [1]},
        {"sent": [3], "opened": [3], "started": [1], "shared": [2]},
        {"sent": [3], "opened": [3], "started": [1], "shared": [-1]},
        {
            "sent": [3],
            "opened": [3],
            "started": [2],
            "shared": [2],
            "easily_started": [1],
            "easily_shared": [0],
        },
    ],
)
def test_a_funnel_that_widens_is_refused(counts: dict[str, list[int]]) -> None:
    with pytest.raises(ValueError, match="larger"):
        read_funnel(**counts)
