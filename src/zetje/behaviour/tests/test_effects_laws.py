"""What must hold for any trial, and what the estimators refuse."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.effects import Effects, NotEnoughDataError, Obstacle, emee, wcls
from zetje.behaviour.effects.fitting import well_conditioned
from zetje.behaviour.worlds.trials import Trial, trial

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=20, deadline=None)


def made(seed: int, *, binary: bool, people: int = 24) -> dict[str, Any]:
    one = trial(people=people, points=14, rng=np.random.default_rng(seed), binary=binary)
    return one.given | {"controls": one.controls, "moderators": one.state}


def both(given_rows: dict[str, Any], *, binary: bool) -> Effects:
    return (emee if binary else wcls)(**given_rows)


def same(one: Effects, other: Effects, *, scale: float = 1.0) -> None:
    close = {"rtol": 1e-6, "atol": 1e-8}
    np.testing.assert_allclose(one.coefficients * scale, other.coefficients, **close)
    np.testing.assert_allclose(one.standard_errors * scale, other.standard_errors, **close)
    np.testing.assert_allclose(one.intervals * scale, other.intervals, **close)
    np.testing.assert_allclose(one.p_values, other.p_values, rtol=1e-5, atol=1e-8)


@few
@given(seeds, st.booleans())
def test_neither_the_order_of_rows_nor_the_names_of_people_matter(seed: int, binary: bool) -> None:
    rows = made(seed, binary=binary)
    order = np.random.default_rng(seed).permutation(len(rows["person"]))
    mixed = {name: values[order] for name, values in rows.items()}
    mixed["person"] = np.char.add("lid ", ((mixed["person"] * 7) % 24).astype(str))

    same(both(rows, binary=binary), both(mixed, binary=binary))


@few
@given(seeds, st.booleans(), st.sampled_from([0.0, 1.0, np.nan]))
def test_unavailable_rows_weigh_nothing(seed: int, binary: bool, filler: float) -> None:
    rows = made(seed, binary=binary)
    gone = ~rows["available"]
    more = {name: np.concatenate([values, values[gone]]) for name, values in rows.items()}
    for name in ("outcome", "treatment", "probability", "moderators"):
        more[name] = np.where(more["available"], more[name], filler)
    stranger = {name: np.append(values[:1], 0)[1:] for name, values in more.items()}
    stranger["controls"] = more["controls"][:1]
    stranger["person"] = np.array([999])
    more = {name: np.concatenate([values, stranger[name]]) for name, values in more.items()}

    same(both(rows, binary=binary), both(more, binary=binary))


@few
@given(seeds, st.floats(0.01, 100), st.floats(-1000, 1000))
def test_wcls_follows_the_unit_of_the_outcome_and_not_its_level(
    seed: int, unit: float, level: float
) -> None:
    rows = made(seed, binary=False)

    moved = wcls(**rows | {"outcome": unit * rows["outcome"] + level})

    same(wcls(**rows), moved, scale=unit)


@few
@given(seeds)
def test_emee_asks_for_ratios_only(seed: int) -> None:
    rows = made(seed, binary=True)

    same(emee(**rows), emee(**rows | {"outcome": 3 * rows["outcome"]}))


@few
@given(seeds, st.booleans())
def test_two_categories_are_the_plain_treatment(seed: int, binary: bool) -> None:
    rows = made(seed, binary=binary)
    chance = rows["probability"]

    same(
        both(rows | {"numerator": 0.4}, binary=binary),
        both(
            rows
            | {
                "probability": np.column_stack([1 - chance, chance]),
                "numerator": np.tile([0.6, 0.4], (len(chance), 1)),
            },
            binary=binary,
        ),
    )


def three_ways(*, binary: bool, seed: int = 4) -> tuple[dict[str, Any], Any]:
    """A trial of two kinds of prompt and silence, with chances that follow the state."""
    rng = np.random.default_rng(seed)
    person, state = np.repeat(np.arange(200), 20), rng.integers(2, size=4000)
    chance = np.where(state[:, None] == 1, [0.2, 0.5, 0.3], [0.6, 0.2, 0.2])
    drawn = (rng.random(4000)[:, None] > np.cumsum(chance, axis=1)).sum(axis=1)
    effects = np.array([0.0, 0.4, 0.8])
    outcome = state + effects[drawn] + rng.normal(size=200)[person] + rng.normal(size=4000)
    if binary:
        outcome = rng.random(4000) < 0.15 * np.exp(0.3 * state + effects[drawn])
    rows = {
        "outcome": outcome,
        "treatment": drawn,
        "probability": chance,
        "available": np.ones(4000),
        "person": person,
    }
    return rows, effects[1:]


@pytest.mark.parametrize("binary", [False, True])
def test_several_categories_each_have_their_effect(binary: bool) -> None:
    rows, truth = three_ways(binary=binary)

    found = both(rows, binary=binary)

    assert found.names == ("1: effect", "2: effect")
    assert np.all(np.abs(found.coefficients - truth) < 3 * found.standard_errors)
    assert np.all(found.standard_errors < 0.15)
    same(found, both(rows | {"numerator": [1 / 3, 1 / 3, 1 / 3]}, binary=binary))


def test_a_saturated_emee_of_three_categories_is_the_ratio_of_weighted_shares() -> None:
    rows, _ = three_ways(binary=True)
    weight = (1 / 3) / rows["probability"][np.arange(4000), rows["treatment"]]

    found = emee(**rows)

    shares = [
        np.average(rows["outcome"][cell], weights=weight[cell])
        for cell in (rows["treatment"] == condition for condition in range(3))
    ]
    np.testing.assert_allclose(found.relative_risks, np.array(shares[1:]) / shares[0])


def test_combined_gives_the_effect_at_a_moderator() -> None:
    rows = made(1, binary=False)
    found = wcls(**rows)

    at_one = found.combined([1, 1])

    turned = wcls(**rows | {"moderators": rows["moderators"] - 1})
    np.testing.assert_allclose(at_one.values[0], turned.coefficients[0])
    np.testing.assert_allclose(at_one.intervals[0], turned.intervals[0])
    np.testing.assert_allclose(found.combined([[1, 0], [1, 1]]).p_values[0], found.p_values[0])
    with pytest.raises(ValueError, match="2 are expected"):
        found.combined([1, 1, 1])


def test_names_stand_in_the_table() -> None:
    rows = made(1, binary=True)

    shown = str(emee(**rows, moderator_names=["busy week"], level=0.9))

    assert "busy week" in shown
    assert "90 % interval" in shown
    with pytest.raises(ValueError, match="1 are expected"):
        emee(**rows, moderator_names=["busy week", "month"])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"level": 1}, "level"),
        ({"outcome": -1.0 * np.arange(336)}, "below 0"),
        ({"treatment": np.full(336, 0.5)}, "whole numbers from 0 to 1"),
        ({"treatment": np.full(336, 2)}, "whole numbers from 0 to 1"),
        ({"probability": np.zeros(336)}, "strictly between"),
        ({"probability": np.full((336, 2), 0.4)}, "sum to 1"),
        ({"probability": np.full((336, 1), 0.5)}, "a column for each"),
        ({"numerator": np.full((336, 3), 1 / 3)}, "same conditions"),
        ({"outcome": np.ones(3)}, "3 rows where 336"),
        ({"person": 3}, "one value where 336"),
    ],
)
def test_rows_that_do_not_fit_are_refused_with_a_sentence(change: Any, sentence: str) -> None:
    rows = made(1, binary=True) | {"available": np.ones(336)}

    with pytest.raises(ValueError, match=sentence):
        emee(**rows | change)


def refused(estimate: Any, rows: dict[str, Any]) -> NotEnoughDataError:
    with pytest.raises(NotEnoughDataError) as caught:
        estimate(**rows)
    return caught.value


def test_as_many_people_as_coefficients_are_too_few() -> None:
    rows = made(2, binary=False, people=5)

    error = refused(wcls, rows)

    assert (error.obstacle, error.found, error.needed) == (Obstacle.TOO_FEW_PEOPLE, 5, 6)
    assert wcls(**made(2, binary=False, people=6)).degrees_of_freedom == 1


def test_a_condition_that_was_never_drawn_has_no_effect() -> None:
    rows = made(2, binary=False)

    error = refused(wcls, rows | {"treatment": np.zeros(336)})

    assert (error.obstacle, error.found) == (Obstacle.ONE_CONDITION_ONLY, 1)


@pytest.mark.parametrize("column", ["person", "nothing"])
def test_columns_that_repeat_each_other_are_refused(column: str) -> None:
    rows = made(2, binary=False)
    other = 5 - 2 * rows["moderators"] if column == "person" else np.zeros(336)

    error = refused(wcls, rows | {"moderators": np.column_stack([rows["moderators"], other])})

    assert (error.obstacle, error.found, error.needed) == (Obstacle.SAME_COLUMNS, 5, 6)


def test_a_column_of_one_person_alone_is_refused() -> None:
    rows = made(2, binary=False)

    error = refused(wcls, rows | {"controls": rows["person"] == 3})

    assert (error.obstacle, error.found) == (Obstacle.ONE_PERSON_DECIDES, 1)


@pytest.mark.parametrize(("estimate", "share"), [(emee, 0.01), (wcls, 0.01), (wcls, 0.99)])
def test_few_events_are_not_enough_data(estimate: Any, share: float) -> None:
    rows = made(2, binary=True)
    rows["outcome"] = np.where(np.arange(336) % 100 == 0, 1 - (share > 0.5), share > 0.5)

    error = refused(estimate, rows)

    assert error.obstacle is Obstacle.FEW_EVENTS
    assert error.found <= 4
    assert error.needed >= 20


@pytest.mark.parametrize("estimate", [emee, wcls])
def test_a_condition_that_saw_hardly_an_event_is_not_enough_data(estimate: Any) -> None:
    rows = made(2, binary=True) | {"moderators": None}
    there = np.flatnonzero(rows["available"] & (rows["treatment"] == 1))
    rows["outcome"] = (rows["treatment"] == 0) * 1.0
    rows["outcome"][::2] = 0
    rows["outcome"][there[0]] = 1

    error = refused(estimate, rows)

    assert (error.obstacle, error.found, error.needed) == (Obstacle.FEW_EVENTS_IN_A_CONDITION, 1, 2)


@pytest.mark.parametrize("quiet", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_emee_has_no_solution_where_a_cell_saw_nothing(quiet: tuple[int, int]) -> None:
    rows = made(4, binary=True, people=60)
    state, condition = quiet
    rows["outcome"] = rows["outcome"] * (
        (rows["moderators"] != state) | (rows["treatment"] != condition)
    )

    error = refused(emee, rows)

    assert error.obstacle is Obstacle.NO_SOLUTION


def test_emee_has_no_solution_where_a_control_saw_nothing() -> None:
    rows = made(4, binary=True, people=60) | {"moderators": None}
    rows["outcome"] = rows["outcome"] * (rows["controls"][:, 0] == 1)

    error = refused(emee, rows)

    assert (error.obstacle, error.found) == (Obstacle.NO_SOLUTION, 100)


def test_emee_shortens_steps_that_lead_too_far() -> None:
    rng = np.random.default_rng(1)
    person, drawn = np.repeat(np.arange(100), 10), rng.integers(2, size=1000)
    size = rng.exponential(2, size=1000)
    count = rng.poisson(np.exp(3 - 4 * size + 0.5 * drawn))

    found = emee(
        outcome=count,
        treatment=drawn,
        probability=0.5,
        available=np.ones(1000),
        person=person,
        controls=size,
    )

    np.testing.assert_allclose(found.control_coefficients, [3, -4], atol=0.3)
    assert abs(found.coefficients[0] - 0.5) < 3 * found.standard_errors[0]


def test_a_system_that_is_not_finite_is_not_well_conditioned() -> None:
    assert well_conditioned(np.eye(2) * [1e-9, 1e9])
    assert not well_conditioned(np.diag([1.0, np.inf]))
    assert not well_conditioned(np.diag([1.0, 0.0]))
    assert not well_conditioned(np.ones((2, 2)))


def checked(one: Trial, *, binary: bool) -> None:
    """Within three standard errors of what the trial says is true, alone and by state."""
    plain = both(one.given | {"controls": one.controls}, binary=binary)
    by_state = both(one.given | {"controls": one.controls, "moderators": one.state}, binary=binary)
    assert abs(plain.coefficients[0] - one.effect) < 3 * plain.standard_errors[0]
    assert np.all(
        np.abs(by_state.coefficients - one.effect_by_state) < 3 * by_state.standard_errors
    )


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize("how", [{"tiring": 0.5}, {"effect_spread": 0.4}])
def test_the_truth_of_a_made_up_trial_is_found_in_a_large_one(binary: bool, how: Any) -> None:
    one = trial(
        people=8000,
        points=12,
        rng=np.random.default_rng(12),
        binary=binary,
        baseline=0.12,
        effect=(0.3, 0.3),
        chances=(0.2, 0.6),
        **how,
    )

    checked(one, binary=binary)
    assert not one.treatment[~one.available].any()


def test_a_trial_whose_truth_cannot_be_known_is_refused() -> None:
    rng = np.random.default_rng(1)

    with pytest.raises(ValueError, match="a chance would be"):
        trial(people=5, points=5, rng=rng, effect=(2.0, 0.0))
    with pytest.raises(ValueError, match="tiring and effect_spread"):
        trial(people=5, points=5, rng=rng, tiring=0.1, effect_spread=0.1)
