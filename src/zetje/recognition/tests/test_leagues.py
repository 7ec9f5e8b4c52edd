"""Leagues of people alike: seats, winds, and what each person sees of theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from zetje.behaviour.weeks import week_number
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member, make_organisation
from zetje.recognition.models import LeagueSeat
from zetje.recognition.operations.leagues import turn_leagues
from zetje.recognition.operations.ranks import rebuild_ranks
from zetje.recognition.presenters.leagues import league_page
from zetje.recognition.queries.leagues import LeaguePerson, LeagueView, league_of
from zetje.recognition.queries.ranks import Rank
from zetje.recognition.rules.leagues import FEWEST, HIGHEST_WIND, SIZE, risen, seats
from zetje.recognition.tests.test_ranks import make_points

# A Wednesday.
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
WEEK = week_number(NOW.date())


@given(
    rows=st.lists(
        st.tuples(st.integers(1, 24), st.integers(0, 500), st.integers(1, HIGHEST_WIND)),
        min_size=5,
        max_size=300,
    )
)
def test_everybody_has_a_seat_and_no_league_is_small_or_large(
    rows: list[tuple[int, int, int]],
) -> None:
    posts, clicks, wind = (np.array(each) for each in zip(*rows, strict=True))

    found = seats(posts=posts, expected=clicks / 12, wind=wind)

    sizes = np.bincount(found)[1:]
    assert found.min() == 1
    assert sizes.min() >= min(FEWEST, len(rows))
    assert sizes.max() < 2 * SIZE


def test_four_people_are_no_league() -> None:
    none = seats(posts=np.ones(4, int), expected=np.ones(4), wind=np.ones(4, int))

    assert none.tolist() == [0, 0, 0, 0]


def test_the_busy_the_widely_read_and_the_others_sail_apart() -> None:
    posts = np.repeat([12, 12, 2], 24)
    expected = np.repeat([1.0, 40.0, 1.0], 24)

    found = seats(posts=posts, expected=expected, wind=np.ones(72, int))

    assert [len(set(found[start : start + 24])) for start in (0, 24, 48)] == [1, 1, 1]
    assert len(set(found)) == 3


def test_who_caught_a_wind_sails_with_others_who_did() -> None:
    wind = np.tile([1, 2], 24)

    found = seats(posts=np.ones(48, int), expected=np.ones(48), wind=wind)

    assert set(found[wind == 1]) == {1}
    assert set(found[wind == 2]) == {2}


def test_the_front_quarter_rises_with_its_ties_and_nobody_without_points() -> None:
    points = np.array([9, 7, 7, 7, 5, 3, 1, 0, 0, 0, 0, 0])
    league = np.array([1] * 8 + [2] * 4)

    assert risen(points=points, league=league).tolist() == [True] * 4 + [False] * 8


def make_share(member: Any, story: Any, at: datetime, *, network: str = "linkedin") -> None:
    with tenant(member.organisation_id):
        apps.get_model("sharing", "Share")._default_manager.create(
            organisation_id=member.organisation_id,
            member=member,
            story=story,
            network=network,
            text="",
            started_at=at,
            confirmed_at=at,
        )


def make_sharers(number: int) -> tuple[Any, list[Any]]:
    organisation = make_organisation()
    story = make_story(organisation)
    members = [make_member(organisation, given_name=f"Lid{at}") for at in range(number)]
    for member in members:
        make_share(member, story, NOW - timedelta(weeks=2))
    return organisation, members


def seen_by(member: Any, *, now: datetime = NOW) -> LeagueView | None:
    with tenant(member.organisation_id):
        return league_of(member=member, now=now)


@pytest.mark.django_db
def test_a_league_shows_two_neighbours_on_each_side_and_never_its_end() -> None:
    organisation, members = make_sharers(9)
    # The last two have no points this week.
    make_points(organisation, {each: 10 * (7 - at) for at, each in enumerate(members[:7])})
    rebuild_ranks(organisation_id=organisation.pk, now=NOW)

    assert turn_leagues(organisation_id=organisation.pk, now=NOW) == 9
    assert turn_leagues(organisation_id=organisation.pk, now=NOW) == 0

    middle, last, none = (seen_by(members[at]) for at in (2, 6, 8))
    assert middle is not None
    assert last is not None
    assert none is not None
    assert [each.points for each in middle.line] == [70, 60, 50, 40, 30]
    assert [each.name for each in middle.line] == ["Lid0", "Lid1", "Lid2", "Lid3", "Lid4"]
    assert middle.place == 3
    assert middle.average == 40
    assert [each.name for each in last.line if each.name] == ["Lid4", "Lid5", "Lid6"]
    assert none.is_too_early
    assert [(each.points, each.name) for each in none.line] == [
        (70, ""),
        (60, ""),
        (50, ""),
        (40, ""),
    ]

    with tenant(organisation.pk):
        people.save_privacy(member=members[1], switches={}, alias="Zeerob", now=NOW)
        people.save_privacy(member=members[3], switches={"league": False}, alias="", now=NOW)
    middle = seen_by(members[2])
    assert middle is not None
    assert [each.name for each in middle.line] == ["Lid0", "Zeerob", "Lid2", "Lid4", "Lid5"]
    assert seen_by(members[3]) is None


@pytest.mark.django_db
def test_a_wind_that_was_caught_stays_and_reaches_the_seats_already_taken() -> None:
    organisation, members = make_sharers(8)
    make_points(organisation, {members[0]: 30, members[1]: 20, members[2]: 10})
    rebuild_ranks(organisation_id=organisation.pk, now=NOW)
    turn_leagues(organisation_id=organisation.pk, now=NOW)
    # Monday, 02:00 in Amsterdam: in California last week goes on.
    monday = datetime(2026, 11, 23, 1, tzinfo=UTC)

    def winds(week: int) -> list[int]:
        with tenant(organisation.pk):
            rows = LeagueSeat.objects.filter(week=week).order_by("member_id")
            return list(rows.values_list("wind", flat=True))

    assert turn_leagues(organisation_id=organisation.pk, now=monday) == 8
    assert winds(WEEK + 1) == [1] * 8
    turn_leagues(organisation_id=organisation.pk, now=monday + timedelta(hours=12))
    assert winds(WEEK + 1) == [2, 2, 1, 1, 1, 1, 1, 1]
    # On Monday nobody has points yet: who had some last week looks back at it.
    first, last = (seen_by(members[at], now=monday) for at in (0, 7))
    assert first is not None
    assert last is not None
    assert (first.is_over, first.points, last.is_over) == (True, 30, False)
    turn_leagues(organisation_id=organisation.pk, now=monday + timedelta(weeks=2))
    assert winds(WEEK + 3) == [2, 2, 1, 1, 1, 1, 1, 1]
    turn_leagues(organisation_id=organisation.pk, now=monday + timedelta(weeks=53))
    assert winds(WEEK) == []
    late = seen_by(members[0], now=monday + timedelta(weeks=3))
    assert late is not None
    assert late.is_over


def test_equal_points_stand_side_by_side_and_nobody_behind_another() -> None:
    people = [LeaguePerson(points=20, is_near=at == 3, is_you=at == 5) for at in range(7)]
    people += [LeaguePerson(points=10), LeaguePerson(points=10)]
    league = LeagueView(
        wind=8,
        people=24,
        rising=6,
        line=tuple(people),
        place=1,
        points=20,
        average=17.8,
        last_day=NOW.date(),
        is_over=False,
    )

    shown = league_page(league, rank=Rank(place=3, people=90, points=20))

    assert len({(each.x, each.y) for each in shown.discs}) == 9
    ground = {each.y for each in shown.discs if each.kind}
    assert len(ground) == 1
    assert (shown.next_wind, shown.average) == ("", 18)
    assert "3" in shown.place
    behind = league_page(replace(league, points=10), rank=Rank(place=80, people=90, points=10))
    assert (behind.average, behind.place) == (None, "")
