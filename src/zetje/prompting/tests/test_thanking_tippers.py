"""Whoever gave a tip is thanked once; whoever's name stands on a mail is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zetje.content.testing import make_story, make_tip
from zetje.delivery.registry import Card, Drop, Mail, OutboxRow, family_for
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.operations import ask_whose_mail, thank_tippers
from zetje.prompting.operations.tips import render_asks, render_thanks
from zetje.prompting.testing import digest_path, make_digest

TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with tenant(made.organisation.pk):
        yield made


def row(cast: Cast, **fields: Any) -> OutboxRow:
    known: dict[str, Any] = {
        "id": 1,
        "organisation_id": cast.organisation.pk,
        "member_id": cast.anna.pk,
        "kind": "tip_live",
        "subject_id": None,
        "dedupe_key": "",
        "address": "",
        "not_before": TUESDAY,
        "useful_until": None,
        "unsubscribe_url": "https://zetje.example/unsubscribe/x/",
    }
    return OutboxRow(**known | fields)


def test_each_giver_of_a_tip_is_thanked_once(cast: Cast) -> None:
    story = make_story(cast.organisation, title="De la & <bouten>")
    for member in (cast.anna, cast.anna, cast.bram):
        make_tip(member, story=story, taken_at=TUESDAY)
    told = {"organisation_id": cast.organisation.pk, "story_id": story.pk, "now": TUESDAY}

    assert thank_tippers(**told) == 2
    assert thank_tippers(**told) == 0
    assert family_for("tip_live") == "notice"

    letter = render_thanks([row(cast, subject_id=story.pk)], TUESDAY)[1]
    assert isinstance(letter, Mail)
    assert letter.to_address == cast.anna.email
    assert "De la & <bouten>" in letter.text
    assert "De la &amp; &lt;bouten&gt;" in letter.html
    assert "https://zetje.example/unsubscribe/x/" in letter.text
    card = render_thanks([row(cast, subject_id=story.pk, channel="slack")], TUESDAY)[1]
    assert isinstance(card, Card)
    assert "De la & <bouten>" in card.text


def test_nobody_is_thanked_for_a_story_that_is_gone(cast: Cast) -> None:
    story = make_story(cast.organisation, withdrawn_at=TUESDAY)

    made = render_thanks([row(cast, subject_id=story.pk), row(cast, id=2, subject_id=0)], TUESDAY)

    assert all(isinstance(one, Drop) for one in made.values())
    assert len(made) == 2


def test_the_mail_that_asks_says_nothing_of_what_was_mailed(cast: Cast) -> None:
    tip = make_tip(cast.anna, title="Koop nu goedkoop", confirmed_at=None)
    asked = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk}

    assert ask_whose_mail(tip_id=tip.pk, now=TUESDAY, **asked) == 1
    assert ask_whose_mail(tip_id=tip.pk, now=TUESDAY, **asked) == 0
    assert family_for("tip_mailed") == "uncapped"
    letter = render_asks([row(cast, kind="tip_mailed", subject_id=tip.pk)], TUESDAY)[1]

    assert isinstance(letter, Mail)
    for part in (letter.subject, letter.text, letter.html):
        assert "Koop nu" not in part
    assert "/tips/" in letter.text


def test_colleagues_see_whose_tip_a_story_was_and_a_stranger_does_not(
    cast: Cast, client: Client
) -> None:
    now = timezone.now()
    story = make_story(cast.organisation)
    make_tip(cast.bram, story=story, taken_at=now, may_name=True)
    make_tip(cast.wil, story=story, taken_at=now, may_name=False)
    digest = make_digest(cast.anna, [story], now=now)

    anna = signed_in(client, cast.anna).get("/week/").content.decode()
    stranger = Client().get(digest_path(digest, now=now)).content.decode()

    assert "Een tip van Bram Visser." in anna
    assert "Wil Dekker" not in anna
    assert story.title in stranger
    assert "Bram" not in stranger
