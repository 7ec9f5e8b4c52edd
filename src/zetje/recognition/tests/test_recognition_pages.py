"""The page of recognition and its settings: what each sees, and what is gone once it is off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from zetje.behaviour.weeks import week_of
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.people.testing import make_cast, make_member, signed_in
from zetje.recognition.operations.leagues import turn_leagues
from zetje.recognition.operations.ranks import rebuild_ranks
from zetje.recognition.queries.boards import goal_that_stands
from zetje.recognition.queries.ranks import rank_of
from zetje.recognition.queries.settings import GameSwitches, game_switches
from zetje.recognition.tasks import rank_anew
from zetje.recognition.tests.test_leagues import make_share
from zetje.recognition.tests.test_ranks import make_points

pytestmark = pytest.mark.django_db


def page(member: Any, *, address: str = "/recognition/") -> str:
    return signed_in(Client(), member).get(address).content.decode()


def test_a_league_a_goal_and_ones_own_switch_stand_on_the_page() -> None:
    cast = make_cast()
    organisation, anna, pim = cast.organisation, cast.anna, cast.pim
    now = timezone.now()
    story = make_story(organisation)
    others = [make_member(organisation, given_name=f"Lid{at}", language="en") for at in range(6)]
    for member in [anna, *others]:
        make_share(member, story, now - timedelta(weeks=2))
    week = week_of(now, zone=ZoneInfo("Europe/Amsterdam"))
    make_points(organisation, {each: 10 + at for at, each in enumerate([anna, *others])}, week=week)
    rebuild_ranks(organisation_id=organisation.pk, now=now)
    turn_leagues(organisation_id=organisation.pk, now=now)

    shown = page(anna)
    assert "Lid0" in shown
    assert "Lid1" in shown
    assert "Lid2" not in shown
    settings = signed_in(Client(), pim)
    late = {"target": "50", "starts_on": "2026-11-30", "ends_on": "2026-11-01", "thanks": "Taart"}
    assert settings.post("/recognition/goal/", late).status_code == 422
    settings.post("/recognition/goal/", late | {"ends_on": "2026-12-31"})
    assert "Taart" in page(anna)

    signed_in(Client(), anna).post("/recognition/league/", {})
    with tenant(organisation.pk):
        anna = people.members_by_ids([anna.pk])[anna.pk]
        assert not people.preferences_of(anna).league
    assert "Lid0" not in page(anna)
    assert "Anna" not in page(others[0]).split("</header>", 1)[1]
    signed_in(Client(), anna).post("/recognition/league/", {"league": "on"})
    assert "Lid0" in page(anna)

    def turn_leagues_to(on: str) -> str:
        kept = dict.fromkeys(GameSwitches.names(), "on") | {"leagues": on}
        settings.post("/recognition/settings/", kept)
        rank_anew(organisation.pk)
        return page(anna)

    assert "Lid0" not in turn_leagues_to("off")
    with tenant(organisation.pk):
        assert not rank_of(organisation_id=organisation.pk, member_id=anna.pk, week=week).place
    assert "Lid0" in turn_leagues_to("on")

    settings.post("/recognition/goal/", {"goal": "none"})
    with tenant(organisation.pk):
        assert goal_that_stands(organisation.pk) is None


def test_what_is_off_is_gone_from_the_page() -> None:
    cast = make_cast()
    with_all = page(cast.anna)
    assert 'id="league"' in with_all
    assert 'id="wall"' in with_all

    signed_in(Client(), cast.pim).post("/recognition/settings/", {"points": "on"})

    with tenant(cast.organisation.pk):
        assert game_switches(cast.organisation.pk) == GameSwitches(
            **dict.fromkeys(GameSwitches.names(), False) | {"points": True}
        )
    without = page(cast.anna)
    for gone in ('id="league"', 'id="wall"', 'id="teams"', 'id="out"'):
        assert gone not in without


def test_the_page_asks_the_database_little(django_assert_max_num_queries: Any) -> None:
    anna = make_cast().anna
    client = signed_in(Client(), anna)
    client.get("/recognition/")

    with django_assert_max_num_queries(25):
        client.get("/recognition/")
