"""Tests of which weeks count as away, and of the weeks of arrays."""

from datetime import date

import numpy as np
import pytest

from zetje.behaviour.weeks import number_of
from zetje.recognition.rules import away_weeks, in_weeks, joined_weeks

WEEK = number_of(2026, 38)
FULL_TIME, THREE_DAYS = 0b11111, 0b00111


def away(working: int, *days: int, country: str = "XX", week: int = WEEK) -> bool:
    monday = date.fromordinal(7 * week + 1).toordinal()
    ordinals = np.array([monday + day for day in days], dtype=np.int64)
    result = away_weeks(
        working=np.array([working]),
        country=np.array([0]),
        countries=[(country, "")],
        spans=(np.zeros(len(days), dtype=np.int64), ordinals, ordinals),
        weeks=range(week, week + 1),
    )
    return bool(result[0, 0])


@pytest.mark.parametrize(
    ("working", "days", "expected"),
    [
        (FULL_TIME, (0, 1, 2, 3, 4), True),
        (FULL_TIME, (0, 1, 2), True),
        (FULL_TIME, (0, 1), False),
        (FULL_TIME, (5, 6), False),
        (THREE_DAYS, (0, 1), True),
        (THREE_DAYS, (0,), False),
        (THREE_DAYS, (3, 4), False),
        (0, (), True),
    ],
)
def test_a_week_is_away_when_half_of_its_working_days_are_off(
    working: int, days: tuple[int, ...], expected: bool
) -> None:
    assert away(working, *days) is expected


def test_public_holidays_count_as_days_off() -> None:
    christmas = number_of(2025, 52)

    assert away(0b11000, country="NL", week=christmas)
    assert not away(FULL_TIME, country="NL", week=christmas)
    assert away(FULL_TIME, 0, country="NL", week=christmas)


def test_a_person_takes_part_in_a_week_of_which_they_joined_for_a_day() -> None:
    sunday = 7 * (WEEK + 1)
    spans = (np.array([0]), np.array([sunday]), np.array([sunday + 7]))

    joined = joined_weeks(people=2, spans=spans, weeks=range(WEEK - 1, WEEK + 3))

    assert joined.tolist() == [[False, True, True, False], [False] * 4]


def test_what_lies_outside_the_weeks_is_left_out() -> None:
    index, week = np.array([0, 0, 1]), np.array([WEEK - 1, WEEK, WEEK])

    table = in_weeks(index, week, np.array([5, 2, 3]), people=2, weeks=range(WEEK, WEEK + 1))

    assert table.tolist() == [[2], [3]]
