"""How team play is counted from what frozen weeks tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.behaviour.weeks import monday_of
from zetje.recognition.rules.team_play import (
    LENGTHS_TOLD,
    PointsCell,
    Tally,
    front,
    spans_of,
    tallies,
    together,
    weeks_in,
    winners,
)


def cell(*teams: int, active: int = 10, points: int = 50) -> PointsCell:
    return PointsCell(frozenset(teams), active, points)


@given(st.integers(1_000, 2_000), st.integers(0, 12))
def test_spans_are_all_weeks_once_and_each_can_be_told(first: int, count: int) -> None:
    spans = spans_of(first, first + count - 1)

    weeks = [week for last, length in spans for week in range(last - length + 1, last + 1)]
    assert weeks == list(range(first, first + count))
    assert {length for _, length in spans} <= set(LENGTHS_TOLD)


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 60))
def test_a_week_belongs_to_where_most_of_its_days_are(first: date, more: int) -> None:
    last = first + timedelta(days=more)

    for week in range(weeks_in(first, last).start - 2, weeks_in(first, last).stop + 2):
        thursday = monday_of(week) + timedelta(days=3)
        assert (week in weeks_in(first, last)) == (first <= thursday <= last)


def test_a_team_counts_by_its_active_people_over_all_spans() -> None:
    told = [[cell(7, active=12, points=200), cell(8)], [cell(7, active=9, points=40), cell(8)]]

    first, second = tallies(told, teams=[7, 8, 9])

    assert (first.team_id, first.people, first.points, first.average) == (7, 12, 240, 20.0)
    assert (second.team_id, second.average) == (8, 10.0)


def test_a_team_of_several_cells_is_their_sum() -> None:
    assert tallies([[cell(7, active=5, points=9), cell(7, active=6, points=2)]], teams=[7]) == [
        Tally(7, 11, 11)
    ]


@pytest.mark.parametrize(
    "told",
    [
        [[cell(7, 8)]],
        [[cell(7), cell(7, 8)]],
        [[cell(7)], [cell(7, 8)]],
        [[cell(7)], []],
        [],
    ],
    ids=["with another", "a part with another", "in one span", "nothing in one span", "nothing"],
)
def test_a_team_that_is_not_told_alone_throughout_is_not_shown(
    told: list[list[PointsCell]],
) -> None:
    assert tallies(told, teams=[7]) == []


def test_all_who_take_part_are_what_is_told_without_others() -> None:
    told = [[cell(7), cell(8), cell(9, 10), cell(0)]]

    assert together(told, teams=[7, 8]) == Tally(0, 20, 100)
    # Who has no team is with them where every team is.
    assert together(told, teams=[7, 8, 9, 10]) == Tally(0, 40, 200)
    assert together(told, teams=[9]) is None
    assert together([], teams=[7]) is None


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
