"""Teams by average, and all together: from frozen weeks alone, and nobody is told to be last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from zetje.behaviour.weeks import monday_of, week_number
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast, make_member, make_team, signed_in
from zetje.recognition.models import CollectiveGoal
from zetje.recognition.operations.goals import set_goal
from zetje.recognition.presenters.together import Together, goal_page, together_view
from zetje.recognition.queries.boards import goal_that_stands, reached_of
from zetje.recognition.queries.settings import GameSwitches, game_switches
from zetje.recognition.queries.told import WeekTold
from zetje.recognition.registry import PointsCell, register_team_figures
from zetje.recognition.testing import make_challenge
from zetje.recognition.testing.figures import cells_by_team, figures_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
# The week that ends on the 15th.
NEWEST = week_number(NOW.date()) - 1


def seen_by(member: Any, *, goal: CollectiveGoal | None = None) -> Together:
    with tenant(member.organisation_id):
        switches: GameSwitches = game_switches(member.organisation_id)
        return together_view(member=member, switches=switches, goal=goal)


def weeks(*plays: int | None, posts: int | None = 20) -> dict[int, WeekTold]:
    """What the last weeks tell, the newest last."""
    first = NEWEST - len(plays) + 1
    return {
        first + at: WeekTold(sharers=9, month_sharers=30, posts=posts, plays=each)
        for at, each in enumerate(plays)
    }


@pytest.fixture
def crew() -> list[Any]:
    """Somebody of each of six teams."""
    organisation = make_cast().organisation
    return [make_member(organisation, team=make_team(organisation)) for _ in range(6)]


def test_a_board_shows_the_front_ones_own_and_all_together(
    crew: list[Any], team_figures: None
) -> None:
    told = {each.team_id: (10, 90 - 10 * at) for at, each in enumerate(crew)}
    points = {(NEWEST, 4): cells_by_team(told)}
    register_team_figures(figures_of(NEWEST, points=points, weeks=weeks(1, 1, 1, 1)))

    page = seen_by(crew[4])

    assert [(rail.name, rail.average, rail.kind) for rail in page.teams] == [
        (crew[0].team.name, 9.0, ""),
        (crew[1].team.name, 8.0, ""),
        (crew[2].team.name, 7.0, ""),
        (crew[4].team.name, 5.0, "you"),
    ]
    assert page.all_teams is not None
    assert page.all_teams.average == 6.5
    assert (page.until, page.sharers, page.posts) == (date(2026, 11, 15), 30, 80)
    assert not page.is_together


def test_a_team_that_cannot_be_told_apart_reads_so_and_counts_in_the_average(
    crew: list[Any], team_figures: None
) -> None:
    alone = cells_by_team({each.team_id: (10, 100) for each in crew[:4]})
    others = PointsCell(frozenset([crew[4].team_id, crew[5].team_id, 0]), 10, 0)
    register_team_figures(figures_of(NEWEST, points={(NEWEST, 4): [*alone, others]}))

    page = seen_by(crew[5])

    assert [rail.average for rail in page.teams] == [10.0] * 4
    assert page.is_together
    assert page.all_teams is not None
    assert page.all_teams.average == 8.0


def test_the_pages_draw_the_board_and_the_challenge(crew: list[Any], team_figures: None) -> None:
    alone = {each.team_id: (10, 100 - 10 * at) for at, each in enumerate(crew[:5])}
    others = PointsCell(frozenset([crew[5].team_id, 0]), 10, 0)
    told = [*cells_by_team(alone), others]
    points = {(NEWEST, 4): told, (NEWEST, 1): told}
    register_team_figures(figures_of(NEWEST, points=points, weeks=weeks(1, 1, 1, 1)))
    make_challenge(
        crew[0],
        now=NOW - timedelta(days=9),
        goal=None,
        teams=[each.team for each in crew],
    )

    with time_machine.travel(NOW, tick=False):
        board, challenges = (
            read(crew[5], address) for address in ("/recognition/", "/challenges/")
        )

    assert "In the four weeks up to 15 November 30 colleagues shared 80 times." in board
    for page, drawn in ((board, "rails"), (challenges, "tracks")):
        assert f'class="{drawn}"' in page
        assert f"<b>{crew[0].team.name}</b>" in page
        assert f"<b>{crew[4].team.name}</b>" not in page
        assert "Your team is counted together with others this time" in page
    assert "The stand up to 15 November." in challenges


def read(member: Any, address: str) -> str:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get(address).content.decode()


def test_where_three_teams_can_be_told_apart_there_is_no_board(
    crew: list[Any], team_figures: None
) -> None:
    told = cells_by_team({each.team_id: (10, 100) for each in crew[:3]})
    register_team_figures(figures_of(NEWEST, points={(NEWEST, 4): told}))

    page = seen_by(crew[0])

    assert (page.teams, page.all_teams, page.is_together) == ([], None, False)


@pytest.mark.parametrize(
    "told", [{}, weeks(1, 1, 1), weeks(1, 1, 1, 1, posts=None)], ids=["none", "three", "few"]
)
def test_what_may_not_be_told_is_not_said(
    crew: list[Any], team_figures: None, told: dict[int, WeekTold]
) -> None:
    register_team_figures(figures_of(NEWEST, weeks=told))

    page = seen_by(crew[0])

    assert (page.sharers, page.posts) == (0, 0)


def test_a_goal_counts_the_weeks_of_which_most_days_are_its_own(
    crew: list[Any], team_figures: None
) -> None:
    organisation, member = crew[0].organisation, crew[0]
    # A Wednesday: its week counts. A Friday: that week does not.
    for first, reached in (((2026, 11, 4), 17), ((2026, 11, 6), 7)):
        with tenant(organisation.pk):
            goal = set_goal(
                organisation=organisation,
                by=member,
                target=34,
                starts_on=date(*first),
                ends_on=date(2026, 11, 30),
                thanks="Taart",
                now=NOW,
            )
            register_team_figures(figures_of(NEWEST, weeks=weeks(100, 10, 7)))
            assert goal_that_stands(organisation.pk) == goal
            assert reached_of(goal, newest=NEWEST) == reached
    assert monday_of(NEWEST) == date(2026, 11, 9)

    page = seen_by(member, goal=goal).goal
    assert page is not None
    assert (page.reached, page.is_reached) == (7, False)
    assert [each.kind for each in page.discs].count("open") == 40
    assert goal_page(goal, reached=34).is_reached
    register_team_figures(figures_of(NEWEST - 3))
    empty = seen_by(member, goal=goal).goal
    assert empty is not None
    assert empty.reached is None
