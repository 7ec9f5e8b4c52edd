"""Tests of the running number of ISO weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.behaviour.weeks import iso_of, monday_of, number_of, week_number

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 12, 31))


@given(day=days)
def test_a_week_number_stands_for_the_iso_week_of_the_day(day: date) -> None:
    year, week, _ = day.isocalendar()

    assert iso_of(week_number(day)) == (year, week)
    assert number_of(year, week) == week_number(day)


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
