"""What a sender's journal says of its messages after it died, and what it cannot say."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from zetje.delivery.models import Message
from zetje.delivery.operations import batches, hand, journals, liveness, sending
from zetje.delivery.operations.sending import MOST, Sender
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, queue, send, states
from zetje.delivery.tests.test_recovery import Killed, kill, let_go
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)

ALL_SENT = ["sent"] * 7


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "sending"


@pytest.fixture
def cast() -> Cast:
    """A cast with mail for seven; a sender commits the intents of one, of two, and then of four."""
    cast = make_cast()
    for name, member in cast.ladder().items():
        if name != "chaima":
            queue(member)
    return cast


@pytest.fixture
def sender(transport: FakeTransport) -> Iterator[Sender]:
    yield Sender(clock=lambda: NOW, rng=random.Random(1), open_channel=transport.open)
    connection.close()


@pytest.fixture
def die(monkeypatch: pytest.MonkeyPatch, sender: Sender) -> Callable[[object, str, int], None]:
    """Kill the sender at the n-th call of a method, before the method does anything."""

    def die(place: object, name: str, at: int) -> None:
        real, calls = getattr(place, name), [0]

        def deadly(*arguments: object, **values: object) -> object:
            calls[0] += 1
            if calls[0] == at:
                monkeypatch.setattr(hand.Hand, "flush", lambda self: None)  # the dead tidy nothing
                raise Killed
            return real(*arguments, **values)

        monkeypatch.setattr(place, name, deadly)
        sender.connect()
        kill(sender)
        monkeypatch.undo()

    return die


def states_of(cast: Cast) -> list[str]:
    return list(states(cast.organisation.pk).values())


def journal_of(sender: Sender) -> Path:
    return journals._path(sender.number)


def no_more_than_one_each(transport: FakeTransport) -> bool:
    return len(transport.addresses) == len(set(transport.addresses))


Die = Callable[[object, str, int], None]


@pytest.mark.parametrize("at", [4, 5, 7])
def test_killed_between_intent_and_hand_over_nothing_is_unknown(
    cast: Cast, transport: FakeTransport, die: Die, at: int
) -> None:
    die(hand.Hand, "begin", at)
    assert states_of(cast).count("intent") > 1

    send(transport)

    assert states_of(cast) == ALL_SENT
    with tenant(cast.organisation.pk):
        assert set(Message.objects.values_list("attempts", "renders")) == {(1, 0)}
    assert len(transport.sent) == 7
    assert no_more_than_one_each(transport)


@pytest.mark.parametrize("at", [4, 5, 7])
def test_killed_while_handing_over_one_message_is_unknown_and_no_other(
    cast: Cast, transport: FakeTransport, die: Die, at: int
) -> None:
    die(transport, "hand_over", at)

    send(transport)

    expected = ALL_SENT.copy()
    expected[at - 1] = "unknown"
    assert states_of(cast) == expected
    assert len(transport.sent) == 6
    assert no_more_than_one_each(transport)


def test_killed_before_the_answer_is_noted_the_message_is_unknown(
    cast: Cast, transport: FakeTransport, die: Die
) -> None:
    die(hand.Hand, "end", 5)

    send(transport)

    assert states_of(cast).count("unknown") == 1
    assert len(transport.sent) == 7
    assert no_more_than_one_each(transport)


def test_an_answer_that_was_noted_is_on_record_though_it_was_never_committed(
    cast: Cast, transport: FakeTransport, die: Die
) -> None:
    die(hand.Hand, "start", 3)
    assert states_of(cast) == ["sent", "intent", "intent", *["planned"] * 4]

    send(transport)

    assert states_of(cast) == ALL_SENT
    assert no_more_than_one_each(transport)
    assert message(cast.bram).reason == "250 OK"


def test_a_torn_last_line_of_the_journal_counts_for_nothing(
    cast: Cast, sender: Sender, transport: FakeTransport, die: Die
) -> None:
    die(hand.Hand, "start", 3)
    path = journal_of(sender)
    path.write_bytes(path.read_bytes()[:-1])

    send(transport)

    assert states_of(cast) == ["sent", "sent", "unknown", *["sent"] * 4]
    assert no_more_than_one_each(transport)


def test_after_a_power_cut_the_whole_batch_is_unknown_and_never_sent_again(
    cast: Cast, sender: Sender, transport: FakeTransport, die: Die, monkeypatch: pytest.MonkeyPatch
) -> None:
    die(hand.Hand, "begin", 5)
    monkeypatch.setattr(journals, "boot_name", lambda: "another run of this machine")

    send(transport)
    send(transport)

    assert states_of(cast) == [*["sent"] * 3, *["unknown"] * 4]
    assert not journal_of(sender).exists()


def copy_over(path: Path) -> None:
    """As when the folder comes back from a backup that was made while its sender was at work."""
    shutil.copyfile(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


@pytest.mark.parametrize("harm", [os.unlink, copy_over, lambda path: path.write_bytes(b"\0" * 512)])
def test_without_its_journal_the_whole_batch_is_unknown(
    cast: Cast,
    sender: Sender,
    transport: FakeTransport,
    die: Die,
    harm: Callable[[Path], object],
) -> None:
    die(hand.Hand, "begin", 5)
    harm(journal_of(sender))

    send(transport)

    assert states_of(cast) == [*["sent"] * 3, *["unknown"] * 4]


def test_an_intent_that_the_journal_does_not_know_is_unknown(
    cast: Cast, sender: Sender, transport: FakeTransport, die: Die
) -> None:
    """As after a restore of the database to a moment before the crash."""
    die(hand.Hand, "begin", 5)
    path = journal_of(sender)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if line.count(b" ") != 5))

    send(transport)

    assert states_of(cast) == [*["sent"] * 3, *["unknown"] * 4]


def test_a_sender_that_lives_and_lost_the_database_keeps_what_it_has_in_hand(
    cast: Cast, sender: Sender, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = transport.hand_over

    def cut(prepared: object) -> object:
        outcome = real(prepared)
        if len(transport.sent) == 5:
            connection.close()
            send(transport)  # another sender finds the lock free, and the journal held
            connection.close()
            assert states_of(cast) == [*["sent"] * 3, *["intent"] * 4]
            connection.connection.close()
        return outcome

    monkeypatch.setattr(transport, "hand_over", cut)
    sender.connect()
    with pytest.raises(Exception, match="closed"):
        sender.send_due()
    connection.close()

    sender.connect()
    sender.send_due()

    assert states_of(cast) == ALL_SENT
    assert no_more_than_one_each(transport)


def test_what_another_machine_called_unknown_is_put_right_where_the_journal_is(
    cast: Cast, sender: Sender, transport: FakeTransport, die: Die
) -> None:
    die(transport, "hand_over", 5)
    path = journal_of(sender)
    away = path.rename(path.with_suffix(".away"))
    liveness.recover_from_dead_senders(own=0, now=NOW)
    assert states_of(cast).count("unknown") == 4
    away.rename(path)

    send(transport)

    assert states_of(cast) == [*["sent"] * 4, "unknown", "sent", "sent"]
    assert no_more_than_one_each(transport)


def test_each_of_two_senders_has_its_own_journal(
    cast: Cast, sender: Sender, transport: FakeTransport, die: Die
) -> None:
    other = Sender(clock=lambda: NOW, rng=random.Random(2), open_channel=transport.open)
    die(transport, "hand_over", 5)
    other.connect()

    assert states_of(cast).count("unknown") == 1
    assert journals.left_behind() == [other.number]
    other.send_due()
    other.close()

    assert journals.left_behind() == []
    assert states_of(cast) == [*["sent"] * 4, "unknown", "sent", "sent"]


@pytest.mark.parametrize(
    ("place", "name", "renders"),
    [
        (batches, "look_up", 0),
        (batches, "make_words", 1),
        (sending, "prepare_steps", 0),
        (hand.Hand, "begin", 0),
    ],
)
def test_what_was_taken_is_suspect_only_where_its_sender_died_making_words(
    cast: Cast, die: Die, place: object, name: str, renders: int
) -> None:
    die(place, name, 1)
    liveness.recover_from_dead_senders(own=0, now=NOW)

    with tenant(cast.organisation.pk):
        rows = set(Message.objects.values_list("state", "sender", "renders"))
    assert rows == {("planned", None, renders)}


def test_a_journal_tells_only_of_what_is_not_settled_yet(
    cast: Cast, sender: Sender, transport: FakeTransport
) -> None:
    sender.connect()
    sender.send_due()

    assert journal_of(sender).read_bytes().count(b"\n") == 1
    sender.close()
    assert not journal_of(sender).exists()


def test_where_no_journal_can_be_each_message_has_a_commit_of_its_own(
    cast: Cast, sender: Sender, transport: FakeTransport, folder: Path
) -> None:
    folder.write_text("a file where the folder should be")
    real, seen = transport.hand_over, list[int]()

    def look(prepared: object) -> object:
        seen.append(states_of(cast).count("intent"))
        return real(prepared)

    transport.hand_over = look  # type: ignore[method-assign]
    sender.connect()
    sender.send_due()

    assert seen == [1] * 7
    assert states_of(cast) == ALL_SENT


@pytest.mark.parametrize("written", [None, 3])
@pytest.mark.parametrize("at", range(1, 18, 2))
def test_on_a_full_disk_everything_goes_out_once_all_the_same(
    cast: Cast,
    sender: Sender,
    transport: FakeTransport,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    written: int | None,
) -> None:
    real, calls, broken = os.write, [0], set[int]()

    def full(descriptor: int, line: bytes) -> int:
        calls[0] += 1
        assert descriptor not in broken, "a line after one that was torn"
        if calls[0] != at:
            return real(descriptor, line)
        broken.add(descriptor)
        monkeypatch.setattr(os, "close", lambda number: broken.discard(number) or close(number))
        if written is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, line[:written])

    close = os.close
    monkeypatch.setattr(os, "write", full)
    sender.connect()
    sender.send_due()
    sender.close()

    assert states_of(cast) == ALL_SENT
    assert len(transport.sent) == 7
    assert no_more_than_one_each(transport)


def test_a_long_queue_has_so_many_intents_in_one_commit_at_most(
    cast: Cast, sender: Sender, transport: FakeTransport
) -> None:
    for number in range(100):
        queue(cast.anna, kind="newsletter", dedupe_key=f"letter {number}")
    real, seen = transport.hand_over, list[int]()

    def look(prepared: object) -> object:
        with tenant(cast.organisation.pk):
            seen.append(Message.objects.filter(state="intent").count())
        return real(prepared)

    transport.hand_over = look  # type: ignore[method-assign]
    sender.connect()
    sender.send_due()

    assert max(seen) == MOST == 32
    assert set(states_of(cast)) == {"sent"}
    let_go(sender)
