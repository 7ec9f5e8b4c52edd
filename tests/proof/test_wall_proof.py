"""The privacy wall under attack for a year and more: nobody is told from the others of a circle."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time, timedelta

import numpy as np
import pytest
from django.db import connection

from zetje.behaviour.weeks import monday_of, week_number
from zetje.content.testing import make_story
from zetje.insights import operations as insights
from zetje.insights.testing import (
    FIRST_WEEK,
    Organisation,
    Row,
    Told,
    Wall,
    alike,
    live_through,
    told_by_integers,
    told_by_sums,
)
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member, make_organisation, make_team
from zetje.recognition.rules.team_play import PointsCell, tallies, together
from zetje.recognition.testing.points import make_point_week
from zetje.sharing.testing import make_share, make_skip

pytestmark = pytest.mark.proof

WEEKS = 60
LEAST = 5


@pytest.mark.parametrize("seed", range(100, 140))
@pytest.mark.parametrize("size", [40, 90, 250])
def test_nobody_is_told_by_sums_and_differences_of_sixty_weeks(seed: int, size: int) -> None:
    rows, blocks, _habit = live_through(seed=seed, weeks=WEEKS, people=size)

    assert min(len(group) for group in alike(rows + blocks)) >= LEAST
    assert told_by_sums(rows) == set()


@pytest.mark.parametrize("seed", range(100, 110))
def test_whole_numbers_tell_a_person_only_where_all_of_their_circle_are_alike(seed: int) -> None:
    rows, _blocks, habit = live_through(seed=seed, weeks=WEEKS, people=70)

    for group, count in told_by_integers(rows).items():
        assert len(group) >= LEAST
        assert count == sum(habit[member] for member in group)


@pytest.mark.parametrize("seed", range(100, 110))
def test_the_same_attackers_tell_people_where_there_is_no_wall(seed: int) -> None:
    rows, _blocks, _habit = live_through(seed=seed, weeks=WEEKS, naive=True)
    stopped, _blocks, _habit = live_through(seed=seed, weeks=WEEKS, keep=False)

    assert told_by_sums(rows)
    assert told_by_sums(stopped)


@pytest.mark.parametrize("seed", range(200, 220))
@pytest.mark.parametrize("size", [40, 90])
def test_boards_and_challenges_of_sixty_weeks_tell_nobody(seed: int, size: int) -> None:
    """Each week a board, and challenges of whichever teams: all that is shown of points."""
    rows, blocks = team_play_of(seed=seed, people=size)

    assert len(rows) > WEEKS
    assert min(len(group) for group in alike(rows + blocks)) >= LEAST
    assert told_by_sums(rows) == set()


@pytest.mark.parametrize("seed", range(200, 205))
def test_whole_numbers_on_boards_and_challenges_tell_no_single_person(seed: int) -> None:
    rows, _blocks = team_play_of(seed=seed, people=70, weeks=30)

    assert all(len(group) >= LEAST for group in told_by_integers(rows))


def team_play_of(*, seed: int, people: int, weeks: int = WEEKS) -> tuple[list[Row], list[Row]]:
    """What boards and challenges of teams by lot showed: whose points each number adds up.

    Who has the habit has a point a week.
    """
    rng = np.random.default_rng(seed)
    organisation = Organisation(rng)
    organisation.hire(people, monday_of(FIRST_WEEK))
    organisation.growth = float(rng.choice([0.5, 1.0, 1.6]))
    habit: dict[int, int] = {}
    wall, rows, blocks = Wall(), [], []
    for week in range(FIRST_WEEK, FIRST_WEEK + weeks):
        here = sorted(organisation.people.values(), key=lambda each: each.member)
        for person in here:
            habit.setdefault(person.member, int(rng.random() < 0.4))
        _, behind = wall.publish(people=here, week=week, habit=habit)
        teams = [team for team in range(1, organisation.teams + 1) if rng.random() < 0.6]
        rows += _shown(wall.told, teams, week) + _shown(wall.told, range(1, 7), week)
        blocks += behind
        organisation.live_a_week(monday_of(week))
    return rows, blocks


def _shown(told: Sequence[Told], teams: Collection[int], week: int) -> list[Row]:
    """The numbers of a board or challenge, each with the people whose points it adds up."""
    cells = [PointsCell(each.teams, each.total, each.total) for each in told]
    everybody = together([cells], teams=teams)
    shown = [*tallies([cells], teams=teams), *([everybody] if everybody else [])]
    rows: list[Row] = []
    for tally in shown:
        mine = {tally.team_id} if tally.team_id else set(teams)
        if not tally.team_id and set().union(*(cell.teams for cell in cells)) - {0} <= mine:
            mine |= {0}
        members = frozenset().union(*(each.members for each in told if each.teams <= mine))
        # The attacker knows which cells a number is made of.
        assert sum(each.total for each in told if each.teams <= mine) == tally.points
        rows.append(Row(week, members, tally.points))
    return rows


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_an_installation_of_sixty_weeks_tells_nobody_from_the_others(seed: int) -> None:
    """All figures of all weeks, as they stand in the database, with erasures in between."""
    rng = np.random.default_rng(seed)
    organisation = make_organisation()
    teams = [make_team(organisation) for _ in range(5)]
    first = week_number(datetime(2025, 3, 3, tzinfo=UTC).date())
    seen: list[Row] = []
    crew = [_begin(organisation, teams, rng, first) for _ in range(70)]
    for week in range(first, first + WEEKS):
        now = datetime.combine(monday_of(week) + timedelta(days=2), time(9), UTC)
        for member in rng.choice([each for each in crew if each.joins], 15, replace=False):
            words = " ".join(rng.bytes(4).hex() for _ in range(12))
            story = make_story(
                organisation, published_at=now, starts_on=now.date(), title=words, summary=words
            )
            if rng.random() < 0.5:
                make_share(member, story, now=now)
            else:
                make_skip(member, story, now=now)
            make_point_week(member, int(rng.integers(1, 40)), week=week)
        with tenant(organisation.pk):
            for member in list(crew):
                if rng.random() < 0.015:
                    crew.remove(member)
                    people.deactivate_member(member=member, by=None, now=now)
                    if rng.random() < 0.5:
                        people.erase_person(member=member, by=None, now=now)
        crew += [_begin(organisation, teams, rng, week) for _ in range(rng.poisson(1.2))]
        insights.freeze_period(
            organisation_id=organisation.pk, week=week, now=now + timedelta(days=7)
        )
        seen += _rows(organisation, week)

    assert len({row.week for row in seen}) == WEEKS
    assert min(len(group) for group in alike(seen)) >= LEAST
    assert told_by_sums(seen) == set()


def _begin(organisation, teams, rng, week):
    joins = bool(rng.random() < 0.6)
    member = make_member(
        organisation,
        team=teams[int(rng.integers(0, len(teams)))],
        joined=joins,
        started_on=monday_of(week),
        joined_at=datetime.combine(monday_of(week), time(8), UTC),
    )
    member.joins = joins
    return member


def _rows(organisation, week) -> list[Row]:
    """What a week told of which seats: they outlive whoever sat there."""
    with tenant(organisation.pk), connection.cursor() as cursor:
        cursor.execute(
            """SELECT f.number, f.total, array_agg(s.id) FROM insights_figurecell f
               JOIN insights_circle c ON c.organisation_id = f.organisation_id
                   AND c.block = ANY(f.blocks)
               JOIN insights_seat s ON s.organisation_id = c.organisation_id AND s.circle_id = c.id
               WHERE f.organisation_id = %s AND f.week = %s AND f.figure <> 'phase'
               GROUP BY f.figure, f.number, f.total""",
            [organisation.pk, week],
        )
        return [Row(week, frozenset(seats), total) for _, total, seats in cursor.fetchall()]
