"""A prompt from the draw to the mail server: in the words that were decided, or not at all."""

from __future__ import annotations

import random
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from zetje.delivery.operations import send_due
from zetje.delivery.testing.fakes import FakeTransport
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member
from zetje.prompting.queries.prompt_wordings import wordings_for
from zetje.prompting.tests.deciding import (
    THURSDAY,
    always,
    decide,
    prompted,
    prompts,
    week_with_digest,
)
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db


def test_who_is_drawn_gets_one_prompt_in_the_words_that_were_decided(tuesdays: Any) -> None:
    always(tuesdays)
    people = [
        make_member(
            tuesdays,
            email=f"m{number}@example.org",
            language=language,
            preferences={"languages": ["nl", "en"]},
        )
        for number, language in enumerate(["nl", "en", "nl", "en", "nl"])
    ]
    stories = week_with_digest(tuesdays)
    assert decide(tuesdays) == len(people)
    decided = {row.member_id: row for row in prompted(tuesdays)}
    assert len(decided) == len(people)
    # One shares between the draw and the sending: then there is nothing left to ask.
    with tenant(tuesdays.pk):
        make_share(people[0], stories[0], now=THURSDAY + timedelta(minutes=1), confirmed=True)
    transport = FakeTransport()

    for _ in range(2):
        send_due(
            now=THURSDAY + timedelta(minutes=5), rng=random.Random(1), open_channel=transport.open
        )

    mails = [
        message_from_bytes(parcel.contents, policy=policy.default) for parcel in transport.sent
    ]
    asked = [mail for mail in mails if "/why/" in text_of(mail)]
    by_address = {str(mail["To"]).split("<")[-1].strip(">"): mail for mail in asked}
    assert len(asked) == len(by_address) == len(people) - 1
    for member in people[1:]:
        mail, decision = by_address[member.email], decided[member.pk]
        assert f"/why/{decision.token}/" in text_of(mail)
        assert "List-Unsubscribe" in mail
        with tenant(tuesdays.pk):
            (wording,) = [
                one
                for one in wordings_for(
                    organisation_id=tuesdays.pk, arm=decision.arm, language=member.language
                )
                if one.key == decision.wording
            ]
        opening = wording.subject.split("{")[0]
        assert str(mail["Subject"]).startswith(opening)
    (dropped,) = [row for row in prompts(tuesdays) if row.member_id == people[0].pk]
    assert (dropped.state, dropped.reason) == ("dropped", "shared meanwhile")


def text_of(mail: Any) -> str:
    return mail.get_body(("plain",)).get_content()
