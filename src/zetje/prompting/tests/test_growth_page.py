"""The page Growth as its person sees it, from nothing to a habit and after a while without."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as members
from zetje.people.testing import make_cast, make_member, signed_in
from zetje.prompting.operations.goals import choose_goals
from zetje.prompting.queries.goals import goals_of
from zetje.prompting.queries.reach import usual_reach
from zetje.prompting.testing import make_past_shares, make_probe_weeks
from zetje.sharing.queries.posts import clicked_posts

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 16, 9, tzinfo=UTC)


def page_of(member: Any, *, at: datetime = NOW) -> str:
    member.language = "en"
    with tenant(member.organisation_id):
        member.save(update_fields=["language"])
    with time_machine.travel(at, tick=False):
        answer = signed_in(Client(), member).get("/growth/")
    assert answer.status_code == 200
    return answer.content.decode()


def weeks_ago(*weeks: int) -> list[datetime]:
    return [NOW - timedelta(weeks=week) for week in weeks]


def test_the_page_follows_somebody_from_nothing_to_a_fresh_start() -> None:
    cast = make_cast()
    anna, story = cast.anna, make_story(cast.organisation)

    new = page_of(anna)
    make_past_shares(anna, story, weeks_ago(*range(20, 8, -1), *range(6, 0, -1)))
    make_probe_weeks(anna, [(2026, 36), (2026, 37)], now=NOW)
    later = page_of(anna)
    after = page_of(anna, at=NOW + timedelta(weeks=8))

    assert "It begins with one post." in new
    assert "Nothing to count yet" in new
    assert new.count('class="dot"') == 0
    assert "You have shared in 18 of 20 weeks." in later
    # The weeks since the first share, each a disc or a ring; the outlook; the weeks without us.
    assert (later.count('class="dot"'), later.count('class="ring"')) == (18, 2)
    assert later.count('class="line dash"') == 1
    assert later.count('class="freed"') == 2
    assert "2 weeks without, in July." in later
    assert "Chance kept 2 weeks free of us; you posted in 2." in later
    assert "A fresh start." in after
    assert "You have shared" not in after


def test_no_number_of_the_figure_has_a_comma_in_any_language() -> None:
    cast = make_cast()
    make_past_shares(cast.anna, make_story(cast.organisation), weeks_ago(7, 5, 3, 2, 1))
    with time_machine.travel(NOW, tick=False):
        page = signed_in(Client(), cast.anna).get("/growth/").content.decode()

    places = re.findall(r'\s(?:cx|cy|x|y|x1|x2|y1|y2|r)="([^"]*)"', page)
    assert len(places) > 30
    assert not [place for place in places if not re.fullmatch(r"-?\d+(\.\d+)?%?", place)]


def test_who_hides_their_weeks_sees_none_counted() -> None:
    cast = make_cast()
    make_past_shares(cast.anna, make_story(cast.organisation), weeks_ago(3, 2, 1))
    with tenant(cast.organisation.pk):
        people.set_switch(member=cast.anna, name="chain_shown", on=False, now=NOW)

    page = page_of(cast.anna)

    assert 'class="dot"' not in page
    assert "so they are not counted here" in page


def test_what_is_usual_takes_enough_others_and_leave_to_learn() -> None:
    cast = make_cast()
    anna, story = cast.anna, make_story(cast.organisation)
    others = [make_member(cast.organisation, given_name=f"M{number}") for number in range(5)]
    for who in (anna, *others[:4]):
        _clicked(who, story, clicks=8, posts=6)
    with tenant(cast.organisation.pk):
        of_four = usual_reach(member=anna, networks={"linkedin"}, now=NOW)
    _clicked(others[4], story, clicks=8, posts=6)
    with tenant(cast.organisation.pk):
        of_five = usual_reach(member=anna, networks={"linkedin"}, now=NOW)["linkedin"]
        latest = clicked_posts(
            organisation_id=cast.organisation.pk,
            own=anna.pk,
            since=NOW - timedelta(weeks=26),
            until=NOW,
            limit=1,
        )
        people.set_switch(member=anna, name="learns", on=False, now=NOW)
        anna.refresh_from_db()
        unlearned = usual_reach(member=anna, networks={"linkedin"}, now=NOW)

    assert of_four == {}
    assert of_five.least < 8 < of_five.most
    assert of_five.own_posts == 6
    assert unlearned == {}
    # All of one's own, however few there is room for of others.
    assert (latest.member == anna.pk).sum() == 6
    assert latest.member.size == 7


def test_goals_count_from_when_they_were_chosen_and_are_nobody_elses() -> None:
    cast = make_cast()
    anna, story = cast.anna, make_story(cast.organisation, kind="vacancy")
    make_past_shares(anna, story, weeks_ago(8, 3, 2))
    since = NOW - timedelta(weeks=4)
    with tenant(cast.organisation.pk):
        choose_goals(member=anna, kinds=["expertise", "network", "helping", "fame"], now=since)
        choose_goals(member=anna, kinds=["expertise", "network", "helping"], now=NOW)
        found = {goal.kind: goal for goal in goals_of(member=anna)}

    assert found["visibility"].progress is None
    assert found["expertise"].chosen_at == since
    assert [found[kind].progress.done for kind in ("expertise", "network", "helping")] == [2, 2, 1]
    assert 'value="expertise" checked' not in page_of(cast.bram)


def test_the_switches_of_the_page_leave_the_others_alone() -> None:
    cast = make_cast()
    browser = signed_in(Client(), cast.anna)
    with tenant(cast.organisation.pk):
        before = members.preferences_of(cast.anna).experiments

    browser.post("/growth/choices/", {"shoutouts": "on"})

    with tenant(cast.organisation.pk):
        cast.anna.refresh_from_db()
        own = members.preferences_of(cast.anna)
    assert (own.shoutouts, own.league, own.learns) == (True, False, False)
    assert own.experiments == before


def _clicked(member: Any, story: Any, *, clicks: int, posts: int) -> None:
    share, link, count = (
        apps.get_model("sharing", name)._default_manager for name in ("Share", "Link", "LinkCount")
    )
    own = {"organisation_id": member.organisation_id}
    with tenant(member.organisation_id):
        for number in range(posts):
            at = NOW - timedelta(weeks=number + 2)
            made = link.create(
                **own, member=member, network="linkedin", target="https://x.test/", created_at=at
            )
            count.create(**own, link=made, human=clicks, counted=clicks)
            share.create(
                **own,
                member=member,
                network="linkedin",
                text="",
                own_words=True,
                link=made,
                started_at=at,
                confirmed_at=at,
            )
