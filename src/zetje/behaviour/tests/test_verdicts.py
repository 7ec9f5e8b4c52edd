"""Tests of what an interval allows us to say."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.verdicts import Missing, Verdict, judge

ENOUGH: dict[str, Any] = {"people": 30, "events": [20, 20]}
numbers = st.floats(min_value=-5, max_value=5)


@pytest.mark.parametrize(
    ("lower", "upper", "verdict", "bound"),
    [
        (0.01, 0.05, Verdict.WORKS, 0.05),
        (-0.05, -0.01, Verdict.HARMS, 0.05),
        (-0.02, 0.03, Verdict.NO_DIFFERENCE_LARGER_THAN, 0.03),
        (-0.04, 0.03, Verdict.NO_DIFFERENCE_LARGER_THAN, 0.04),
        (0.0, 0.03, Verdict.NO_DIFFERENCE_LARGER_THAN, 0.03),
        (-0.03, 0.0, Verdict.NO_DIFFERENCE_LARGER_THAN, 0.03),
    ],
)
def test_the_side_of_zero_gives_the_verdict(
    lower: float, upper: float, verdict: Verdict, bound: float
) -> None:
    found = judge(estimate=(lower + upper) / 2, lower=lower, upper=upper, **ENOUGH)

    assert (found.verdict, found.bound, found.missing) == (verdict, bound, ())


@pytest.mark.parametrize(
    ("people", "events", "missing"),
    [
        (29, [20, 20], (Missing.PEOPLE,)),
        (30, [19, 20], (Missing.EVENTS,)),
        (30, [20, 19], (Missing.EVENTS,)),
        (2, [1, 0], (Missing.PEOPLE, Missing.EVENTS)),
    ],
)
def test_no_number_is_given_before_enough_people_and_events(
    people: int, events: list[int], missing: tuple[Missing, ...]
) -> None:
    found = judge(estimate=1.0, lower=0.5, upper=1.5, people=people, events=events, base=0.1)

    assert found.verdict is Verdict.NOT_ENOUGH_DATA
    assert found.missing == missing
    assert found.relative is None
    assert all(map(math.isnan, (found.estimate, found.lower, found.upper, found.bound)))


def test_an_estimate_that_could_not_be_had_is_not_enough_data() -> None:
    found = judge(estimate=math.nan, lower=math.nan, upper=math.nan, **ENOUGH)

    assert found.missing == (Missing.ESTIMATE,)


def test_an_interval_that_leaves_a_worthwhile_gain_possible_is_not_no_difference() -> None:
    wide = judge(estimate=0.0, lower=-0.2, upper=0.2, worthwhile=0.05, **ENOUGH)
    narrow = judge(estimate=0.0, lower=-0.04, upper=0.05, worthwhile=0.05, **ENOUGH)

    assert wide.verdict is Verdict.NOT_ENOUGH_DATA
    assert (wide.missing, wide.bound) == ((Missing.PRECISION,), 0.2)
    assert narrow.verdict is Verdict.NO_DIFFERENCE_LARGER_THAN


def test_relative_figures_appear_only_with_a_base() -> None:
    with_base = judge(estimate=0.03, lower=0.01, upper=0.05, base=0.1, **ENOUGH).relative
    without = judge(estimate=0.03, lower=0.01, upper=0.05, **ENOUGH).relative

    assert with_base is not None
    assert [with_base.estimate, with_base.lower, with_base.upper] == pytest.approx([0.3, 0.1, 0.5])
    assert without is None


@pytest.mark.parametrize("wrong", [{"base": 0.0}, {"worthwhile": -1.0}, {"base": math.nan}])
def test_a_base_or_a_worthwhile_difference_must_be_above_zero(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        judge(estimate=0.0, lower=0.0, upper=0.0, **ENOUGH, **wrong)


def test_ends_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="lower"):
        judge(estimate=0.0, lower=0.1, upper=-0.1, **ENOUGH)


@settings(deadline=None)
@given(estimate=numbers, below=st.floats(0, 5), above=st.floats(0, 5))
def test_turning_the_outcome_round_turns_the_verdict_round(
    estimate: float, below: float, above: float
) -> None:
    lower, upper = estimate - below, estimate + above
    there = judge(estimate=estimate, lower=lower, upper=upper, **ENOUGH)
    back = judge(estimate=-estimate, lower=-upper, upper=-lower, **ENOUGH)

    mirror = {Verdict.WORKS: Verdict.HARMS, Verdict.HARMS: Verdict.WORKS}
    assert back.verdict is mirror.get(there.verdict, there.verdict)
    assert back.bound == there.bound
