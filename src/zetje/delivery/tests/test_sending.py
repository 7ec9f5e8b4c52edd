"""What a sender does with a message, and what it leaves alone."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from zetje.delivery.models import Message, Receipt
from zetje.delivery.operations.sending import Sender
from zetje.delivery.rules.outcomes import Later, Refused, Undecided
from zetje.delivery.testing import fakes
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, queue, send, states
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast


def test_a_due_message_goes_out_once_and_each_step_is_on_record(
    cast: Cast, transport: FakeTransport
) -> None:
    queue(cast.anna)

    send(transport)
    send(transport)

    sent = message(cast.anna)
    assert len(transport.sent) == 1
    assert sent.state == "sent"
    assert sent.message_id.encode() in transport.sent[0].contents
    with tenant(cast.organisation.pk):
        steps = Receipt.objects.filter(message=sent).order_by("id").values_list("state", flat=True)
        assert list(steps) == ["intent", "sent"]


def test_a_message_queued_twice_is_one_message(cast: Cast, transport: FakeTransport) -> None:
    assert queue(cast.anna) is not None
    assert queue(cast.anna) is None

    send(transport)

    assert len(transport.sent) == 1


def test_a_message_waits_for_its_moment(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.anna, not_before=NOW + timedelta(minutes=1))

    assert send(transport) == 0
    assert send(transport, now=NOW + timedelta(minutes=1)) == 1


def test_what_outlived_its_use_is_dropped_and_not_sent_late(
    cast: Cast, transport: FakeTransport
) -> None:
    for member in cast.ladder().values():
        queue(member)

    send(transport, now=NOW + timedelta(hours=12))

    assert transport.sent == []
    assert set(states(cast.organisation.pk).values()) == {"dropped"}


def test_a_renderer_may_still_drop_a_message(cast: Cast, transport: FakeTransport) -> None:
    fakes.drops[7] = "withdrawn"
    queue(cast.anna, subject_id=7)

    send(transport)

    assert transport.sent == []
    assert (message(cast.anna).state, message(cast.anna).reason) == ("dropped", "withdrawn")


def test_a_poisoned_message_is_parked_and_the_queue_behind_it_flows(
    cast: Cast, transport: FakeTransport
) -> None:
    fakes.poisons.add(13)
    queue(cast.anna, subject_id=13)
    for member in (cast.bram, cast.femke, cast.pim):
        queue(member)

    moment = NOW
    for _ in range(3):
        send(transport, now=moment)
        moment += timedelta(minutes=40)

    assert len(transport.sent) == 3
    assert message(cast.anna).state == "failed"
    assert message(cast.anna).reason == "words: RuntimeError"


def test_a_kind_that_nobody_renders_is_parked(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.anna, kind="unheard_of")
    queue(cast.bram)

    moment = NOW
    for _ in range(3):
        send(transport, now=moment)
        moment += timedelta(minutes=40)

    assert transport.addresses == [f"member{cast.bram.pk}@example.org"]
    assert message(cast.anna).reason == "words: UnknownKindError"


def test_an_impossible_address_is_parked_and_the_rest_goes_out(
    cast: Cast, transport: FakeTransport
) -> None:
    queue(cast.anna, address="anna@example.org, everyone@example.org")
    queue(cast.bram)

    moment = NOW
    for _ in range(3):
        send(transport, now=moment)
        moment += timedelta(minutes=40)

    assert transport.addresses == [f"member{cast.bram.pk}@example.org"]
    assert message(cast.anna).state == "failed"


def test_a_passing_refusal_is_tried_again_later_and_given_up_in_the_end(
    cast: Cast, transport: FakeTransport
) -> None:
    address = f"member{cast.anna.pk}@example.org"
    transport.answers[address] = [Later("451 try later")] * 8
    queue(cast.anna, useful_until=None)

    send(transport)
    first = message(cast.anna)
    moment = NOW
    for _ in range(8):
        moment += timedelta(hours=3)
        send(transport, now=moment)

    assert first.state == "planned"
    assert NOW + timedelta(seconds=30) <= first.not_before <= NOW + timedelta(minutes=1)
    last = message(cast.anna)
    assert (last.state, last.attempts) == ("failed", 8)
    assert last.reason.startswith("gave up after 8 attempts")


def test_a_retried_message_keeps_its_message_id(cast: Cast, transport: FakeTransport) -> None:
    transport.answers[f"member{cast.anna.pk}@example.org"] = [Later("451 try later")]
    queue(cast.anna)

    send(transport)
    before = message(cast.anna).message_id
    send(transport, now=NOW + timedelta(minutes=2))

    assert message(cast.anna).state == "sent"
    assert message(cast.anna).message_id == before


def test_an_unanswered_message_is_unknown_and_never_sent_again(
    cast: Cast, transport: FakeTransport
) -> None:
    transport.answers[f"member{cast.anna.pk}@example.org"] = [Undecided("no answer")]
    queue(cast.anna)

    for hours in range(4):
        send(transport, now=NOW + timedelta(hours=hours))

    assert message(cast.anna).state == "unknown"
    assert transport.sent == []


def test_a_message_refused_for_its_words_fails_without_blaming_the_address(
    cast: Cast, transport: FakeTransport
) -> None:
    transport.answers[f"member{cast.anna.pk}@example.org"] = [Refused("554 5.7.1 spam")]
    queue(cast.anna)
    queue(cast.anna, kind="prompt", dedupe_key="prompt")

    send(transport)

    assert states(cast.organisation.pk) == {f"digest:{cast.anna.pk}": "failed", "prompt": "sent"}


def test_a_relay_in_trouble_is_left_alone_for_a_moment(
    cast: Cast, transport: FakeTransport
) -> None:
    for member in (cast.anna, cast.bram, cast.femke):
        queue(member)
    for member in (cast.anna, cast.bram, cast.femke):
        transport.answers[f"member{member.pk}@example.org"] = [Later("421 later", everyone=True)]

    send(transport)

    tried = [message(member).attempts for member in (cast.anna, cast.bram, cast.femke)]
    assert tried == [1, 0, 0]


def test_a_channel_that_breaks_leaves_the_message_unknown_and_goes_on(
    cast: Cast, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast.anna)
    queue(cast.bram)
    real = transport.hand_over

    def broken(prepared: object) -> object:
        if prepared.to_address == f"member{cast.anna.pk}@example.org":
            raise RuntimeError
        return real(prepared)

    monkeypatch.setattr(transport, "hand_over", broken)

    send(transport)

    assert list(states(cast.organisation.pk).values()) == ["unknown", "sent"]


def test_words_that_became_old_in_a_slow_batch_are_made_again(
    cast: Cast, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    for member in (cast.anna, cast.bram, cast.femke):
        queue(member, subject_id=member.pk)
    moment = [NOW]
    real = transport.hand_over

    def slowly(prepared: object) -> object:
        moment[0] += timedelta(seconds=20)
        fakes.drops[cast.femke.pk] = "withdrawn"
        return real(prepared)

    monkeypatch.setattr(transport, "hand_over", slowly)
    sender = Sender(clock=lambda: moment[0], rng=random.Random(1), open_channel=transport.open)
    sender.connect()
    sender.send_due()
    sender.close()

    assert list(states(cast.organisation.pk).values()) == ["sent", "sent", "dropped"]
    assert message(cast.femke).reason == "withdrawn"


def test_an_answer_overtakes_a_queue_of_digests(cast: Cast, transport: FakeTransport) -> None:
    for member in cast.ladder().values():
        queue(member, not_before=NOW - timedelta(hours=1))
    queue(cast.anna, kind="sign_in", dedupe_key="sign-in", not_before=NOW)

    send(transport)

    assert b"Subject: sign_in" in transport.sent[0].contents


def test_each_organisation_sees_only_its_own_messages(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.anna)
    queue(cast.chaima)

    send(transport)

    with tenant(cast.organisation.pk):
        assert [row.member_id for row in Message.objects.all()] == [cast.anna.pk]
    assert Message.objects.count() == 0
    assert len(transport.sent) == 2


@pytest.mark.parametrize(
    ("sender", "head"),
    [
        ("Noordnaaf nieuws <nieuws@noordnaaf.example>", b"Noordnaaf nieuws"),
        ("nieuws@noordnaaf.example", b"Noordnaaf"),
    ],
)
def test_an_organisations_sender_may_have_a_name_before_its_address(
    cast: Cast, transport: FakeTransport, sender: str, head: bytes
) -> None:
    cast.organisation.mail_from = sender
    cast.organisation.save(update_fields=["mail_from"])
    queue(cast.anna)

    send(transport)

    (line,) = (one for one in transport.sent[0].contents.splitlines() if one.startswith(b"From:"))
    assert line.startswith(b"From: ")
    assert head in line
    assert b"<nieuws@noordnaaf.example>" in line
