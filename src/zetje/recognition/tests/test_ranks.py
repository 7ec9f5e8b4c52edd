"""Places among everyone: exact whatever comes and goes, and none for who does not want one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from django.db import connection

from zetje.behaviour.weeks import week_number
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member, make_organisation
from zetje.recognition.models import PointWeek, RankCount, RankedWeek
from zetje.recognition.operations.ranks import rank_members, rebuild_ranks
from zetje.recognition.operations.settings import set_game_switches
from zetje.recognition.queries.ranks import Rank, rank_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
WEEK = week_number(NOW.date())


def make_points(organisation: Any, points: dict[Any, int], *, week: int = WEEK) -> None:
    """So many points of each member in a week, in place of those they had."""
    with tenant(organisation.pk):
        for member, amount in points.items():
            PointWeek.objects.update_or_create(
                organisation=organisation, member=member, week=week, defaults={"points": amount}
            )


def rank_by_hand(organisation: Any, member: Any) -> Rank | None:
    """The rank as PostgreSQL's own window functions have it."""
    with tenant(organisation.pk), connection.cursor() as cursor:
        cursor.execute(
            """SELECT place, people FROM (
                   SELECT member_id, rank() OVER (ORDER BY points DESC) AS place,
                       count(*) OVER () AS people
                   FROM recognition_rankedweek WHERE organisation_id = %s AND week = %s) AS ranked
               WHERE member_id = %s""",
            [organisation.pk, WEEK, member.pk],
        )
        row = cursor.fetchone()
    return Rank(place=row[0], people=row[1]) if row else None


def counts(organisation: Any) -> dict[tuple[int, int, int], int]:
    with tenant(organisation.pk):
        rows = RankCount.objects.filter(people__gt=0)
        return {
            (week, level, bucket): n
            for week, level, bucket, n in rows.values_list("week", "level", "bucket", "people")
        }


def test_places_are_those_of_a_window_query_whatever_comes_and_goes() -> None:
    organisation = make_organisation()
    members = [make_member(organisation) for _ in range(20)]
    rng = np.random.default_rng(6)

    for _ in range(6):
        some = [members[at] for at in rng.choice(20, 9, replace=False)]
        # Ties, buckets of every level, and none at all.
        points = {
            each: int(rng.choice([0, 1, 40, 63, 64, 65, 4095, 4096, 300_000])) for each in some
        }
        make_points(organisation, points)
        rank_members(
            organisation_id=organisation.pk, member_ids=[each.pk for each in some], now=NOW
        )

        with tenant(organisation.pk):
            order = list(
                RankedWeek.objects.order_by("points", "member_id").values_list(
                    "member_id", "points"
                )
            )
            for member in members:
                found = rank_of(organisation_id=organisation.pk, member_id=member.pk, week=WEEK)
                expected = rank_by_hand(organisation, member)
                if expected is None:
                    assert found.is_too_early
                    assert found.place == 0
                    continue
                at = [pk for pk, _ in order].index(member.pk)
                assert (found.place, found.people) == (expected.place, expected.people)
                assert [(n.member_id, n.points) for n in found.ahead] == order[at + 1 : at + 3]
                behind = order[max(at - 2, 0) : at][::-1]
                assert [(n.member_id, n.points) for n in found.behind] == behind


def test_who_switches_leagues_off_leaves_or_is_erased_moves_everybody_up() -> None:
    organisation = make_organisation()
    first, second, third, fourth = [make_member(organisation) for _ in range(4)]
    everyone = {first: 90, second: 60, third: 30, fourth: 10}
    make_points(organisation, everyone)
    rebuild_ranks(organisation_id=organisation.pk, now=NOW)

    def place(member: Any) -> int:
        with tenant(organisation.pk):
            return rank_of(organisation_id=organisation.pk, member_id=member.pk, week=WEEK).place

    assert [place(each) for each in everyone] == [1, 2, 3, 4]
    with tenant(organisation.pk):
        people.save_privacy(member=second, switches={"league": False}, alias="", now=NOW)
    rank_members(organisation_id=organisation.pk, member_ids=[second.pk], now=NOW)
    assert [place(each) for each in everyone] == [1, 0, 2, 3]
    with tenant(organisation.pk):
        people.erase_person(member=first, by=first, now=NOW)
    assert [place(each) for each in (third, fourth)] == [1, 2]
    before = counts(organisation)
    with tenant(organisation.pk):
        RankCount.objects.all().delete()
        RankedWeek.objects.all().delete()
    rebuild_ranks(organisation_id=organisation.pk, now=NOW)
    assert counts(organisation) == before


def test_an_organisation_without_leagues_ranks_nobody() -> None:
    organisation = make_organisation()
    member = make_member(organisation, roles=["administrator"])
    make_points(organisation, {member: 5})
    rebuild_ranks(organisation_id=organisation.pk, now=NOW)
    with tenant(organisation.pk):
        set_game_switches(organisation=organisation, by=member, now=NOW, leagues=False)

    rebuild_ranks(organisation_id=organisation.pk, now=NOW)

    assert counts(organisation) == {}


@pytest.mark.parametrize(
    ("place", "people", "told"),
    [(0, 0, False), (1, 1, True), (3, 5, True), (4, 5, False), (50, 100, True), (51, 100, False)],
)
def test_a_place_is_told_in_the_front_half_alone(place: int, people: int, told: bool) -> None:
    assert Rank(place=place, people=people).is_in_front is told
