"""Saying whether it was posted, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member
from zetje.sharing.events import (
    ChoiceMade,
    ShareConfirmed,
    SharersToTell,
    ShareStarted,
    ShareUndone,
)
from zetje.sharing.models import Link
from zetje.sharing.operations.choices import ChoiceRefusedError
from zetje.sharing.operations.shares import confirm_share, deny_share
from zetje.sharing.operations.stories import on_story_corrected, on_story_withdrawn
from zetje.sharing.queries.known_networks import network
from zetje.sharing.queries.links import address_of
from zetje.sharing.queries.shares import handover_of, share_of, shares_for, shares_to_confirm
from zetje.sharing.testing import NOW, living_kind, make_share, make_skip

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def here(cast: Cast) -> Iterator[None]:
    with tenant(cast.organisation.pk):
        yield


def test_confirm_share_counts_once_however_often_it_is_pressed(
    cast: Cast, told: list[object]
) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, confirmed=False)

    for minutes in (1, 2):
        confirm_share(member=cast.anna, share=share, now=NOW + minutes * MINUTE)

    assert share.confirmed_at == NOW + MINUTE
    ids = (cast.organisation.pk, cast.anna.pk, story.pk)
    assert [event for event in told if not isinstance(event, ChoiceMade)] == [
        ShareStarted(*ids, share.pk, "linkedin"),
        ShareConfirmed(*ids, share.pk, "linkedin"),
    ]
    assert Event.objects.get(kind="share.confirmed").source == "person"
    assert Event.objects.get(kind="share.started").source == "seen"


@pytest.mark.parametrize("days", [15, 400])
def test_confirm_share_is_for_shares_that_one_remembers(cast: Cast, days: int) -> None:
    share = make_share(cast.anna, make_story(cast.organisation), confirmed=False)

    with pytest.raises(ChoiceRefusedError, match="too long ago"):
        confirm_share(member=cast.anna, share=share, now=NOW + timedelta(days=days))


def test_confirm_share_is_for_its_member(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation), confirmed=False)

    with pytest.raises(ChoiceRefusedError):
        confirm_share(member=cast.bram, share=share, now=NOW)


def test_deny_share_opens_the_story_again(cast: Cast, told: list[object]) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, confirmed=False)

    for _ in range(2):
        deny_share(member=cast.anna, share=share, now=NOW + timedelta(days=3))

    assert living_kind(cast.anna, story) is None
    undone = [event for event in told if isinstance(event, ShareUndone)]
    assert [event.was_confirmed for event in undone] == [False]


def test_deny_share_keeps_the_choice_while_another_network_has_it(cast: Cast) -> None:
    story = make_story(cast.organisation)
    make_share(cast.anna, story, network="linkedin")
    share = make_share(cast.anna, story, network="bluesky", confirmed=False)

    deny_share(member=cast.anna, share=share, now=NOW)

    assert living_kind(cast.anna, story) == "copy"


def test_deny_share_takes_a_confirmation_back_for_ten_minutes(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation))

    with pytest.raises(ChoiceRefusedError, match="ten minutes"):
        deny_share(member=cast.anna, share=share, now=NOW + 11 * MINUTE)
    deny_share(member=cast.anna, share=share, now=NOW + 10 * MINUTE)

    assert not share.is_confirmed


def test_deny_share_of_somebody_else_does_nothing(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation))

    deny_share(member=cast.bram, share=share, now=NOW)

    share.refresh_from_db()
    assert share.is_confirmed


def test_deny_share_of_a_choice_that_became_a_skip_leaves_the_skip(cast: Cast) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, confirmed=False)
    make_skip(cast.anna, story)

    deny_share(member=cast.anna, share=share, now=NOW)

    assert living_kind(cast.anna, story) == "skip"


@pytest.mark.parametrize("text", ["", "In mijn eigen woorden dan."])
def test_confirm_share_turns_a_no_into_a_yes_for_ten_minutes(cast: Cast, text: str) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, text=text)
    deny_share(member=cast.anna, share=share, now=NOW + MINUTE)

    with pytest.raises(ChoiceRefusedError, match="ten minutes"):
        confirm_share(member=cast.anna, share=share, now=NOW + 12 * MINUTE)
    confirm_share(member=cast.anna, share=share, now=NOW + 2 * MINUTE)

    assert share.is_confirmed
    assert living_kind(cast.anna, story) == ("adapt" if text else "copy")


def test_confirm_share_does_not_revive_beside_a_newer_one(cast: Cast) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, confirmed=False)
    deny_share(member=cast.anna, share=share, now=NOW)
    make_share(cast.anna, story, confirmed=False)

    with pytest.raises(ChoiceRefusedError, match="up again"):
        confirm_share(member=cast.anna, share=share, now=NOW)


def test_handover_of_gives_the_page_all_it_needs(cast: Cast) -> None:
    member = make_member(cast.organisation, preferences={"mastodon_instance": "mastodon.nl"})
    share = make_share(member, make_story(cast.organisation), network="mastodon", confirmed=False)

    handover = handover_of(share, member=member, network=network("mastodon"))

    assert handover.text == share.text
    assert handover.link == address_of(share.link)
    assert (handover.composer_url or "").startswith("https://mastodon.nl/share?text=")
    assert not handover.needs_clipboard
    assert not handover.wants_picture


def test_handover_of_a_share_whose_link_is_gone_still_has_its_text(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation), network="facebook")
    share.link = None

    handover = handover_of(share, member=cast.anna, network=network("facebook"))

    assert handover.link == ""
    assert handover.needs_clipboard


def test_shares_are_found_by_their_member_only(cast: Cast) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, confirmed=False)

    assert share_of(member=cast.anna, token=share.token) == share
    assert share_of(member=cast.bram, token=share.token) is None
    assert shares_for(member=cast.anna, story_ids=[story.pk]) == {story.pk: [share]}
    assert shares_for(member=cast.bram, story_ids=[story.pk]) == {}
    assert str(share) == f"share of story {story.pk} on linkedin by member {cast.anna.pk}"


def test_shares_to_confirm_are_those_not_answered_yet(cast: Cast) -> None:
    waiting = make_share(cast.anna, make_story(cast.organisation), confirmed=False)
    make_share(cast.anna, make_story(cast.organisation))
    within = timedelta(days=14)

    assert shares_to_confirm(member=cast.anna, now=NOW, within=within) == [waiting]
    assert shares_to_confirm(member=cast.anna, now=NOW + 2 * within, within=within) == []


def test_on_story_withdrawn_stops_the_links_and_has_the_sharers_told(
    cast: Cast, told: list[object]
) -> None:
    story, other = make_story(cast.organisation), make_story(cast.organisation)
    make_share(cast.bram, story)
    make_share(cast.anna, story, network="x", confirmed=False)
    make_share(cast.anna, story, network="linkedin")
    deny_share(member=cast.pim, share=make_share(cast.pim, story, confirmed=False), now=NOW)
    kept = make_share(cast.anna, other)
    where = {"organisation_id": cast.organisation.pk, "story_id": story.pk}

    on_story_withdrawn(**where, now=NOW)
    on_story_corrected(**where, now=NOW)

    assert set(Link.objects.filter(withdrawn_at__isnull=True)) == {kept.link}
    sharers = (cast.anna.pk, cast.bram.pk)
    assert [event for event in told if isinstance(event, SharersToTell)] == [
        SharersToTell(**where, member_ids=sharers, what="withdrawn"),
        SharersToTell(**where, member_ids=sharers, what="corrected"),
    ]
