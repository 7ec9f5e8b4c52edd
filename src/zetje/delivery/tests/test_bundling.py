"""A week brings one notice: it tells everything that waits for its member."""

from __future__ import annotations

import quopri
import random
from datetime import timedelta
from typing import Any

from zetje.delivery import operations as delivery
from zetje.delivery.rules.outcomes import Refused, Undecided
from zetje.delivery.testing.fakes import (
    FakeChannel,
    FakeTransport,
    drops,
    fake_channels,
    fake_renderers,
    poisons,
)
from zetje.delivery.tests.conftest import NOW, message, queue, send
from zetje.delivery.tests.test_linking import link
from zetje.people.testing import Cast

MONDAY = NOW + timedelta(days=7)


def notice(member: Any, kind: str, *, subject: int = 1, **changes: Any) -> None:
    values = {"dedupe_key": f"{kind}:{subject}", "useful_until": NOW + timedelta(days=21)}
    queue(member, kind=kind, subject_id=subject, **(values | changes))


def state_of(member: Any, key: str) -> tuple[str, str]:
    found = message(member, dedupe_key=key)
    return found.state, found.reason


def words_of(transport: FakeTransport, number: int = -1) -> str:
    return transport.sent[number].contents.decode()


def test_what_waits_goes_along_and_ends_when_its_own_turn_comes(
    cast: Cast, transport: FakeTransport
) -> None:
    with fake_renderers("award", "thanks"):
        notice(cast.anna, "award")
        notice(cast.anna, "thanks", not_before=NOW + timedelta(days=2))
        notice(cast.bram, "award", subject=2)

        send(transport)
        late = state_of(cast.anna, "thanks:1")
        send(transport, now=MONDAY)

    assert transport.addresses.count(f"member{cast.anna.pk}@example.org") == 1
    mine = next(parcel for parcel in transport.sent if str(cast.anna.pk) in parcel.to_address)
    said = quopri.decodestring(mine.contents).decode()
    assert "Subject: award 1, and one thing more" in said
    assert said.count("Words of award:1") == said.count("Words of thanks:1") == 2  # text and page
    assert "award:2" not in said
    assert late == ("planned", "")
    assert state_of(cast.anna, "thanks:1") == ("dropped", "told with another")


def test_what_went_along_goes_by_itself_when_the_first_did_not_leave(
    cast: Cast, transport: FakeTransport
) -> None:
    transport.answers[f"member{cast.anna.pk}@example.org"] = [Refused("554 spam")]
    with fake_renderers("award", "thanks"):
        notice(cast.anna, "award")
        notice(cast.anna, "thanks")

        send(transport)

    assert state_of(cast.anna, "award:1")[0] == "failed"
    assert state_of(cast.anna, "thanks:1")[0] == "sent"
    assert "Words of award:1" not in words_of(transport)


def test_what_may_have_gone_along_is_not_told_again(cast: Cast, transport: FakeTransport) -> None:
    transport.answers[f"member{cast.anna.pk}@example.org"] = [Undecided("no reply")]
    with fake_renderers("award", "thanks"):
        notice(cast.anna, "award")
        notice(cast.anna, "thanks")

        send(transport)
        send(transport, now=MONDAY)

    assert transport.sent == []
    assert state_of(cast.anna, "award:1")[0] == "unknown"
    assert state_of(cast.anna, "thanks:1") == ("dropped", "told with another")


def test_one_that_has_no_words_or_is_not_wanted_holds_nobody_up(
    cast: Cast, transport: FakeTransport
) -> None:
    with fake_renderers("award", "gone", "broken"):
        drops[7] = "its story is gone"
        poisons.add(8)
        notice(cast.anna, "award")
        notice(cast.anna, "gone", subject=7)
        notice(cast.anna, "broken", subject=8, not_before=NOW + timedelta(hours=1))
        notice(cast.anna, "unheard_of", not_before=NOW + timedelta(hours=1))

        send(transport)

    assert "Subject: award 1\r\n" in words_of(transport)
    assert state_of(cast.anna, "gone:7") == ("dropped", "its story is gone")
    assert state_of(cast.anna, "broken:8") == ("planned", "")


def test_in_a_chat_they_are_sections_of_one_card(cast: Cast) -> None:
    mail, chat = FakeChannel("mail"), FakeChannel("chat")
    with fake_channels(mail, chat), fake_renderers("award", "thanks"):
        link(cast.anna, "chat", "U1")
        notice(cast.anna, "award", channel="chat")
        notice(cast.anna, "thanks", channel="chat")

        delivery.send_due(now=NOW, rng=random.Random(1))

    (letter,) = chat.transport.cards
    assert letter.card.title == "award 1"
    assert [section.title for section in letter.card.sections] == ["thanks 1"]
    assert mail.transport.sent == []
