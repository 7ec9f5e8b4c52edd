"""A week is frozen once, from what everybody did in it, and leads back to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from zetje.behaviour.weeks import monday_of, week_number
from zetje.content.testing import make_story
from zetje.insights import queries as insights
from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek, Seat
from zetje.insights.operations.freezing import WeekNotOverError, freeze_period
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.seating import WAITING_WEEKS
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member, make_organisation, make_team, signed_in
from zetje.sharing.testing import make_share, make_skip

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = week_number(NOW.date())
AFTER = datetime(2026, 9, 22, 8, tzinfo=UTC)


TEAMS = {"Service": 20, "Workshop": 32, "Front desk": 4, "Legal": 4}


@pytest.fixture
def organisation():
    """Sixty people: twenty in service, thirty-two in the workshop, four here and four there."""
    here = make_organisation(name="Noordnaaf", slug="noordnaaf")
    here.crew = {
        name: [
            make_member(
                here,
                given_name=f"{name} {number}",
                family_name="",
                team=team,
                joined=number % 2 == 0,
            )
            for number in range(size)
        ]
        for name, size in TEAMS.items()
        for team in [make_team(here, name=name)]
    }
    return here


def members(organisation, team):
    return organisation.crew[team]


def shown(organisation, name, by=None, week=WEEK):
    with tenant(organisation.pk):
        period = next(each for each in insights.periods(organisation.pk) if each.week == week)
        found = insights.figure(organisation_id=organisation.pk, name=name, period=period, by=by)
    return [(cell.label, cell.value, cell.of, cell.words) for cell in found]


def freeze(organisation, week=WEEK):
    now = datetime.combine(monday_of(week + 1), datetime.min.time(), UTC) + timedelta(days=1)
    return freeze_period(organisation_id=organisation.pk, week=week, now=now)


def test_a_week_is_frozen_from_what_everybody_did(organisation) -> None:
    story = make_story(organisation)
    workshop = members(organisation, "Workshop")
    for member in workshop[:20:2]:
        make_share(member, story, now=NOW)
    make_share(workshop[0], story, network="bluesky", now=NOW)
    make_share(workshop[2], story, network="bluesky", now=NOW - timedelta(weeks=1))
    make_skip(workshop[24], story, now=NOW)

    assert freeze(organisation) > 0

    assert shown(organisation, Figure.PEOPLE, "team") == [
        ("Service", 20, 20, ""),
        ("Workshop", 32, 32, ""),
        ("", 8, 8, ""),
    ]
    # The two small teams together are too few for a count; the first team goes with them.
    assert shown(organisation, Figure.JOINED, "team") == [
        ("Service", None, 20, "counted together with other groups"),
        ("Workshop", 16, 32, ""),
        ("", 14, 28, ""),
    ]
    assert shown(organisation, Figure.JOINED) == [("", 30, 60, "")]
    assert shown(organisation, Figure.SHARED) == [("", 10, 60, "")]
    assert shown(organisation, Figure.SHARES) == [("", 11, 60, "")]
    assert shown(organisation, Figure.SHARED_MONTH) == [("", 10, 60, "")]
    assert shown(organisation, Figure.SKIPPED) == [("", None, 60, "fewer than five")]
    assert shown(organisation, Figure.SKIPS) == [("", None, 60, "from too few people to say")]
    assert shown(organisation, Figure.PHASE_1) == [
        ("", None, 30, "counted together with its neighbours")
    ]


def test_a_week_is_frozen_once_and_never_before_its_end(organisation) -> None:
    assert freeze(organisation) > 0
    before = shown(organisation, Figure.JOINED)

    assert freeze(organisation) == 0
    assert freeze(organisation, WEEK - 1) == 0
    with pytest.raises(WeekNotOverError):
        freeze_period(organisation_id=organisation.pk, week=WEEK, now=NOW)
    assert shown(organisation, Figure.JOINED) == before


@pytest.mark.parametrize("model", [FrozenWeek, BlockWeek, FigureCell])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_nobody_changes_what_was_frozen(organisation, model, act) -> None:
    freeze(organisation)

    with tenant(organisation.pk):
        rows = model.objects.filter(organisation=organisation)
        change = {"update": lambda: rows.update(people=7), "delete": rows.delete}[act]
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_who_leaves_or_is_erased_stays_counted_and_is_not_to_be_found(organisation) -> None:
    freeze(organisation)
    before = shown(organisation, Figure.JOINED)
    workshop = members(organisation, "Workshop")
    with tenant(organisation.pk):
        people.deactivate_member(member=workshop[0], by=None, now=AFTER)
        people.erase_person(member=workshop[2], by=None, now=AFTER)

    freeze(organisation, WEEK + 1)

    assert shown(organisation, Figure.JOINED, week=WEEK) == before
    assert shown(organisation, Figure.JOINED, week=WEEK + 1) == before
    with tenant(organisation.pk):
        left = Seat.objects.filter(left=True)
        assert sorted(left.values_list("member_id", flat=True), key=str) == [workshop[0].pk, None]


def test_a_seat_that_was_left_has_nothing_of_figures_that_came_later(organisation) -> None:
    freeze(organisation)
    with tenant(organisation.pk):
        leaver = members(organisation, "Service")[0]
        people.deactivate_member(member=leaver, by=None, now=AFTER)
        seat = Seat.objects.get(member=leaver)
        # As it was written when the last two figures were not there.
        Seat.objects.filter(pk=seat.pk).update(values=[*seat.values[:-3], seat.values[-1]])

    assert freeze(organisation, WEEK + 1) > 0

    assert shown(organisation, Figure.JOINED, week=WEEK + 1) == [("", 30, 60, "")]
    with tenant(organisation.pk):
        phases = FigureCell.objects.get(week=WEEK + 1, figure="phase")
    assert (phases.count, phases.blocks) == (30, [1, 2, 3, 4, 5])


def test_five_leavers_go_out_of_the_figures_together(organisation) -> None:
    freeze(organisation)
    with tenant(organisation.pk):
        for member in members(organisation, "Workshop")[:5]:
            people.deactivate_member(member=member, by=None, now=AFTER)

    freeze(organisation, WEEK + 1)

    assert shown(organisation, Figure.PEOPLE, week=WEEK + 1) == [("", 55, 55, "")]
    assert shown(organisation, Figure.JOINED, week=WEEK + 1) == [("", 27, 55, "")]


def test_newcomers_are_counted_once_there_are_enough_of_them(organisation) -> None:
    freeze(organisation)
    team = members(organisation, "Workshop")[0].team
    monday = date(2026, 9, 21)
    for number in range(5):
        make_member(organisation, given_name=f"New {number}", team=team, started_on=monday)

    for week in range(WEEK + 1, WEEK + 1 + WAITING_WEEKS):
        freeze(organisation, week)
        assert shown(organisation, Figure.PEOPLE, week=week) == [("", 60, 60, "")]
    freeze(organisation, WEEK + 1 + WAITING_WEEKS)

    assert shown(organisation, Figure.PEOPLE, week=WEEK + 1 + WAITING_WEEKS) == [("", 65, 65, "")]


def test_the_page_of_who_joined_shows_what_was_frozen(organisation, client) -> None:
    pim = make_member(organisation, given_name="Pim", roles=["programme_manager"], joined=False)
    freeze(organisation)

    page = signed_in(client, pim).get("/teams/joined/").content.decode()

    assert "30 mensen doen mee." in page
    assert page.count('<td class="n">16</td>') == 2
    assert page.count("Te weinig mensen om te tonen") == 3
