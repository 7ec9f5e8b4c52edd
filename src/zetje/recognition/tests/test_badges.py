"""Badges come with what people did, go with it, and are shown only where somebody wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from zetje.content.testing import make_story, make_tip
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_cast
from zetje.recognition import operations, queries
from zetje.recognition.testing import make_ask, make_badge
from zetje.sharing import operations as sharing
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 16, 9, tzinfo=UTC)


def held(member: Any) -> set[str]:
    found = queries.badges_of(organisation_id=member.organisation_id, member_id=member.pk)
    return {badge.kind for badge in found}


def award(member: Any) -> int:
    return operations.award_badges(
        organisation_id=member.organisation_id, member_id=member.pk, now=NOW
    )


def test_badges_come_with_the_deed_and_go_with_it() -> None:
    cast = make_cast()
    anna, bram, here = cast.anna, cast.bram, cast.organisation
    story = make_story(here)
    make_tip(bram, story=story, taken_at=NOW)
    share = make_share(anna, story, network="x", now=NOW)
    with tenant(here.pk):
        on_x = award(anna), award(bram)
    other = make_share(anna, story, now=NOW)
    with tenant(here.pk):
        came = award(anna), award(bram), award(anna)
        both = held(anna), held(bram)
        operations.show_badge(member=anna, kind="first_share", now=NOW)
        sharing.deny_share(member=anna, share=other, now=NOW + timedelta(minutes=5))
        went = (
            award(anna),
            operations.award_tippers(organisation_id=here.pk, story_id=story.pk, now=NOW),
        )
        none = held(anna), held(bram)
        before = operations.show_badge(member=anna, kind="first_share", now=NOW)
    make_share(anna, make_story(here), now=NOW + timedelta(hours=1))
    with tenant(here.pk):
        again = operations.rebuild_badges(organisation_id=here.pk, now=NOW)
        [badge] = queries.badges_of(organisation_id=here.pk, member_id=anna.pk)

    assert share.network == "x"
    assert on_x == (0, 0)
    assert came == (1, 1, 0)
    assert both == ({"first_share"}, {"good_neighbour"})
    assert (went, none) == ((1, 1), (set(), set()))
    # What is not held is not shown, and what comes back is not shown by itself.
    assert before is None
    assert (again, badge.kind, badge.address) == (1, "first_share", "")


def test_a_word_that_was_thanked_for_makes_a_good_neighbour_and_a_post_a_conversation() -> None:
    cast = make_cast()
    anna, marijke, here = cast.anna, cast.marijke, cast.organisation
    ask = make_ask(anna, now=NOW - timedelta(days=9))
    with tenant(here.pk):
        word = operations.give_feedback(
            expert=marijke, ask=ask, text="Mooi.", opening="", now=NOW - timedelta(days=8)
        )
        operations.thank_for_feedback(member=anna, token=word.token, now=NOW - timedelta(days=7))
        award(anna)
        read = held(anna)
    make_share(anna, make_story(here), text="Wat ik daarvan vind, en nog wat.", now=NOW)
    with tenant(here.pk):
        award(anna)
        award(marijke)

        assert read == {"first_share"}
        assert held(anna) == {"first_share", "conversation"}
        assert held(marijke) == {"good_neighbour"}


def test_leave_in_between_holds_eight_weeks_and_a_missed_week_does_not() -> None:
    cast = make_cast()
    anna, here = cast.anna, cast.organisation
    for weeks in (9, 8, 7, 6, 4, 3, 2, 1):
        make_ask(anna, now=NOW - timedelta(weeks=weeks), is_idea=True)
    away = (NOW - timedelta(weeks=5)).date()
    with tenant(here.pk):
        award(anna)
        missed = held(anna)
        people.add_own_leave(
            member=anna, starts_on=away - timedelta(days=2), ends_on=away + timedelta(days=4)
        )
        award(anna)

        assert held(anna) - missed == {"rain_or_shine"}


def test_a_mark_is_there_for_everybody_only_while_its_person_wants_it() -> None:
    cast = make_cast()
    anna, here, ad = cast.anna, cast.organisation, cast.ad
    make_badge(anna, "rain_or_shine", now=NOW)
    stranger = Client()

    def path(address: str | None) -> str:
        return f"/mark/{here.slug}/{address}/"

    with tenant(here.pk):
        first = operations.show_badge(member=anna, kind="rain_or_shine", now=NOW)
        same = operations.show_badge(member=anna, kind="rain_or_shine", now=NOW)
    page = stranger.get(path(first))
    card = Image.open(BytesIO(stranger.get(f"{path(first)}card.png").content))
    with tenant(here.pk):
        operations.hide_badge(member=anna, kind="rain_or_shine", now=NOW)
        hidden = stranger.get(path(first)).status_code
        second = operations.show_badge(member=anna, kind="rain_or_shine", now=NOW)
    gone = {"hidden": hidden, "old": stranger.get(path(first)).status_code}
    with tenant(here.pk):
        operations.set_game_switches(organisation=here, by=ad, now=NOW, badges=False)
    gone["switched off"] = stranger.get(path(second)).status_code
    with tenant(here.pk):
        operations.set_game_switches(organisation=here, by=ad, now=NOW, badges=True)
        people.leave_programme(member=anna, now=NOW)
    gone["left"] = stranger.get(path(second)).status_code
    erased = make_badge(cast.bram, "own_words", now=NOW, is_shown=True).address
    shown = stranger.get(path(erased)).status_code
    with tenant(here.pk):
        people.erase_person(member=cast.bram, by=cast.bram, now=NOW)
    gone["erased"] = stranger.get(path(erased)).status_code
    gone["elsewhere"] = stranger.get(f"/mark/{cast.other_organisation.slug}/{second}/").status_code
    gone["nothing"] = stranger.get(f"/mark/{here.slug}/x/card.png").status_code

    assert first == same != second
    said = page.content.decode()
    assert "Anna" in said
    assert anna.family_name not in said
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert not page.cookies
    assert card.size == (1200, 627)
    assert shown == 200
    assert set(gone.values()) == {404}, gone
