"""The week in a chat: the digest as a card, and taps that are the person's own and count once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from zetje.delivery.registry import Button, Card, Drop, Mail, perform_action
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member
from zetje.prompting.operations.chat import week_card
from zetje.prompting.operations.rendering import render_digests
from zetje.prompting.testing import make_digest, make_probe_weeks
from zetje.prompting.tests.mails import NOW, row_of, three_stories
from zetje.recognition import operations as recognition
from zetje.recognition.testing import make_shared_weeks
from zetje.sharing.testing import kept, make_share

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def stories(sanne: Any) -> list[Any]:
    return three_stories(sanne.organisation)


@pytest.fixture
def digest(sanne: Any, stories: list[Any]) -> Any:
    return make_digest(sanne, stories, now=NOW)


@pytest.fixture
def card(digest: Any) -> Any:
    return render_digests([replace(row_of(digest), channel="slack")], NOW)[1]


def tap(button: Button | str, member: Any, now: datetime = NOW, *, value: str = "") -> Card:
    """What a channel does with a tap on a button of a card."""
    name, value = (button.action, button.value) if isinstance(button, Button) else (button, value)
    return perform_action(
        name=name,
        organisation_id=member.organisation_id,
        member_id=member.pk,
        value=value,
        now=now,
    )


def button(card: Card, label: str, *, story: int | None = None) -> Button:
    """The button with this label, of the whole card or of one of its stories."""
    among = card.buttons if story is None else card.sections[story].buttons
    return next(each for each in among if each.label == label)


def labels(card: Card) -> list[list[str]]:
    """The buttons of the stories."""
    return [[each.label for each in section.buttons] for section in card.sections]


def test_a_digest_is_a_mail_for_mail_and_a_card_with_the_three_choices_for_a_chat(
    sanne: Any, digest: Any, stories: list[Any]
) -> None:
    make_shared_weeks(sanne, stories[0], NOW - timedelta(days=7))
    make_probe_weeks(sanne, [(2026, 39)], now=NOW)
    gone = row_of(digest, 3)
    rows = [
        row_of(digest, 1),
        replace(row_of(digest, 2), channel="teams"),
        replace(gone, channel="teams", subject_id=0),
    ]

    found = render_digests(rows, NOW)

    assert isinstance(found[1], Mail)
    assert isinstance(found[3], Drop)
    card = found[2]
    assert isinstance(card, Card)
    assert (card.language, card.title) == ("nl", "Goedemorgen, Sanne.")
    assert card.text == "Drie verhalen deze week. Kiezen kost je zo’n twee minuten."
    assert card.footer.startswith("Eén week tot nu toe.")
    assert "Volgende week" in card.footer
    assert labels(card) == [["Kopieer en post", "Pas aan en deel", "Sla over"]] * 3
    first, second = card.sections[:2]
    assert (first.title, first.text) == (
        "De naaf die langer meegaat",
        "“Zestigduizend kilometer op één naaf. (Ik werk bij Noordnaaf.)”",
    )
    assert first.note.startswith("Waarom jij: ")
    assert "LinkedIn" in first.note
    assert "Mastodon" in second.note
    assert button(card, "Kopieer en post", story=1).url == f"{card.url}?choice=copy&story=2"
    # A card names what is ours by tokens: no number of a row, no address of a person.
    values = [each.value for section in card.sections for each in section.buttons if each.value]
    assert values == [f"{digest.token}.{story.token}" for story in stories]
    for private in (sanne.email, "Dekker", "/l/"):
        assert private not in repr(card)


def test_who_hides_the_chain_gets_none_in_a_chat(sanne: Any, digest: Any) -> None:
    with tenant(sanne.organisation_id):
        people.save_privacy(
            member=sanne, switches=dict.fromkeys(people_switches(), False), alias="", now=NOW
        )
    card = render_digests([replace(row_of(digest), channel="slack")], NOW)[1]

    assert card.footer == ""
    assert "rustweek" not in repr(card)


def people_switches() -> tuple[str, ...]:
    return ("learns", "experiments", "chain_shown", "shoutouts", "feedback")


def test_skipping_in_a_chat_counts_once_and_can_be_taken_back_for_ten_minutes(
    sanne: Any, stories: list[Any], card: Any
) -> None:
    skip = button(card, "Sla over", story=1)

    first, again = tap(skip, sanne), tap(skip, sanne)

    assert first == again
    assert kept(sanne.organisation_id).choices == [("skip", stories[1].pk)]
    assert first.sections[1].text == "Overgeslagen. Jij kent je mensen."
    assert first.text == "Er zijn nog 2 verhalen, als je wilt."
    undo = first.sections[1].buttons[0]
    assert tap(undo, sanne) == tap(undo, sanne)
    assert kept(sanne.organisation_id).choices == []
    # A late tap on the same button takes back no newer choice, and none after ten minutes.
    newer = tap(skip, sanne, NOW + timedelta(minutes=1))
    tap(undo, sanne, NOW + timedelta(minutes=2))
    assert kept(sanne.organisation_id).choices == [("skip", stories[1].pk)]
    late = tap(newer.sections[1].buttons[0], sanne, NOW + timedelta(minutes=12))
    assert late.text == "Dat was meer dan tien minuten geleden, dus het blijft zo."
    assert kept(sanne.organisation_id).choices == [("skip", stories[1].pk)]
    assert late.sections[1].buttons == ()


def test_posted_it_confirms_what_was_started_and_seats_the_week(
    sanne: Any, stories: list[Any], card: Any
) -> None:
    posted = button(card, "Ik heb het geplaatst")

    assert tap(posted, sanne).text.startswith("Er wacht nog niets op")
    # The week stands in the chain already, as still open.
    recognition.seat_week(
        organisation_id=sanne.organisation_id, member_id=sanne.pk, now=NOW - timedelta(hours=1)
    )
    make_share(sanne, stories[0], confirmed=False, now=NOW)
    one, again = tap(posted, sanne), tap(posted, sanne)

    assert one == again
    assert kept(sanne.organisation_id).confirmed == 1
    assert one.sections[0].text == "Deze heb je geplaatst."
    assert "Deze week zit er al in." in one.footer
    # Two that wait: which one, only the person knows.
    make_share(sanne, stories[1], confirmed=False, now=NOW)
    make_share(sanne, stories[2], confirmed=False, now=NOW)
    asked = tap(posted, sanne)
    assert "meer dan één" in asked.text
    assert kept(sanne.organisation_id).confirmed == 1
    done = tap(button(asked, "Ik heb het geplaatst", story=2), sanne)
    assert [each.text for each in done.sections[1:]] == [
        "Heb je het geplaatst?",
        "Deze heb je geplaatst.",
    ]
    # Not posted after all, at any time; posted after all, for ten minutes.
    open_again = tap(button(done, "Deze keer niet", story=1), sanne, LATER)
    assert labels(open_again)[1] == ["Kopieer en post", "Pas aan en deel", "Sla over"]
    assert open_again.sections[0].buttons == ()
    refused = tap("skip", sanne, LATER, value=button(card, "Sla over", story=0).value)
    assert refused.text.startswith("Je zei dat je dit verhaal plaatste")
    assert kept(sanne.organisation_id).confirmed == 2
    tap(done.sections[2].buttons[0], sanne)
    assert kept(sanne.organisation_id).confirmed == 1


def test_a_card_is_worth_nothing_in_other_hands_or_when_its_week_is_over(
    sanne: Any, card: Any, stories: list[Any]
) -> None:
    joost = make_member(sanne.organisation, given_name="Joost", family_name="Bakker")
    away = make_member(sanne.organisation, given_name="Noor", joined=False)
    skip = button(card, "Sla over", story=0)
    before = kept(sanne.organisation_id)

    foreign = tap(skip, joost)
    over = tap(skip, sanne, NOW + timedelta(days=15))
    outside = tap("this_week", away)

    assert foreign.title == "Deze verhalen zijn van iemand anders."
    assert "Sanne" not in repr(foreign)
    assert "De naaf" not in repr(foreign)
    assert over.title == "Die week is voorbij."
    assert outside.title == "Je krijgt nu niets."
    for value in ("", ".", "week.nothing", f"{skip.value}x", "a.b.c.d", "\x00"):
        for act in ("skip", "posted", "undo"):
            tap(act, sanne, value=value)
            tap(act, joost, value=value)
    assert kept(sanne.organisation_id) == before
    with tenant(sanne.organisation_id):
        people.deactivate_member(member=joost, by=None, now=NOW)
        gone = {"organisation_id": sanne.organisation_id, "member_id": joost.pk}
        assert week_card(**gone, now=NOW) is None
    assert tap(skip, joost).title == "Nothing is here for this account."
    assert tap("this_week", joost).title == "Nothing is here for this account."


def test_this_week_is_the_whole_week_also_before_there_is_one(
    sanne: Any, stories: list[Any]
) -> None:
    assert tap("this_week", sanne).title == "Nog geen verhalen"

    digest = make_digest(sanne, stories, now=NOW)
    week = tap("this_week", sanne, value="anything")

    assert [section.title for section in week.sections] == [story.title for story in stories]
    assert button(week, "Sla over", story=0).value == f"{digest.token}.{stories[0].token}"
    later = NOW + timedelta(days=7)
    assert tap("this_week", sanne, later).sections == ()
