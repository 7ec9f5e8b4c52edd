"""A text is looked over before it is posted, among what colleagues posted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.registry import ErasedPerson
from zetje.people.testing import Cast, make_member
from zetje.sharing.models import Share, WordingNumber
from zetje.sharing.operations.shares import deny_share
from zetje.sharing.operations.wordings import forget_old_wordings, forget_wordings
from zetje.sharing.queries.drafts import LookOver, language_for, look_over, terms_of
from zetje.sharing.queries.known_networks import network
from zetje.sharing.queries.sameness import likeness_among_colleagues
from zetje.sharing.rules.disclosure import phrases_of
from zetje.sharing.rules.sameness import sketch, words_of
from zetje.sharing.testing import NOW, make_share

pytestmark = pytest.mark.django_db
LINK = "https://go.noordnaaf.example/l/abcdefghjkmn"
TEXT = "Zestigduizend kilometer op één naaf. Wie doet ons na in de regen en de wind?"


@pytest.fixture(autouse=True)
def here(cast: Cast) -> Iterator[None]:
    with tenant(cast.organisation.pk):
        yield


def looked_over(cast: Cast, text: str, *, key: str = "x") -> LookOver:
    return look_over(
        member=cast.anna, network=network(key), text=text, language="nl", link=LINK, now=NOW
    )


def test_look_over_shows_what_will_stand_on_the_network(cast: Cast) -> None:
    seen = looked_over(cast, TEXT + " #fietsen", key="linkedin")

    assert seen.proof.text == f"{TEXT} (Ik werk bij Noordnaaf.) #fietsen\n\n{LINK}"
    assert [piece.kind for piece in seen.proof.shown] == ["text", "tag"]
    assert [piece.kind for piece in seen.proof.hidden] == ["text", "link"]
    assert seen.count.used == len(seen.proof.text)
    assert not seen.says_employer
    assert seen.added_disclosure == "(Ik werk bij Noordnaaf.)"
    assert seen.level == "fine"


def test_look_over_hears_that_the_employer_is_named(cast: Cast) -> None:
    seen = looked_over(cast, "Ik werk bij Noordnaaf. Kijk.")

    assert seen.says_employer
    assert seen.added_disclosure == ""


def test_look_over_counts_the_link_as_the_network_does(cast: Cast) -> None:
    assert looked_over(cast, "Ik werk bij Noordnaaf.").count.used == 22 + 2 + 23


def test_look_over_tells_of_sameness_in_blocks_of_colleagues(cast: Cast) -> None:
    story = make_story(cast.organisation)
    for expected in ("fine", "fine", "fine", "adapt_first", "adapt_first", "adapt_first"):
        seen = looked_over(cast, TEXT)
        assert seen.level == expected
        assert seen.alike_count is None or seen.alike_count == 5
        make_share(make_member(cast.organisation), story, network="x", text=TEXT)


def test_likeness_leaves_out_ones_own_what_was_denied_and_what_is_long_ago(cast: Cast) -> None:
    story = make_story(cast.organisation)
    make_share(cast.anna, story, network="x", text=TEXT)
    denied = make_share(cast.bram, story, network="x", text=TEXT, confirmed=False)
    deny_share(member=cast.bram, share=denied, now=NOW)
    make_share(cast.femke, story, network="x", text=TEXT, now=NOW - timedelta(days=31))
    make_share(cast.pim, story, network="bluesky", text=TEXT)

    found = likeness_among_colleagues(
        member=cast.anna, network=network("x"), text=TEXT, leaving_out=[], now=NOW
    )

    assert found.most_alike_count == 0


def test_likeness_finds_the_nearest_among_many_wordings(cast: Cast) -> None:
    story = make_story(cast.organisation)
    for number in range(3):
        other = f"Deel {number}: wij doen iets heel anders met wielen, zadels en een lange ketting."
        make_share(make_member(cast.organisation), story, network="x", text=other)
    make_share(cast.bram, story, network="x", text=TEXT.replace("regen", "sneeuw"))

    found = likeness_among_colleagues(
        member=cast.anna, network=network("x"), text=TEXT, leaving_out=[], now=NOW
    )

    assert found.most_alike_count == 1
    assert found.compared == 1


def test_forget_wordings_lets_go_of_what_only_one_person_wrote(cast: Cast) -> None:
    story = make_story(cast.organisation)
    own, shared = "Mijn eigen woorden over een naaf in de regen.", TEXT
    make_share(cast.anna, story, network="x", text=own)
    for member in (cast.anna, cast.bram):
        make_share(member, story, network="linkedin", text=shared)
    kept = Share.objects.get(member=cast.bram).wording
    person = ErasedPerson(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        person_key=cast.anna.person_key,
        addresses=frozenset(),
        names=frozenset(),
    )

    forget_wordings(person, NOW)

    assert set(WordingNumber.objects.values_list("wording", flat=True)) == {kept}
    number = WordingNumber.objects.earliest("id")
    assert str(number) == f"{number.number} of wording {kept}"


def test_a_wording_is_kept_while_a_network_looks_back_at_a_post_of_it(cast: Cast) -> None:
    story = make_story(cast.organisation)
    recent = make_share(cast.bram, story, network="x", text=TEXT, now=NOW - timedelta(days=29))
    make_share(cast.femke, story, network="x", text=TEXT, now=NOW - timedelta(days=31))
    old = "Heel andere woorden over wielen, zadels en kettingen, van lang geleden."
    make_share(cast.pim, story, network="x", text=old, now=NOW - timedelta(days=31))

    gone = forget_old_wordings(organisation_id=cast.organisation.pk, now=NOW)

    assert gone == len(sketch(words_of(old, phrases_of(terms_of(cast.pim, language="nl")))))
    assert set(WordingNumber.objects.values_list("wording", flat=True)) == {recent.wording}
    make_share(cast.anna, story, network="x", text=old)
    assert WordingNumber.objects.values("wording").distinct().count() == 2


def test_likeness_stays_within_the_organisation(cast: Cast) -> None:
    make_share(cast.bram, make_story(cast.organisation), network="x", text=TEXT)

    with tenant(cast.other_organisation.pk):
        found = likeness_among_colleagues(
            member=cast.chaima, network=network("x"), text=TEXT, leaving_out=[], now=NOW
        )

    assert found.most_alike_count == 0


def test_likeness_sees_through_small_changes_links_and_disclosure(cast: Cast) -> None:
    make_share(cast.bram, make_story(cast.organisation), network="x", text=TEXT)
    terms = terms_of(cast.anna, language="nl")

    found = likeness_among_colleagues(
        member=cast.anna,
        network=network("x"),
        text=TEXT.replace("Wie", "Ja, wie") + " 🚲 " + LINK,
        leaving_out=[f"(Ik werk bij {terms.organisation_name}.)"],
        now=NOW,
    )

    assert found.most_alike_count == 1


@pytest.mark.parametrize(
    ("language", "own"), [("nl", "Ik hoor erbij."), ("en", "I belong."), ("de", "")]
)
def test_terms_of_take_the_organisations_own_words(cast: Cast, language: str, own: str) -> None:
    cast.organisation.disclosure_nl = "Ik hoor erbij."
    cast.organisation.disclosure_en = "I belong."
    cast.anna.organisation = cast.organisation
    cast.anna.country = ""

    terms = terms_of(cast.anna, language=language)

    assert (terms.own, terms.country) == (own, "NL")


def test_language_for_is_the_storys_where_the_member_posts_in_it(cast: Cast) -> None:
    english = make_story(cast.organisation, language="en")
    bilingual = make_member(cast.organisation, preferences={"languages": ["nl", "en"]})

    assert language_for(bilingual, english) == "en"
    assert language_for(cast.anna, english) == "nl"
