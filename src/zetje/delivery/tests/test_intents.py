"""Several intents in one commit: what still holds for each message by itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from zetje.delivery.models import Message, Receipt, Unsubscription
from zetje.delivery.operations import hand
from zetje.delivery.operations.sending import PROMPT, Sender
from zetje.delivery.rules.outcomes import Later, Refused
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, queue, states
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path


class Post:
    """A sender whose clock is ours, and what stood in the outbox at each hand-over."""

    def __init__(self, cast: Cast, transport: FakeTransport) -> None:
        self.cast, self.transport = cast, transport
        self.now = NOW
        self.intents: list[int] = []
        self.before: Callable[[int], object] = lambda number: None
        self.stops = False
        self.taken = 0

    def clock(self) -> datetime:
        return self.now

    def run(self) -> None:
        real = self.transport.hand_over

        def hand_over(prepared: Any) -> Any:
            with tenant(self.cast.organisation.pk):
                self.intents.append(Message.objects.filter(state="intent").count())
            outcome = real(prepared)
            self.before(len(self.intents))
            return outcome

        self.transport.hand_over = hand_over  # type: ignore[method-assign]
        sender = Sender(
            clock=self.clock,
            rng=random.Random(1),
            stopping=lambda: self.stops,
            open_channel=self.transport.open,
        )
        sender.connect()
        self.taken = sender.send_due()
        sender.close()

    def passes(self, time: timedelta) -> Callable[[int], object]:
        def pass_time(number: int) -> None:
            self.now += time

        return pass_time


@pytest.fixture
def post(cast: Cast, transport: FakeTransport) -> Post:
    for name, member in cast.ladder().items():
        if name != "chaima":
            queue(member, dedupe_key=name)
    return Post(cast, transport)


def states_of(post: Post) -> dict[str, str]:
    return states(post.cast.organisation.pk)


def test_a_quick_relay_gets_more_and_more_intents_in_one_commit(post: Post) -> None:
    post.run()

    # The one in hand, and those before and after it in the same commit.
    assert post.intents == [1, 2, 2, 4, 4, 4, 4]
    assert set(states_of(post).values()) == {"sent"}


def test_a_slow_relay_holds_one_message_at_a_time(post: Post) -> None:
    post.before = post.passes(PROMPT + timedelta(milliseconds=1))

    post.run()

    assert post.intents == [1] * 7
    assert set(states_of(post).values()) == {"sent"}


def test_no_message_leaves_long_after_it_was_asked_whether_it_may(post: Post) -> None:
    """Wil opts out while the others of her commit are handed over, and the relay becomes slow."""

    def slowly(number: int) -> None:
        if number == 5:
            Unsubscription.objects.create(
                organisation=post.cast.organisation,
                member=post.cast.wil,
                kind="digest",
                unsubscribed_at=NOW,
                via="page",
            )
            post.now += PROMPT + timedelta(milliseconds=1)

    def in_tenant(number: int) -> None:
        with tenant(post.cast.organisation.pk):
            slowly(number)

    post.before = in_tenant
    post.run()

    assert states_of(post)["wil"] == "dropped"
    assert message(post.cast.wil).reason == "unsubscribed"
    assert len(post.transport.sent) == 6
    assert message(post.cast.ad).attempts == 1
    with tenant(post.cast.organisation.pk):
        steps = Receipt.objects.filter(message__dedupe_key="ad").order_by("id")
        told = list(steps.values_list("state", "reason"))
    assert told == [
        ("intent", ""),
        ("planned", "not begun"),
        ("intent", ""),
        ("sent", "250 OK"),
    ]


def test_asked_to_end_in_the_middle_a_sender_gives_the_others_back(post: Post) -> None:
    def stop(number: int) -> None:
        post.stops = number == 5

    post.before = stop
    post.run()

    assert list(states_of(post).values()) == [*["sent"] * 5, "planned", "planned"]
    with tenant(post.cast.organisation.pk):
        left = Message.objects.filter(state="planned")
        assert set(left.values_list("sender", "cap_week", "attempts")) == {(None, "", 0)}


def test_a_refusal_gives_the_others_back_and_asks_about_them_anew(post: Post) -> None:
    address = "one@example.org"
    for number in range(4):
        queue(post.cast.anna, kind="newsletter", address=address, dedupe_key=f"letter {number}")
    for number in range(4):
        queue(
            post.cast.bram,
            kind="newsletter",
            address=f"other{number}@example.org",
            dedupe_key=f"other {number}",
        )
    post.transport.answers[address] = [Refused("RCPT: 550 5.1.1 unknown", bad_address=True)]

    post.run()

    found = states_of(post)
    assert found["letter 0"] == "failed"
    assert {found[f"letter {number}"] for number in (1, 2, 3)} == {"suppressed"}
    assert {found[f"other {number}"] for number in range(4)} == {"sent"}
    assert post.taken == len(found)  # their words were made once


def test_a_relay_that_says_no_to_everyone_costs_one_message_of_a_commit(post: Post) -> None:
    address = f"member{post.cast.pim.pk}@example.org"
    post.transport.answers[address] = [Later("421 closing", everyone=True)]

    post.run()

    tried = {name: message(getattr(post.cast, name)).attempts for name in ("pim", "ad", "wil")}
    assert sum(tried.values()) == tried["pim"] == 1
    assert len(post.transport.sent) == list(states_of(post)).index("pim")


def test_two_messages_of_one_place_in_a_week_are_never_in_one_commit(
    cast: Cast, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = hand.take_step

    def look(**values: Any) -> dict[int, str]:
        weeks = [each.message_id for each in values["starting"] if each.cap_week]
        with tenant(cast.organisation.pk):
            whose = Message.objects.filter(pk__in=weeks).values_list("member_id", flat=True)
            assert len(set(whose)) == len(weeks)
        return real(**values)

    monkeypatch.setattr(hand, "take_step", look)
    for number in range(6):
        queue(cast.anna, dedupe_key=f"anna {number}")
        queue(cast.bram, dedupe_key=f"bram {number}")

    Post(cast, transport).run()

    assert sorted(transport.addresses) == sorted(
        f"member{member.pk}@example.org" for member in (cast.anna, cast.bram)
    )
    assert sorted(states(cast.organisation.pk).values()) == ["dropped"] * 10 + ["sent"] * 2


def test_a_chat_has_one_message_in_hand(cast: Cast, transport: FakeTransport) -> None:
    for member in (cast.anna, cast.bram, cast.femke, cast.pim):
        queue(member, channel="app")
    post = Post(cast, transport)

    post.run()

    assert post.intents == [1] * 4
