"""A chat over real HTTP: every way in which its server fails, and what becomes of the messages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.testing.chat import ChatChannel, ChatServer, Room, chat_server
from zetje.delivery.testing.fakes import FakeChannel, fake_channels
from zetje.delivery.tests.conftest import NOW, message, queue
from zetje.delivery.tests.test_linking import link
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, signed_in


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def server(room: Room) -> Iterator[ChatServer]:
    with chat_server(room) as server:
        yield server


@pytest.fixture
def mail() -> FakeChannel:
    return FakeChannel("mail")


@pytest.fixture(autouse=True)
def channels(server: ChatServer, mail: FakeChannel) -> Iterator[None]:
    with fake_channels(ChatChannel(server.port, answer_seconds=0.3), mail):
        yield


def send(seconds: float = 0) -> None:
    delivery.send_due(now=NOW + timedelta(seconds=seconds), rng=random.Random(1))


def invite(*members) -> None:
    for member in members:
        link(member, "chat", f"U{member.pk}")
        queue(member, channel="chat")


def told(room: Room) -> list[str]:
    return [message["to"] for message in room.taken]


def test_a_strict_server_takes_our_cards_and_each_fault_of_it_has_its_own_end(
    cast: Cast, room: Room, mail: FakeChannel
) -> None:
    anna, bram, femke, pim = (
        f"U{each.pk}" for each in (cast.anna, cast.bram, cast.femke, cast.pim)
    )
    invite(cast.anna, cast.bram, cast.femke, cast.pim)
    room.faults = {bram: ["drop"], femke: [(404, 0)], pim: ["hang"]}

    for minutes in range(5):
        send(minutes * 60)

    assert room.refused == []
    assert told(room) == [anna, bram, pim]
    assert room.taken[0]["message_id"] == message(cast.anna).message_id
    ends = {each.given_name: message(each).state for each in (cast.anna, cast.bram, cast.pim)}
    assert list(ends.values()) == ["sent", "unknown", "unknown"]
    # Whose account is gone is reached by mail, and linked no more.
    assert (message(cast.femke).channel, message(cast.femke).state) == ("mail", "sent")
    assert len(mail.transport.sent) == 1


def test_too_many_requests_waits_as_long_as_asked_and_mail_goes_on(
    cast: Cast, room: Room, mail: FakeChannel
) -> None:
    invite(cast.anna, cast.bram)
    room.faults = {f"U{each.pk}": [(429, 60)] for each in (cast.anna, cast.bram)}
    queue(cast.femke)

    send()
    for seconds in (1, 30, 59):
        send(seconds)
    assert sum(len(left) for left in room.faults.values()) == 1
    assert len(mail.transport.sent) == 1
    room.faults.clear()
    for seconds in (61, 130):
        send(seconds)

    assert sorted(told(room)) == sorted([f"U{cast.anna.pk}", f"U{cast.bram.pk}"])


def test_a_chat_that_is_down_is_noticed_shown_and_comes_back_without_loss(
    cast: Cast, server: ChatServer, room: Room
) -> None:
    invite(cast.anna, cast.bram)
    ad = signed_in(Client(), cast.ad)
    with fake_channels(ChatChannel(1)):  # nobody listens there
        send()
        with tenant(cast.organisation.pk):
            [circuit] = queries.open_circuits(organisation_id=cast.organisation.pk)
        assert circuit.reason == "connection: ConnectionRefusedError"
        assert "Chat neemt nu geen berichten aan." in ad.get("/sending/").content.decode()
        assert "ConnectionRefusedError" in ad.get("/channels/").content.decode()

    for minutes in (2, 4, 6):
        send(minutes * 60)

    assert sorted(told(room)) == sorted([f"U{cast.anna.pk}", f"U{cast.bram.pk}"])
    assert "Elk kanaal dat aan staat, werkt." in ad.get("/channels/").content.decode()
