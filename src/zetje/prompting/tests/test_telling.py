"""An expert's word reaches its person where they are, once, and several go together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.core import mail

from zetje.content.testing import make_story
from zetje.delivery import operations as outbox
from zetje.delivery import queries as delivery
from zetje.delivery.registry import Card, Drop, Mail, OutboxRow, family_for, perform_action
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast
from zetje.prompting.operations import tell_of_feedback, tell_of_report
from zetje.prompting.operations.telling import render_feedback, render_reports
from zetje.recognition import operations as recognition
from zetje.recognition import queries as words
from zetje.recognition.testing import make_ask

# Ten o'clock on a Tuesday in Amsterdam.
TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)
HOSTILE = "</p><script>alert(1)</script> {{ 7*7 }}\nBcc: x@example.org"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with tenant(made.organisation.pk):
        yield made


def given(cast: Cast, *, text: str = HOSTILE, now: datetime = TUESDAY, title: str = "") -> Any:
    """A word for Anna, and the notice of it in the outbox."""
    story = make_story(cast.organisation, title=title)
    ask = make_ask(cast.anna, now=now, story=story)
    word = recognition.give_feedback(
        expert=cast.marijke, ask=ask, text=text, opening="tip", now=now
    )
    told = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk}
    assert tell_of_feedback(feedback_id=word.pk, now=now, **told)
    assert not tell_of_feedback(feedback_id=word.pk, now=now, **told)
    return word


def row(cast: Cast, number: int = 1, **more: Any) -> OutboxRow:
    fields: dict[str, Any] = {
        "id": number,
        "organisation_id": cast.organisation.pk,
        "member_id": cast.anna.pk,
        "kind": "feedback",
        "subject_id": None,
        "dedupe_key": "",
        "address": "",
        "not_before": TUESDAY,
        "useful_until": None,
        "unsubscribe_url": "https://zetje.example/unsubscribe/x/",
    }
    return OutboxRow(**fields | more)


def test_the_mail_says_the_words_and_can_be_stopped(cast: Cast) -> None:
    given(cast, title="Naaf & <ketting>")

    letter = render_feedback([row(cast)], TUESDAY)[1]

    assert isinstance(letter, Mail)
    assert (letter.to_address, letter.language) == (cast.anna.email, "nl")
    assert letter.subject == "Marijke schreef je een reactie op je bericht"
    assert HOSTILE in letter.text
    assert "Naaf & <ketting>" in letter.text
    assert "<script>" not in letter.html
    assert "Naaf &amp; &lt;ketting&gt;" in letter.html
    for part in (letter.text, letter.html):
        assert "https://zetje.example/unsubscribe/x/" in part
        assert re.search(r"https?://[^/]+/week/", part)


def test_in_a_chat_it_is_a_card_and_thanks_are_given_in_place(cast: Cast) -> None:
    word = given(cast, title="De naaf")

    card = render_feedback([row(cast, channel="slack")], TUESDAY)[1]

    assert isinstance(card, Card)
    assert card.title == "Een reactie van Marijke"
    (section,) = card.sections
    assert (section.title, section.text) == ("De naaf", HOSTILE)
    (button,) = section.buttons
    tap = {"organisation_id": cast.organisation.pk, "now": TUESDAY, "name": button.action}
    first, second = (
        perform_action(member_id=cast.anna.pk, value=button.value, **tap) for _ in range(2)
    )
    assert first == second
    assert perform_action(member_id=cast.bram.pk, value=button.value, **tap) != first
    (held,) = words.words_for(member=cast.anna)
    assert (held.token, held.is_seen, held.is_thanked) == (word.token, True, True)
    assert isinstance(render_feedback([row(cast)], TUESDAY)[1], Drop)


def test_words_go_together_and_none_is_told_twice(cast: Cast) -> None:
    given(cast, text="De eerste.")
    given(cast, text="De tweede.")

    both = render_feedback([row(cast, 2), row(cast, 1)], TUESDAY)

    assert isinstance(both[1], Mail)
    assert "De eerste." in both[1].text
    assert "De tweede." in both[1].text
    assert isinstance(both[2], Drop)
    given(cast, text="De derde.")
    again = render_feedback([row(cast, 1)], TUESDAY)[1]
    assert isinstance(again, Mail)
    assert "De tweede." in again.text
    assert "De derde." in again.text


def test_what_was_read_on_the_page_or_reported_is_not_told(cast: Cast) -> None:
    read, wrong, left = (given(cast, text=text) for text in ("Gelezen.", "Naar.", "Nieuw."))
    recognition.mark_feedback_seen(member=cast.anna, token=read.token, now=TUESDAY)
    recognition.report_feedback(member=cast.anna, token=wrong.token, said="", now=TUESDAY)

    letter = render_feedback([row(cast)], TUESDAY)[1]

    assert isinstance(letter, Mail)
    assert left.text in letter.text
    assert read.text not in letter.text
    assert wrong.text not in letter.text
    people.deactivate_member(member=cast.anna, by=cast.ad, now=TUESDAY)
    assert isinstance(render_feedback([row(cast)], TUESDAY)[1], Drop)


def test_administrators_are_told_that_it_happened_and_no_more(cast: Cast) -> None:
    word = given(cast, text="Iets gemeens.")
    recognition.report_feedback(member=cast.anna, token=word.token, said="Au.", now=TUESDAY)
    (report,) = words.reports_of(organisation_id=cast.organisation.pk)

    for expected in (1, 0):
        told = tell_of_report(
            organisation_id=cast.organisation.pk, report_id=report.pk, now=TUESDAY
        )
        assert told == expected
    asked = row(cast, kind="feedback_reported", member_id=cast.ad.pk)
    letter = render_reports([asked], TUESDAY)[1]

    assert isinstance(letter, Mail)
    assert letter.to_address == cast.ad.email
    for secret in ("Iets gemeens.", "Au.", "Anna", "Marijke"):
        assert secret not in letter.text + letter.html + letter.subject
    gone = row(cast, kind="feedback_reported", member_id=cast.bram.pk)
    assert isinstance(render_reports([gone], TUESDAY)[1], Drop)


@pytest.mark.django_db(transaction=True)
def test_a_week_brings_one_notice_and_the_words_of_later_wait_for_the_next() -> None:
    """Through the outbox as it is: the cap of the family holds, and the second word is not lost."""
    cast = make_cast()

    def sent(at: datetime) -> list[str]:
        before = len(mail.outbox)
        sender = outbox.Sender(clock=lambda: at, rng=Random(1), stopping=lambda: False)
        sender.send_due()
        sender.close()
        return [letter.message().as_string() for letter in mail.outbox[before:]]

    with tenant(cast.organisation.pk):
        given(cast, text="De eerste.")
    assert sent(TUESDAY + timedelta(minutes=59)) == []
    (first,) = sent(TUESDAY + timedelta(minutes=61))
    with tenant(cast.organisation.pk):
        given(cast, text="De tweede.", now=TUESDAY + timedelta(days=1))
        given(cast, text="De derde.", now=TUESDAY + timedelta(days=2))
    assert sent(TUESDAY + timedelta(days=2, hours=2)) == []
    (second,) = sent(TUESDAY + timedelta(days=7))
    assert sent(TUESDAY + timedelta(days=14)) == []

    assert family_for("feedback") == "notice"
    assert "De eerste." in first
    assert "De eerste." not in second
    assert "De tweede." in second
    assert "De derde." in second
    with tenant(cast.organisation.pk):
        waiting = delivery.waiting_count(
            organisation_id=cast.organisation.pk, now=TUESDAY + timedelta(days=15)
        )
    assert waiting == 0
