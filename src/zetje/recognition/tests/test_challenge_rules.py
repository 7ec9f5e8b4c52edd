"""How challenges are counted: whole teams, nobody told apart, nobody last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.recognition.rules.challenges import (
    Tally,
    front,
    last_day,
    mondays,
    showable,
    tallies,
    together,
    winners,
)
from zetje.recognition.rules.teams import SMALLEST_TEAM


def sizes(shown: Sequence[Tally]) -> list[int]:
    return [one.people for one in shown]


def test_a_challenge_is_of_whole_weeks_to_come() -> None:
    sunday, monday = date(2026, 9, 20), date(2026, 9, 21)

    assert mondays(today=sunday)[0] == monday
    assert mondays(today=monday)[0] == date(2026, 9, 28)
    assert last_day(starts_on=monday, weeks=4) == date(2026, 10, 18)


def test_people_without_points_are_in_the_average_and_who_stays_out_is_not() -> None:
    (one,) = tallies(
        member_teams={1: 7, 2: 7, 3: 7, 4: 8},
        active=[1, 2, 3, 4],
        points={1: 30, 2: 20, 4: 99},
        teams=[7],
        out=[2],
    )

    assert (one.people, one.points, one.average) == (2, 30, 15.0)


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ([4], []),
        ([5], [5]),
        # One to four people beside the others could be worked out: then a team more is held back.
        ([5, 6, 3], [6]),
        ([5, 3], []),
        ([5, 6, 3, 2], [5, 6]),
    ],
)
def test_nothing_below_five_is_shown_or_can_be_worked_out(
    people: Sequence[int], shown: Sequence[int]
) -> None:
    counted = [Tally(at, number, 10) for at, number in enumerate(people)]

    assert sorted(sizes(showable(counted))) == shown


@given(st.lists(st.integers(0, 12), max_size=9))
def test_whatever_teams_there_are_the_rest_is_nobody_or_five(people: list[int]) -> None:
    counted = [Tally(at, number, at) for at, number in enumerate(people)]

    shown = showable(counted)

    rest = sum(people) - sum(sizes(shown))
    assert all(one.people >= SMALLEST_TEAM for one in shown)
    assert not shown or rest == 0 or rest >= SMALLEST_TEAM
    assert (together(counted) is None) == (sum(people) < SMALLEST_TEAM)


def test_the_last_team_is_named_to_nobody_but_itself() -> None:
    ordered = [Tally(at, 10, 100 - 10 * at) for at in range(7)]

    assert [one.team_id for one in front(ordered, own_team=None)] == [0, 1, 2]
    assert [one.team_id for one in front(ordered, own_team=6)] == [0, 1, 2, 6]
    assert [one.team_id for one in front(ordered[:5], own_team=None)] == [0, 1]
    # Beside the average of three a third one could be worked out.
    assert front(ordered[:3], own_team=1) == []


def test_teams_that_are_level_stand_together() -> None:
    ordered = [Tally(at, 10, points) for at, points in enumerate((90, 90, 80, 80, 10, 5))]

    assert [one.team_id for one in winners(ordered)] == [0, 1]
    assert [one.team_id for one in front(ordered, own_team=None)] == [0, 1, 2, 3]
    assert winners([Tally(1, 10, 0)]) == []
