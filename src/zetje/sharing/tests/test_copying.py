"""Taking a story to a network, in its words or in one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member
from zetje.sharing.models import Choice, Link, Share
from zetje.sharing.operations.choices import AdaptFirstError, ChoiceRefusedError, remind_later
from zetje.sharing.operations.shares import (
    adapt_story,
    copy_story,
)
from zetje.sharing.queries.links import address_of
from zetje.sharing.testing import NOW, living_kind, make_share, make_skip

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
WORDS = {"text": "Zestigduizend kilometer op één naaf. Wie doet ons na?"}


@pytest.fixture(autouse=True)
def here(cast: Cast) -> Iterator[None]:
    with tenant(cast.organisation.pk):
        yield


def test_copy_story_makes_the_text_with_link_and_disclosure(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[WORDS])

    share = copy_story(member=cast.anna, story=story, network_key="linkedin", now=NOW)

    assert share.text == f"{WORDS['text']} (Ik werk bij Noordnaaf.)\n\n{address_of(share.link)}"
    assert not share.own_words
    assert living_kind(cast.anna, story) == "copy"


def test_copy_story_fills_in_the_mark_of_the_link(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[{"text": "Lees {link} eens."}])

    share = copy_story(member=cast.anna, story=story, network_key="bluesky", now=NOW)

    assert share.text == f"Lees {address_of(share.link)} eens. (Ik werk bij Noordnaaf.)"


def test_copy_story_leads_where_the_organisation_counts(cast: Cast) -> None:
    cast.organisation.utm_source, cast.organisation.utm_medium = "zetje", "{network}"
    cast.anna.organisation = cast.organisation
    story = make_story(cast.organisation, url="https://noordnaaf.example/n9?a=b#c")

    share = copy_story(member=cast.anna, story=story, network_key="x", now=NOW)

    assert share.link.target == ("https://noordnaaf.example/n9?a=b&utm_source=zetje&utm_medium=x#c")


def test_copy_story_twice_or_reloaded_is_one_share_and_one_link(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[WORDS])

    first = copy_story(member=cast.anna, story=story, network_key="linkedin", now=NOW)
    again = copy_story(member=cast.anna, story=story, network_key="linkedin", now=NOW + MINUTE)

    assert first == again
    assert again.started_at == NOW
    assert (Share.objects.count(), Link.objects.count(), Choice.objects.count()) == (1, 1, 1)
    assert Event.objects.filter(kind="share.started").count() == 1


def test_copy_story_after_it_was_posted_changes_nothing(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[WORDS])
    share = make_share(cast.anna, story)

    again = adapt_story(
        member=cast.anna, story=story, network_key="linkedin", text="Nu anders.", now=NOW
    )

    assert again == share
    assert again.text == share.text


def test_copy_story_on_a_second_network_is_a_second_share_of_one_choice(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[WORDS])
    make_share(cast.anna, story, network="linkedin")

    make_share(cast.anna, story, network="bluesky")

    assert Share.objects.confirmed().count() == 2
    assert Choice.objects.living().count() == 1


def test_copy_story_speaks_the_language_of_the_reader(cast: Cast) -> None:
    story = make_story(
        cast.organisation,
        language="en",
        variants=[{"text": "Sixty thousand kilometres."}, {"text": "Zestig.", "language": "nl"}],
    )
    bilingual = make_member(cast.organisation, preferences={"languages": ["nl", "en"]})

    dutch = copy_story(member=cast.anna, story=story, network_key="linkedin", now=NOW)
    english = copy_story(member=bilingual, story=story, network_key="linkedin", now=NOW)

    assert dutch.text.startswith("Zestig. (Ik werk bij Noordnaaf.)")
    assert english.text.startswith("Sixty thousand kilometres. (I work at Noordnaaf.)")


def test_copy_story_after_a_skip_or_a_reminder_takes_its_place(cast: Cast) -> None:
    story, other = make_story(cast.organisation), make_story(cast.organisation)
    make_skip(cast.anna, story)
    remind_later(member=cast.anna, story=other, at=NOW + timedelta(days=1), now=NOW)

    make_share(cast.anna, story)
    make_share(cast.anna, other)

    assert living_kind(cast.anna, story) == living_kind(cast.anna, other) == "copy"


def test_copy_story_refuses_a_network_that_is_not_there(cast: Cast) -> None:
    with pytest.raises(ChoiceRefusedError, match="no such network"):
        make_share(cast.anna, make_story(cast.organisation), network="hyves")


def test_copy_story_refuses_an_address_that_no_link_may_lead_to(cast: Cast) -> None:
    story = make_story(cast.organisation, url="https://user:secret@noordnaaf.example/")

    with pytest.raises(ChoiceRefusedError, match="cannot be linked to"):
        make_share(cast.anna, story)


def test_copy_story_refuses_what_is_too_long_for_the_network(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[{"text": "x" * 300}])

    with pytest.raises(AdaptFirstError, match="too long for X"):
        make_share(cast.anna, story, network="x")
    assert not Link.objects.exists()


def test_copy_story_asks_for_own_words_once_enough_colleagues_used_these(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[WORDS])
    for colleague in (cast.bram, cast.femke, cast.pim):
        make_share(colleague, story, network="x")

    with pytest.raises(AdaptFirstError, match="Enough colleagues"):
        make_share(cast.anna, story, network="x")
    make_share(cast.anna, story, network="linkedin")


def test_adapt_story_forbids_only_what_the_network_forbids(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[WORDS])
    almost = WORDS["text"].replace("Wie", "En wie")
    for number in range(10):
        member = make_member(cast.organisation)
        make_share(member, story, network="x", text=almost if number > 2 else "", confirmed=False)

    with pytest.raises(AdaptFirstError):
        make_share(cast.anna, story, network="x", text=almost)
    make_share(cast.anna, story, network="x", text="Mijn naaf hield het langer vol dan ik.")


def test_adapt_story_keeps_the_members_own_words(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[WORDS])
    make_share(cast.anna, story, confirmed=False)

    share = adapt_story(
        member=cast.anna,
        story=story,
        network_key="linkedin",
        text="  Ik werk bij Noordnaaf.\r\nKijk dan. ",
        now=NOW + MINUTE,
    )

    assert share.text == f"Ik werk bij Noordnaaf.\nKijk dan.\n\n{address_of(share.link)}"
    assert share.own_words
    assert living_kind(cast.anna, story) == "adapt"
    assert Share.objects.count() == 1


def test_adapt_story_needs_a_text(cast: Cast) -> None:
    with pytest.raises(ChoiceRefusedError, match="no text yet"):
        adapt_story(
            member=cast.anna,
            story=make_story(cast.organisation),
            network_key="linkedin",
            text=" \n ",
            now=NOW,
        )


def test_adapt_story_leaves_template_signs_as_text(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation), text="{{7*7}} {0} %s")

    assert share.text.startswith("{{7*7}} {0} %s")
