"""Tests of the peeking-safe intervals and of the estimate by person that they stand on."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.arrays import Floats
from zetje.behaviour.effects import wcls
from zetje.behaviour.intervals import (
    anytime_interval,
    difference,
    fixed_interval,
    multiplier,
    person_sums,
    planned_information,
    planned_k,
    week_sums,
)


def test_the_tuning_is_that_of_the_paper() -> None:
    assert planned_k(alpha=0.05) == pytest.approx(7.936155, abs=1e-6)


@pytest.mark.parametrize(
    ("information", "factor"),
    [(100, 3.855055), (500, 3.083569), (1000, 3.035209), (3000, 3.096640)],
)
def test_the_reach_meets_worked_numbers(information: float, factor: float) -> None:
    assert multiplier(information=information, planned=1000) == pytest.approx(factor, abs=1e-6)


def test_without_information_the_interval_is_endless() -> None:
    seen = anytime_interval(estimate=0.1, standard_error=0.2, information=0, planned=10)

    assert (seen.lower, seen.upper) == (-np.inf, np.inf)
    assert not seen.excludes_zero


@pytest.mark.parametrize("df", [28.0, 178.0, np.inf])
def test_at_the_planned_size_it_is_at_most_1_6_times_a_fixed_interval(df: float) -> None:
    both: dict[str, Any] = {"estimate": 0.0, "standard_error": 1.0, "degrees_of_freedom": df}

    always = anytime_interval(information=7, planned=7, **both)

    assert always.half_width / fixed_interval(**both).half_width == pytest.approx(1.5486, abs=1e-3)


@settings(deadline=None)
@given(share=st.floats(0.001, 1000), alpha=st.floats(0.001, 0.5))
def test_the_reach_exceeds_one_look_and_the_width_shrinks(share: float, alpha: float) -> None:
    here = multiplier(information=share, planned=1, alpha=alpha)
    later = multiplier(information=share * 2, planned=1, alpha=alpha)

    assert here > fixed_interval(estimate=0, standard_error=1, alpha=alpha).half_width
    assert here / np.sqrt(share) > later / np.sqrt(share * 2)
    # Whoever planned for this moment has the shortest reach at it (nearly: k is approximate).
    as_planned = multiplier(information=1, planned=1, alpha=alpha)
    assert as_planned <= multiplier(information=1, planned=share, alpha=alpha) * 1.003


@pytest.mark.parametrize("alpha", [0.0, 1.0, -0.1])
def test_an_alpha_that_is_no_chance_is_refused(alpha: float) -> None:
    with pytest.raises(ValueError, match="alpha"):
        fixed_interval(estimate=0, standard_error=1, alpha=alpha)


def test_a_plan_of_nothing_and_a_negative_error_are_refused() -> None:
    with pytest.raises(ValueError, match="planned"):
        multiplier(information=1, planned=0)
    with pytest.raises(ValueError, match="negative"):
        fixed_interval(estimate=0, standard_error=-1)


def test_without_degrees_of_freedom_the_interval_is_unknown() -> None:
    seen = fixed_interval(estimate=0.5, standard_error=0.1, degrees_of_freedom=0)

    assert np.isnan(seen.lower)
    assert not seen.excludes_zero


def trial(*, seed: int, people: int = 40, weeks: int = 12) -> dict[str, Floats]:
    """A generated trial in which the chance to be prompted differs from row to row."""
    rng = np.random.default_rng(seed)
    n = people * weeks
    p = rng.choice([0.2, 0.5, 0.8], n)
    treatment = (rng.random(n) < p).astype(float)
    return {
        "outcome": rng.normal(size=n) + 0.4 * treatment,
        "treatment": treatment,
        "probability": p,
        "available": (rng.random(n) < 0.8).astype(float),
        "person": np.repeat(np.arange(people), weeks).astype(float),
    }


def by_matrices(rows: dict[str, Floats], *, numerator: float) -> tuple[float, float]:
    """WCLS with Mancl and DeRouen's correction, written out person by person."""
    A, p, available = rows["treatment"], rows["probability"], rows["available"]
    W = available * np.where(A == 1, numerator / p, (1 - numerator) / (1 - p))
    X = np.column_stack([np.ones_like(A), A - numerator])
    bread = np.linalg.inv(X.T @ (W[:, None] * X))
    theta = bread @ X.T @ (W * rows["outcome"])
    meat = np.zeros((2, 2))
    for one in np.unique(rows["person"]):
        mine = rows["person"] == one
        hat = X[mine] @ bread @ (X[mine] * W[mine][:, None]).T
        residual = rows["outcome"][mine] - X[mine] @ theta
        score = (X[mine] * W[mine][:, None]).T @ np.linalg.solve(np.eye(mine.sum()) - hat, residual)
        meat += np.outer(score, score)
    return float(theta[1]), float(np.sqrt((bread @ meat @ bread)[1, 1]))


def test_five_sums_a_person_give_wcls_with_its_corrected_error() -> None:
    rows = trial(seed=1)

    seen = difference(sums=person_sums(**rows, numerator=0.4))

    estimate, error = by_matrices(rows, numerator=0.4)
    assert float(seen.estimate) == pytest.approx(estimate, rel=1e-10)
    assert float(seen.standard_error) == pytest.approx(error, rel=1e-10)
    assert seen.degrees_of_freedom == 38


def test_five_sums_a_person_give_what_wcls_gives() -> None:
    rows = trial(seed=5)

    seen = difference(sums=person_sums(**rows, numerator=0.4))

    effects = wcls(**rows, numerator=0.4)
    assert float(seen.estimate) == pytest.approx(effects.coefficients[0], rel=1e-9)
    assert float(seen.standard_error) == pytest.approx(effects.standard_errors[0], rel=1e-9)
    once = fixed_interval(
        estimate=seen.estimate,
        standard_error=seen.standard_error,
        degrees_of_freedom=seen.degrees_of_freedom,
    )
    assert [once.lower, once.upper] == pytest.approx(list(effects.intervals[0]), rel=1e-9)


def test_weeks_added_up_equal_all_rows_at_once() -> None:
    rows = trial(seed=2)
    weeks = {name: value.reshape(40, 12) for name, value in rows.items() if name != "person"}

    total = week_sums(**{name: value[:, 0] for name, value in weeks.items()}, numerator=0.4)
    for week in range(1, 12):
        one = {name: value[:, week] for name, value in weeks.items()}
        total = total + week_sums(**one, numerator=0.4)

    added, at_once = difference(sums=total), difference(sums=person_sums(**rows, numerator=0.4))
    assert float(added.estimate) == pytest.approx(float(at_once.estimate), rel=1e-10)
    assert float(added.standard_error) == pytest.approx(float(at_once.standard_error), rel=1e-10)
    assert added.events.tolist() == at_once.events.tolist()


def test_the_order_of_rows_and_what_unavailable_rows_say_do_not_matter() -> None:
    rows = trial(seed=3)
    order = np.random.default_rng(4).permutation(len(rows["outcome"]))
    mixed = {name: value[order] for name, value in rows.items()}
    silent = mixed["available"] == 0
    mixed["outcome"] = np.where(silent, 9.0, mixed["outcome"])
    mixed["probability"] = np.where(silent, 0.0, mixed["probability"])

    there = difference(sums=person_sums(**rows, numerator=0.5))
    back = difference(sums=person_sums(**mixed, numerator=0.5))

    assert float(back.estimate) == pytest.approx(float(there.estimate), rel=1e-10)
    assert float(back.standard_error) == pytest.approx(float(there.standard_error), rel=1e-10)


def test_a_constant_chance_has_the_information_that_was_planned() -> None:
    n = 60 * 10
    rows = {
        "outcome": np.tile([0.0, 1.0, 1.0], n // 3),
        "treatment": np.tile([1.0, 0.0], n // 2),
        "probability": np.full(n, 0.5),
        "available": np.ones(n),
        "person": np.repeat(np.arange(60.0), 10),
    }

    seen = difference(sums=person_sums(**rows, numerator=0.5))

    planned = planned_information(people=60, weeks=10, availability=1, numerator=0.5)
    assert float(seen.information) == pytest.approx(float(planned))


def counted(*, people: int, prompted: int, silent: int) -> bool:
    """Whether anything is shown with so many people and events, one row of each kind a person."""
    events = np.zeros((people, 2))
    events[:prompted, 0] = 1
    events[:silent, 1] = 1
    seen = difference(
        sums=person_sums(
            outcome=events.ravel(),
            treatment=np.tile([1, 0], people),
            probability=np.full(people * 2, 0.5),
            available=np.ones(people * 2),
            person=np.repeat(np.arange(people), 2),
            numerator=0.5,
        )
    )
    interval = seen.interval(planned=10)
    assert bool(np.isnan(interval.lower)) is not bool(seen.shown)
    return bool(seen.shown)


def test_nothing_is_shown_before_30_people_and_20_events_in_each_condition() -> None:
    assert counted(people=30, prompted=21, silent=20)
    assert not counted(people=29, prompted=21, silent=20)
    assert not counted(people=30, prompted=19, silent=22)
    assert not counted(people=30, prompted=22, silent=19)


def test_an_outcome_that_nobody_knows_does_not_matter_where_nothing_could_be_sent() -> None:
    week: dict[str, Any] = {"probability": 0.5, "available": [1, 1, 1, 1, 0], "numerator": 0.5}

    seen = difference(
        sums=week_sums(outcome=[1, 0, 0, 0, np.nan], treatment=[1, 1, 0, 0, 0], **week)
    )

    assert seen.estimate == pytest.approx(0.5)
    assert seen.people == 4


def test_one_condition_alone_gives_no_estimate() -> None:
    seen = difference(
        sums=week_sums(outcome=[1, 0, 1], treatment=1, probability=0.5, available=1, numerator=0.5)
    )

    assert np.isnan(seen.estimate)
    assert not seen.shown


@pytest.mark.parametrize("wrong", [{"numerator": 1.0}, {"probability": 0.0}])
def test_a_chance_that_leaves_no_choice_is_refused(wrong: dict[str, float]) -> None:
    week: dict[str, Any] = {"probability": 0.5, "numerator": 0.5, **wrong}

    with pytest.raises(ValueError, match="between 0 and 1"):
        week_sums(outcome=[0, 1], treatment=[0, 1], available=1, **week)
