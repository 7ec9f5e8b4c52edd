"""Tests of the running number of ISO weeks."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.weeks import days_masks, iso_of, monday_of, number_of, week_number

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 12, 31))


@settings(deadline=None)
@given(day=days)
def test_a_week_number_stands_for_the_iso_week_of_the_day(day: date) -> None:
    year, week, _ = day.isocalendar()

    assert iso_of(week_number(day)) == (year, week)
    assert number_of(year, week) == week_number(day)


@settings(deadline=None)
@given(day=days)
def test_seven_days_later_is_always_the_next_number(day: date) -> None:
    assert week_number(day + timedelta(days=7)) == week_number(day) + 1


def test_week_53_lies_between_week_52_and_week_1() -> None:
    assert number_of(2026, 53) == number_of(2026, 52) + 1
    assert number_of(2027, 1) == number_of(2026, 53) + 1


def test_the_days_around_29_february_2028_stand_in_week_9() -> None:
    assert monday_of(number_of(2028, 9)) == date(2028, 2, 28)
    assert iso_of(week_number(date(2028, 2, 29))) == (2028, 9)


def test_a_week_that_a_year_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="53"):
        number_of(2025, 53)


spans = st.lists(
    st.tuples(
        st.dates(min_value=date(2026, 8, 1), max_value=date(2026, 10, 31)),
        st.integers(min_value=0, max_value=30),
    ),
    max_size=4,
)


@settings(deadline=None)
@given(absences=spans)
def test_days_of_a_week_lie_in_a_span_or_not(absences: list[tuple[date, int]]) -> None:
    week = number_of(2026, 38)
    days = [(start, start + timedelta(days=length)) for start, length in absences]

    masks = days_masks(
        np.ones(len(days), dtype=np.int64),
        np.array([start.toordinal() for start, _ in days], dtype=np.int64),
        np.array([end.toordinal() for _, end in days], dtype=np.int64),
        week=week,
        people=2,
    )

    expected = sum(
        1 << weekday
        for weekday in range(7)
        if any(start <= monday_of(week) + timedelta(days=weekday) <= end for start, end in days)
    )
    assert masks.tolist() == [0, expected]
