"""A sender that runs on: it wakes for news, outlives an absent database, and ends when asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.operations import holding, running
from zetje.delivery.operations.sending import Sender
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, queue
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


class Run:
    """A run of a sender that is asked to end after some looks at whether it should."""

    def __init__(self, transport: FakeTransport, *, looks: int = 40) -> None:
        self.looks = looks
        self.pauses: list[float] = []
        self.sender = Sender(
            clock=lambda: NOW,
            rng=random.Random(1),
            stopping=self.stopping,
            open_channel=transport.open,
        )

    def stopping(self) -> bool:
        self.looks -= 1
        return self.looks < 0

    def __call__(self) -> None:
        delivery.run_sender(
            sender=self.sender,
            clock=lambda: NOW,
            stopping=self.stopping,
            pause=self.pauses.append,
        )


@pytest.fixture
def run(transport: FakeTransport, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Run]]:
    monkeypatch.setattr(running, "_LOOKS_EVERY_SECONDS", 0.01)
    yield lambda **values: Run(transport, **values)
    connection.close()


def test_it_sends_what_is_due_and_ends_when_asked(
    cast: Cast, transport: FakeTransport, run: Callable[..., Run]
) -> None:
    queue(cast.anna)

    run()()

    assert message(cast.anna).state == "sent"
    assert transport.closed


def test_it_comes_back_when_the_database_was_away(
    cast: Cast,
    transport: FakeTransport,
    run: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue(cast.anna)
    going = run()
    real, faults = going.sender.connect, [OperationalError("away"), RuntimeError("odd")]

    def connect(**values: bool) -> None:
        if faults:
            raise faults.pop(0)
        real(**values)

    monkeypatch.setattr(going.sender, "connect", connect)

    going()

    assert message(cast.anna).state == "sent"
    assert going.pauses == [0.2, 0.4]


def test_what_fell_due_while_nobody_was_sending_for_hours_waits_for_a_person(
    cast: Cast, transport: FakeTransport, run: Callable[..., Run]
) -> None:
    holding.check_for_restore(now=NOW - timedelta(hours=12))
    queue(cast.anna, not_before=NOW - timedelta(hours=3))

    run()()

    assert message(cast.anna).state == "planned"
    with tenant(cast.organisation.pk):
        assert queries.open_hold(organisation_id=cast.organisation.pk) is not None


def test_it_wakes_up_for_a_message_that_is_due(
    cast: Cast,
    transport: FakeTransport,
    run: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "_LOOKS_EVERY_SECONDS", 60.0)
    real = running._wait_for_news

    def queue_and_wait() -> None:
        queue(cast.anna, now=NOW)
        real()

    monkeypatch.setattr(running, "_wait_for_news", queue_and_wait)

    run(looks=12)()

    assert message(cast.anna).state == "sent"


def test_a_database_that_is_gone_at_the_end_is_no_fault(
    cast: Cast, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    going = run(looks=3)

    def gone() -> None:
        raise OperationalError("away")

    monkeypatch.setattr(going.sender, "close", gone)

    going()
