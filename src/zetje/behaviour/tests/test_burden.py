"""Tests of what a prompt costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.burden import dose, next_dose, price, rewards

histories = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30)


def after(history: list[tuple[bool, bool]]) -> float:
    prompted, chose = zip(*history, strict=True)
    return float(dose(prompted=[prompted], chose=[chose])[0])


@pytest.mark.parametrize(
    ("prompted", "chose", "expected"),
    [
        ([1], [0], 0.75),
        ([1], [1], 0.25),
        ([0], [1], 0.0),
        ([1, 0], [0, 0], 0.375),
        ([1, 0], [0, 1], 0.25),
        ([1, 1], [0, 0], 1.125),
    ],
)
def test_worked_doses(prompted: list[int], chose: list[int], expected: float) -> None:
    assert dose(prompted=[prompted], chose=[chose])[0] == expected


def test_a_prompt_a_week_tends_to_one_and_a_half_when_ignored_and_to_a_half_when_answered() -> None:
    always = np.ones((2, 60))

    weighed = dose(prompted=always, chose=np.array([[0.0], [1.0]]) * always)

    assert weighed == pytest.approx([1.5, 0.5], abs=1e-9)


@settings(deadline=None)
@given(history=histories, week=st.integers(0, 29))
def test_an_answer_never_raises_the_dose(history: list[tuple[bool, bool]], week: int) -> None:
    week %= len(history)
    ignored = [*history[:week], (history[week][0], False), *history[week + 1 :]]
    answered = [*history[:week], (history[week][0], True), *history[week + 1 :]]

    assert 0 <= after(answered) <= after(ignored)


@settings(deadline=None)
@given(history=histories, week=st.integers(0, 29))
def test_a_prompt_never_lowers_the_dose(history: list[tuple[bool, bool]], week: int) -> None:
    week %= len(history)
    silent = [*history[:week], (False, history[week][1]), *history[week + 1 :]]
    prompted = [*history[:week], (True, history[week][1]), *history[week + 1 :]]

    assert after(silent) <= after(prompted)


def test_the_price_is_paid_by_the_prompt_alone() -> None:
    paid = rewards(outcome=[1, 1, 0, 0], treatment=[0, 1, 0, 1], price=price(dose=[1, 1, 1, 2]))

    assert paid == pytest.approx([1, 0.97, 0, -0.05])


def test_a_price_that_pays_for_prompts_is_refused() -> None:
    with pytest.raises(ValueError, match="may not be negative"):
        price(dose=[1], per_dose=-0.1)


def test_a_negative_dose_is_refused() -> None:
    with pytest.raises(ValueError, match="may not be negative"):
        next_dose(dose=[-1], prompted=[0], chose=[0])


def test_histories_of_two_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="two tables of one shape"):
        dose(prompted=[[1, 0]], chose=[[1]])
