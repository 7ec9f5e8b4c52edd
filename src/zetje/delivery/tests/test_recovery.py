"""What a sender leaves behind when it dies, and what it still knows when the database does."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from zetje.delivery import operations as delivery
from zetje.delivery import registry
from zetje.delivery.models import Receipt
from zetje.delivery.operations import liveness
from zetje.delivery.operations.sending import Sender
from zetje.delivery.registry import OutboxRow
from zetje.delivery.testing import fakes
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, queue, send, states
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


class Killed(BaseException):
    """Stands for `kill -9`: nothing after it runs."""


@pytest.fixture
def sender(transport: FakeTransport) -> Iterator[Sender]:
    yield Sender(clock=lambda: NOW, rng=random.Random(1), open_channel=transport.open)
    connection.close()


def kill(sender: Sender) -> None:
    with pytest.raises(Killed):
        sender.send_due()
    let_go(sender)


def let_go(sender: Sender) -> None:
    """What the system does for a process that has ended: its files and connections are closed."""
    journal = sender._hand._journal
    assert journal is not None
    os.close(journal._descriptor)
    connection.close()
    wait_until_locks_are_free()


def wait_until_locks_are_free() -> None:
    """The server lets the lock of a session go a moment after its connection has ended."""
    end = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                "WHERE l.locktype = 'advisory' AND d.datname = current_database()"
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.01)
    raise AssertionError("a lock is still held")


def test_killed_between_the_answer_and_the_record_a_message_becomes_unknown(
    cast: Cast, sender: Sender, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast.anna)
    queue(cast.bram)
    real = transport.hand_over

    def killed_after(prepared: object) -> object:
        real(prepared)
        raise Killed

    monkeypatch.setattr(transport, "hand_over", killed_after)
    sender.connect()
    kill(sender)
    monkeypatch.undo()

    send(transport)
    send(transport, now=NOW + timedelta(minutes=1))

    assert list(states(cast.organisation.pk).values()) == ["unknown", "sent"]
    assert len(transport.sent) == 2
    unknown = message(cast.anna)
    assert unknown.message_id.encode() in transport.sent[0].contents
    with tenant(cast.organisation.pk):
        last = Receipt.objects.filter(message=unknown).order_by("-id").first()
    assert last is not None
    assert (last.state, last.reason) == ("unknown", liveness.ENDED)


def test_what_a_dead_sender_had_only_taken_is_sent_by_the_next(
    cast: Cast, sender: Sender, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast.anna)

    def killed(*args: object, **values: object) -> None:
        raise Killed

    monkeypatch.setattr("zetje.delivery.operations.sending.prepare_steps", killed)
    sender.connect()
    kill(sender)
    monkeypatch.undo()

    send(transport)

    assert states(cast.organisation.pk) == {f"digest:{cast.anna.pk}": "sent"}


def test_a_message_that_kills_its_senders_is_parked_and_the_others_go_out(
    cast: Cast, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    for member in (cast.anna, cast.bram, cast.femke):
        queue(member, subject_id=13 if member is cast.anna else 1)
    real = fakes.render

    def deadly(rows: list[OutboxRow], now: object) -> object:
        if any(row.subject_id == 13 for row in rows):
            raise Killed
        return real(rows, now)

    monkeypatch.setattr(fakes, "render", deadly)
    registry._load.cache_clear()
    for _ in range(4):
        sender = Sender(clock=lambda: NOW, rng=random.Random(1), open_channel=transport.open)
        sender.connect()
        try:
            sender.send_due()
        except Killed:
            let_go(sender)
    registry._load.cache_clear()

    assert list(states(cast.organisation.pk).values()) == ["failed", "sent", "sent"]


def test_a_living_senders_message_is_left_alone(
    cast: Cast, sender: Sender, transport: FakeTransport, database_url: str
) -> None:
    queue(cast.anna)
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(42)")
        other.execute(
            "UPDATE delivery_message SET state = 'intent', sender = 42, message_id = '<1@x>'"
        )
        assert liveness.recover_from_dead_senders(own=0, now=NOW) == 0
    wait_until_locks_are_free()
    assert liveness.recover_from_dead_senders(own=0, now=NOW) == 1
    assert message(cast.anna).state == "unknown"


def test_a_sender_that_lost_the_database_remembers_what_it_sent(
    cast: Cast, sender: Sender, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast.anna)
    queue(cast.bram)
    real = transport.hand_over

    def cut(prepared: object) -> object:
        outcome = real(prepared)
        connection.connection.close()
        return outcome

    monkeypatch.setattr(transport, "hand_over", cut)
    sender.connect()
    with pytest.raises(Exception, match="closed"):
        sender.send_due()
    connection.close()
    monkeypatch.undo()

    sender.connect()
    sender.send_due()

    assert list(states(cast.organisation.pk).values()) == ["sent", "sent"]
    assert len(transport.sent) == 2


def test_an_intent_that_never_left_is_planned_again_by_its_own_sender(
    cast: Cast, sender: Sender, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast.anna)
    from zetje.delivery.operations import hand

    real = hand.take_step

    def cut(**values: object) -> None:
        real(**values)
        raise psycopg.OperationalError("the commit was done, its answer was lost")

    monkeypatch.setattr(hand, "take_step", cut)
    sender.connect()
    with pytest.raises(psycopg.OperationalError):
        sender.send_due()
    connection.close()
    monkeypatch.undo()

    sender.connect()
    assert message(cast.anna).state == "planned"
    sender.send_due()

    assert message(cast.anna).state == "sent"
    assert len(transport.sent) == 1


def test_two_senders_racing_for_one_place_in_the_week_send_one(
    cast: Cast, sender: Sender, transport: FakeTransport, database_url: str
) -> None:
    queue(cast.anna, dedupe_key="first")
    queue(cast.bram, dedupe_key="before")
    queue(cast.anna, dedupe_key="second")
    from zetje.delivery.operations import steps

    # The other sender's message became an intent after this one's snapshot was taken.
    blind = steps._STEP.replace("THEN 'cap'", "THEN ''")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "_STEP", blind)
        sender.connect()
        sender.send_due()

    after = states(cast.organisation.pk)
    assert after == {"first": "sent", "before": "sent", "second": "dropped"}
    assert message(cast.anna, dedupe_key="second").reason == "cap"


def test_no_tenant_is_left_on_the_connection_after_a_fault(
    cast: Cast, sender: Sender, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zetje.lib.tenancy import current_tenant

    queue(cast.anna)

    def killed(prepared: object) -> object:
        raise Killed

    monkeypatch.setattr(transport, "hand_over", killed)
    sender.connect()
    with pytest.raises(Killed):
        sender.send_due()

    assert current_tenant() is None


def test_a_person_closes_an_unknown_message_or_sends_it_again(
    cast: Cast, transport: FakeTransport
) -> None:
    for member in (cast.anna, cast.bram):
        queue(member)
    with connection.cursor() as cursor, tenant(cast.organisation.pk):
        cursor.execute(
            "UPDATE delivery_message SET state = 'unknown', sender = 42, message_id = '<1@x>', "
            "cap_week = '2026-W48'"
        )
    who = {"organisation_id": cast.organisation.pk, "by_member_id": cast.ad.pk, "now": NOW}

    assert delivery.mark_as_sent(token=message(cast.anna).token, **who)
    assert delivery.send_again(token=message(cast.bram).token, **who)
    assert not delivery.send_again(token=message(cast.anna).token, **who)
    assert not delivery.mark_as_sent(token=message(cast.bram).token, **who)
    send(transport)

    assert transport.addresses == [f"member{cast.bram.pk}@example.org"]
    assert b"Message-ID: <1@x>\r\n" in transport.sent[0].contents
    assert list(states(cast.organisation.pk).values()) == ["sent", "sent"]


def test_nobody_decides_about_another_organisations_message(cast: Cast) -> None:
    queue(cast.anna)
    with connection.cursor() as cursor, tenant(cast.organisation.pk):
        cursor.execute(
            "UPDATE delivery_message SET state = 'unknown', sender = 42, message_id = '<1@x>'"
        )
    who = {
        "organisation_id": cast.other_organisation.pk,
        "by_member_id": cast.chaima.pk,
        "now": NOW,
    }

    assert not delivery.mark_as_sent(token=message(cast.anna).token, **who)
    assert not delivery.send_again(token=message(cast.anna).token, **who)
