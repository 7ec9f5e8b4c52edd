"""A chat beside mail: what it is handed, when it is left alone, and who steps in for it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.models import Message
from zetje.delivery.registry import Field, Mail
from zetje.delivery.rules.outcomes import Later, Refused, Undecided
from zetje.delivery.rules.paces import Pace
from zetje.delivery.testing import fakes
from zetje.delivery.testing.fakes import FakeChannel, fake_channels
from zetje.delivery.tests.conftest import NOW, message, queue, states
from zetje.delivery.tests.test_linking import choose, link
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast

BUSY = Later("HTTP 429", everyone=True, wait_seconds=60)
DOWN = Later("HTTP 503", everyone=True)


@pytest.fixture
def mail() -> FakeChannel:
    return FakeChannel("mail")


@pytest.fixture
def chat() -> FakeChannel:
    return FakeChannel("chat")


@pytest.fixture(autouse=True)
def channels(mail: FakeChannel, chat: FakeChannel) -> Iterator[None]:
    with fake_channels(mail, chat):
        yield


def send(now: datetime = NOW) -> int:
    return delivery.send_due(now=now, rng=random.Random(1))


def linked(*members) -> None:
    for member in members:
        link(member, "chat", f"U{member.pk}")


def circuits(cast: Cast) -> list[queries.Circuit]:
    with tenant(cast.organisation.pk):
        return queries.open_circuits(organisation_id=cast.organisation.pk)


def addresses(channel: FakeChannel) -> list[str]:
    return [letter.address for letter in channel.transport.cards]


def test_a_card_goes_to_the_persons_own_account_under_one_number_over_all_attempts(
    cast: Cast, chat: FakeChannel
) -> None:
    linked(cast.anna)
    chat.transport.answers[f"U{cast.anna.pk}"] = [Later("try again")]
    queue(cast.anna, channel="chat")

    send()
    number = message(cast.anna).message_id
    send(NOW + timedelta(minutes=2))

    [letter] = chat.transport.cards
    assert letter.card.title == "digest 1"
    assert (letter.address, letter.organisation_id) == (f"U{cast.anna.pk}", cast.organisation.pk)
    assert letter.message_id == number == message(cast.anna).token
    assert (message(cast.anna).state, message(cast.anna).attempts) == ("sent", 2)


def test_without_a_link_the_next_channel_of_the_person_takes_it(
    cast: Cast, mail: FakeChannel, chat: FakeChannel
) -> None:
    other = FakeChannel("other")
    link(cast.bram, "other", "O2")
    for member in (cast.anna, cast.bram):
        queue(member, channel="chat")
    queue(cast.anna, channel="gone", kind="prompt", dedupe_key="gone")

    with fake_channels(other):
        send()

    assert set(states(cast.organisation.pk).values()) == {"sent"}
    assert addresses(other) == ["O2"]
    assert mail.transport.addresses == [f"member{cast.anna.pk}@example.org"] * 2
    assert chat.transport.cards == []
    assert message(cast.anna, dedupe_key="gone").message_id.startswith("<")


def test_a_message_may_go_by_what_its_person_likes_best(
    cast: Cast, mail: FakeChannel, chat: FakeChannel
) -> None:
    linked(cast.anna, cast.bram)
    choose(cast.bram, "mail", "chat")
    queue(cast.anna, channel=delivery.LIKED_BEST)
    delivery.queue_messages(
        [
            delivery.Queued(
                member_id=member.pk,
                kind="digest",
                subject_id=1,
                dedupe_key=f"digest:{member.pk}",
                not_before=NOW,
                useful_until=None,
                channel=delivery.LIKED_BEST,
            )
            for member in (cast.bram, cast.femke)
        ],
        organisation_id=cast.organisation.pk,
        now=NOW,
    )

    send()

    assert addresses(chat) == [f"U{cast.anna.pk}"]
    assert len(mail.transport.sent) == 2


def test_a_bare_address_takes_mail_alone(cast: Cast) -> None:
    delivery.queue_message(
        organisation_id=cast.organisation.pk,
        member_id=None,
        kind="newsletter",
        subject_id=1,
        dedupe_key="bare",
        not_before=NOW,
        useful_until=None,
        address="x@example.org",
        channel="chat",
        now=NOW,
    )

    send()

    with tenant(cast.organisation.pk):
        bare = Message.objects.get()
    assert (bare.state, bare.reason) == ("dropped", "no_channel")


def test_a_renderer_that_knows_only_mail_is_heard_by_mail(
    cast: Cast, mail: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zetje.delivery import registry

    def only_mail(rows, now):
        return {row.id: Mail(to_address="a@example.org", subject="-", text="-") for row in rows}

    monkeypatch.setattr(fakes, "render", only_mail)
    registry._load.cache_clear()
    linked(cast.anna)
    queue(cast.anna, channel="chat")

    send()
    registry._load.cache_clear()

    assert mail.transport.addresses == ["a@example.org"]


def test_a_mail_channel_that_is_given_a_card_parks_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zetje.delivery import registry
    from zetje.delivery.registry import Card

    def only_cards(rows, now):
        return {row.id: Card(language="nl", title="-") for row in rows}

    monkeypatch.setattr(fakes, "render", only_cards)
    registry._load.cache_clear()
    queue(cast.anna)

    for minutes in (0, 40, 80):
        send(NOW + timedelta(minutes=minutes))
    registry._load.cache_clear()

    assert (message(cast.anna).state, message(cast.anna).reason) == ("failed", "words: TypeError")


def test_a_link_that_ends_while_its_message_is_under_way_counts(
    cast: Cast, mail: FakeChannel, chat: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked(cast.anna, cast.bram)
    for member in (cast.anna, cast.bram):
        queue(member, channel="chat")
    real = chat.transport.hand_over

    def and_unlink(prepared: object) -> object:
        delivery.unlink_channel(
            organisation_id=cast.organisation.pk, member_id=cast.bram.pk, channel="chat", now=NOW
        )
        return real(prepared)

    monkeypatch.setattr(chat.transport, "hand_over", and_unlink)

    send()

    assert addresses(chat) == [f"U{cast.anna.pk}"]
    assert mail.transport.addresses == [f"member{cast.bram.pk}@example.org"]


def test_an_account_that_is_gone_is_linked_no_more_and_mail_steps_in(
    cast: Cast, mail: FakeChannel, chat: FakeChannel
) -> None:
    linked(cast.anna)
    chat.transport.answers[f"U{cast.anna.pk}"] = [Refused("account_inactive", bad_address=True)]
    queue(cast.anna, channel="chat")

    send()

    assert mail.transport.addresses == [f"member{cast.anna.pk}@example.org"]
    assert message(cast.anna).state == "sent"
    where = {"organisation_id": cast.organisation.pk, "channel": "chat"}
    assert queries.member_at(address=f"U{cast.anna.pk}", **where) is None
    assert queries.suppressed_addresses(organisation_id=cast.organisation.pk) == []


def test_every_rule_of_mail_holds_for_a_chat(cast: Cast, chat: FakeChannel) -> None:
    linked(cast.anna, cast.bram, cast.femke, cast.pim)
    for member in (cast.anna, cast.bram, cast.femke, cast.pim):
        queue(member, channel="chat")
    queue(cast.pim, dedupe_key="second")  # by mail, in the same week
    delivery.unsubscribe(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        kind="digest",
        via="page",
        now=NOW,
    )
    with tenant(cast.organisation.pk):
        cast.bram.left_on = NOW.date()
        cast.bram.save(update_fields=["left_on"])
    chat.transport.answers[f"U{cast.femke.pk}"] = [Undecided("no answer")]

    for hours in range(3):
        send(NOW + timedelta(hours=hours))

    with tenant(cast.organisation.pk):
        found = {
            (row.member_id, row.state, row.reason) for row in Message.objects.exclude(state="sent")
        }
        sent = Message.objects.filter(state="sent", member_id=cast.pim.pk).count()
    assert found >= {
        (cast.anna.pk, "dropped", "unsubscribed"),
        (cast.bram.pk, "dropped", "not_allowed"),
        (cast.femke.pk, "unknown", "no answer"),
    }
    assert sent == 1


def test_a_channel_that_asks_to_wait_is_left_alone_so_long_and_holds_up_no_other(
    cast: Cast, mail: FakeChannel, chat: FakeChannel
) -> None:
    linked(cast.anna, cast.bram)
    for member in (cast.anna, cast.bram):
        queue(member, channel="chat")
        chat.transport.answers[f"U{member.pk}"] = [BUSY]
    for member in (cast.femke, cast.pim):
        queue(member)

    send()
    [circuit] = circuits(cast)
    send(NOW + timedelta(seconds=59))  # another sender, which knows of it from the database
    tried = message(cast.anna).attempts + message(cast.bram).attempts

    assert len(mail.transport.sent) == 2
    assert tried == 1
    assert circuit.open_until == NOW + timedelta(seconds=60)
    assert (circuit.channel, circuit.reason, circuit.since) == ("chat", "HTTP 429", NOW)
    chat.transport.answers.clear()
    for minutes in (1, 2, 3):
        send(NOW + timedelta(minutes=minutes, seconds=1))
    assert len(chat.transport.cards) == 2
    assert circuits(cast) == []


def test_an_hour_of_trouble_loses_nothing_that_is_still_of_use_and_sends_nothing_late(
    cast: Cast, chat: FakeChannel
) -> None:
    linked(cast.anna, cast.bram)
    queue(cast.anna, channel="chat", useful_until=NOW + timedelta(minutes=30))
    queue(cast.bram, channel="chat")
    for member in (cast.anna, cast.bram):
        chat.transport.answers[f"U{member.pk}"] = [DOWN] * 20
    for minutes in range(60):
        send(NOW + timedelta(minutes=minutes))
    chat.transport.answers.clear()

    for minutes in range(60, 240, 5):
        send(NOW + timedelta(minutes=minutes))

    assert addresses(chat) == [f"U{cast.bram.pk}"]
    assert (message(cast.anna).state, message(cast.anna).reason) == ("dropped", "late")
    assert message(cast.bram).attempts <= 6
    assert circuits(cast) == []


def test_a_channel_that_twice_gives_no_answer_is_left_alone_and_one_that_cannot_open_too(
    cast: Cast, chat: FakeChannel, mail: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = (cast.anna, cast.bram, cast.femke)
    linked(*people)
    for member in people:
        queue(member, channel="chat")
        chat.transport.answers[f"U{member.pk}"] = [Undecided("no answer: timed out")]
    queue(cast.pim)

    send()

    tried = [message(member).state for member in people]
    assert tried == ["unknown", "unknown", "planned"]
    assert [each.reason for each in circuits(cast)] == ["no answer: timed out"]
    assert len(mail.transport.sent) == 1
    monkeypatch.setattr(FakeChannel, "open_transport", lambda self: 1 / 0)
    send(NOW + timedelta(minutes=2))
    assert [each.reason for each in circuits(cast)] == ["cannot be opened: ZeroDivisionError"]
    monkeypatch.undo()
    chat.transport.answers.clear()
    send(NOW + timedelta(minutes=4))
    assert message(cast.femke).state == "sent"
    assert circuits(cast) == []


def test_trouble_of_one_organisation_is_nobody_elses_and_the_mail_servers_no_chats(
    cast: Cast, mail: FakeChannel, chat: FakeChannel
) -> None:
    linked(cast.anna, cast.chaima)
    queue(cast.anna, channel="chat")
    queue(cast.chaima, channel="chat")
    queue(cast.bram)
    chat.transport.answers[f"U{cast.anna.pk}"] = [DOWN]
    mail.transport.answers[f"member{cast.bram.pk}@example.org"] = [Later("421", everyone=True)]

    send()

    assert addresses(chat) == [f"U{cast.chaima.pk}"]
    place = queries.sending_place()
    assert place is not None
    assert place.trouble == "421"
    assert [each.channel for each in circuits(cast)] == ["chat"]


def test_a_channel_is_given_no_more_than_its_pace(cast: Cast, chat: FakeChannel) -> None:
    members = (cast.anna, cast.bram, cast.femke, cast.pim)
    linked(*members)
    for member in members:
        queue(member, channel="chat")

    with fake_channels(chat, per_second=1):
        send()

    assert len(chat.transport.cards) == 3
    send()
    assert len(chat.transport.cards) == 4


def test_a_pace_fills_evenly_and_holds_little() -> None:
    pace = Pace(2.0)

    assert pace.take(wanted=100, now=NOW) == 6
    assert pace.take(wanted=100, now=NOW) == 0
    assert pace.take(wanted=100, now=NOW + timedelta(seconds=1)) == 2
    assert pace.take(wanted=1, now=NOW + timedelta(hours=1)) == 1
    pace.give_back(1)
    assert pace.take(wanted=100, now=NOW + timedelta(hours=1)) == 6
    assert pace.take(wanted=9, now=NOW) == 0  # a clock that jumps back earns nothing
    assert Pace(0).take(wanted=100, now=NOW) == 100


def test_settings_are_asked_of_the_counterpart_kept_sealed_and_forgotten(cast: Cast) -> None:
    picky = FakeChannel("picky", fields=[Field("team", "Team"), Field("token", "Token", True)])
    link(cast.anna, "picky", "P1")
    choose(cast.anna, "picky")
    who = {
        "organisation_id": cast.organisation.pk,
        "channel": "picky",
        "by_member_id": cast.ad.pk,
        "now": NOW,
    }

    def kept() -> dict[str, str]:
        return queries.channel_settings(cast.organisation.pk, "picky")

    with fake_channels(picky):
        queue(cast.anna, channel="picky", not_before=NOW - timedelta(days=8), useful_until=None)
        send(NOW - timedelta(days=8))
        assert picky.transport.cards == []  # not filled in: mail took it

        picky.fault = "The token is not known there."
        assert delivery.set_up_channel(settings={"token": "t"}, **who) == picky.fault
        assert kept() == {}
        picky.fault = ""
        assert (
            delivery.set_up_channel(settings={"team": "a", "token": " t1 ", "x": "y"}, **who) == ""
        )
        assert delivery.set_up_channel(settings={"team": "", "token": ""}, **who) == ""
        assert kept() == {"team": "", "token": "t1"}
        assert queries.channel_settings(cast.other_organisation.pk, "picky") == {}
        queue(cast.anna, channel="picky", dedupe_key="now")
        send()
        assert addresses(picky) == ["P1"]

        off = {key: who[key] for key in who}
        assert delivery.turn_off_channel(**off)
        assert not delivery.turn_off_channel(**off)
        assert kept() == {}
    with tenant(cast.organisation.pk):
        from django.apps import apps

        acts = apps.get_model("people", "AuditEntry").objects.order_by("id")
        assert list(acts.values_list("action", "subject")) == [
            ("channel.set_up", "channel:picky"),
            ("channel.set_up", "channel:picky"),
            ("channel.turned_off", "channel:picky"),
        ]


def test_a_kind_of_outcome_that_says_nothing_of_the_channel_is_no_news(
    cast: Cast, chat: FakeChannel
) -> None:
    linked(cast.anna)
    queue(cast.anna, channel="chat")
    chat.transport.answers[f"U{cast.anna.pk}"] = [Refused("msg_too_long")]

    send()

    assert message(cast.anna).state == "failed"
    assert circuits(cast) == []
