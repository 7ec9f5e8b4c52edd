"""A message in a chat becomes a tip, once, and can be taken back in place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from zetje.content import operations as content
from zetje.content import queries as stories
from zetje.delivery.registry import Card, perform_action
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
LINK = "https://noordnaaf.example/oven"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    for member in (made.anna, made.bram):
        member.language = "en"
        with tenant(made.organisation.pk):
            member.save()
    with tenant(made.organisation.pk):
        yield made


def act(member: Any, name: str, value: str) -> Card:
    return perform_action(
        name=name,
        organisation_id=member.organisation_id,
        member_id=member.pk,
        value=value,
        now=NOW,
    )


def tip(member: Any, text: str = f"De oven brandt weer! {LINK}", **told: Any) -> Card:
    told = {"text": text, "key": "C1:1", "origin": "slack", "is_quoted": False} | told
    return act(member, "give_tip", json.dumps(told))


def test_a_message_is_a_tip_and_can_be_taken_back(cast: Cast) -> None:
    card = tip(cast.anna, is_quoted=True)

    assert card.title == "Thank you. It is with the editors now."
    assert "De oven brandt weer!" in card.text
    assert "ask them first" in card.text
    (kept,) = stories.waiting_tips(cast.organisation.pk)
    assert (kept.origin, kept.address, kept.is_quoted) == ("slack", LINK, True)
    assert tip(cast.anna).buttons[0].value == card.buttons[0].value
    (back, page) = card.buttons
    assert page.url.endswith("/tips/")
    for _time in range(2):
        assert act(cast.anna, back.action, back.value).title.startswith("Taken back.")
    assert not stories.waiting_tips(cast.organisation.pk)


def test_somebody_elses_tip_is_backed_and_not_taken_back(cast: Cast) -> None:
    first = tip(cast.anna)

    assert "you would share it" in tip(cast.bram, key="C2:2").title
    act(cast.bram, "take_tip_back", first.buttons[0].value)
    (kept,) = stories.waiting_tips(cast.organisation.pk)
    assert kept.backed == 1
    content.take_tip(tip=kept, by=cast.femke, now=NOW)
    card = act(cast.anna, "take_tip_back", first.buttons[0].value)
    assert card.title == "A story is made of it already. Ask an editor."


def test_a_message_without_words_is_no_tip(cast: Cast) -> None:
    assert "no words or link" in tip(cast.anna, text="!!").title
    assert not stories.waiting_tips(cast.organisation.pk)
