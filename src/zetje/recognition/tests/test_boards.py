"""Teams by average, and all together: frozen on Mondays, and nobody to be told apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member, make_organisation, make_team
from zetje.recognition.models import Board, LeagueSeat
from zetje.recognition.operations.boards import make_board, month_of
from zetje.recognition.operations.goals import set_goal
from zetje.recognition.presenters.together import goal_page
from zetje.recognition.queries.boards import goal_that_stands, newest_board, team_lines
from zetje.recognition.queries.teams import team_averages
from zetje.recognition.tasks import turn
from zetje.recognition.tests.test_leagues import make_share

# A Wednesday; its Monday is the 16th.
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
SINCE, UNTIL = datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 15, 23, tzinfo=UTC)
DURING = NOW - timedelta(days=8)


@pytest.mark.parametrize(
    ("monday", "since", "until"),
    [
        (date(2026, 11, 16), date(2026, 11, 1), date(2026, 11, 16)),
        (date(2026, 11, 9), date(2026, 11, 1), date(2026, 11, 9)),
        (date(2026, 11, 2), date(2026, 10, 1), date(2026, 11, 1)),
        (date(2027, 1, 4), date(2026, 12, 1), date(2027, 1, 1)),
        (date(2026, 6, 1), date(2026, 5, 1), date(2026, 6, 1)),
    ],
)
def test_the_month_so_far_is_the_one_before_in_its_first_week(
    monday: date, since: date, until: date
) -> None:
    assert month_of(monday) == (since, until)


def make_teams(*sizes: int) -> tuple[Any, list[list[Any]]]:
    organisation = make_organisation()
    teams = [make_team(organisation) for _ in sizes]
    return organisation, [
        [make_member(organisation, team=team) for _ in range(size)]
        for team, size in zip(teams, sizes, strict=True)
    ]


def averages(organisation: Any) -> dict[int, float]:
    with tenant(organisation.pk):
        found = team_averages(organisation_id=organisation.pk, since=SINCE, until=UNTIL)
    return {each.team_id: round(each.average, 2) for each in found.teams}


@pytest.mark.django_db
def test_a_team_counts_by_its_people_and_a_small_rest_is_never_left_over() -> None:
    organisation, (large, five, rest, four) = make_teams(8, 5, 1, 4)
    story = make_story(organisation)
    for member in large[:2]:
        make_share(member, story, DURING)
    for member in five:
        make_share(member, story, DURING)
        # Not scored, too early, and too late.
        make_share(member, story, DURING, network="facebook")
        make_share(member, make_story(organisation), SINCE - timedelta(hours=1))
        make_share(member, make_story(organisation), UNTIL)

    # The four and the one are five together: nobody is told apart by taking away.
    assert averages(organisation) == {large[0].team_id: 0.25, five[0].team_id: 1.0}

    with tenant(organisation.pk):
        people.save_privacy(member=rest[0], switches={"league": False}, alias="", now=NOW)
    assert averages(organisation) == {large[0].team_id: 0.25}
    with tenant(organisation.pk):
        for member in four:
            people.save_privacy(member=member, switches={"league": False}, alias="", now=NOW)
    assert averages(organisation) == {large[0].team_id: 0.25, five[0].team_id: 1.0}
    with tenant(organisation.pk):
        people.add_own_leave(member=five[0], starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 1))
    assert averages(organisation) == {}


@pytest.mark.django_db
def test_the_board_is_frozen_and_shows_the_front_and_ones_own() -> None:
    organisation, teams = make_teams(5, 5, 5, 5, 5)
    stories = [make_story(organisation) for _ in range(5)]
    for place, team in enumerate(teams):
        for member in team:
            for story in stories[: 4 - place]:
                make_share(member, story, DURING)
    with tenant(organisation.pk):
        goal = set_goal(
            organisation=organisation,
            by=teams[0][0],
            target=100,
            starts_on=date(2026, 11, 1),
            ends_on=date(2026, 11, 30),
            thanks="Taart",
            now=NOW,
        )

    assert make_board(organisation_id=organisation.pk, now=NOW)
    make_share(teams[4][0], stories[0], DURING)
    assert not make_board(organisation_id=organisation.pk, now=NOW + timedelta(days=2))

    with tenant(organisation.pk):
        board = newest_board(organisation.pk)
        assert board is not None
        assert (board.sharers, board.posts, board.average) == (20, 50, 2.0)
        lines = team_lines(board=board, member=teams[3][0])
        assert [(each.average, each.is_yours) for each in lines] == [
            (4.0, False),
            (3.0, False),
            (1.0, True),
        ]
        standing = goal_that_stands(organisation.pk)
        assert standing == goal
        page = goal_page(goal, board=board)
        assert (page.reached, page.is_reached) == (50, False)
        assert [each.kind for each in page.discs].count("open") == 25
        Board.objects.all().delete()


@pytest.mark.django_db
def test_three_teams_stand_on_no_board_and_few_sharers_are_not_counted() -> None:
    organisation, teams = make_teams(5, 5, 5)
    for member in teams[0][:4]:
        make_share(member, make_story(organisation), DURING)

    make_board(organisation_id=organisation.pk, now=NOW)

    with tenant(organisation.pk):
        board = newest_board(organisation.pk)
        assert board is not None
        assert (board.sharers, board.posts) == (0, 0)
        assert team_lines(board=board, member=teams[0][0]) == []


@pytest.mark.django_db
def test_the_clock_seats_people_and_freezes_the_board_once_a_week() -> None:
    organisation, (team,) = make_teams(6)
    for member in team:
        make_share(member, make_story(organisation), timezone.now() - timedelta(weeks=2))

    turn(organisation.pk)
    turn(organisation.pk)

    with tenant(organisation.pk):
        assert LeagueSeat.objects.count() == 6
        assert Board.objects.count() == 1
