"""An old copy of the database sends nothing before a person has looked."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.models import SendingPlace
from zetje.delivery.operations.holding import check_for_restore
from zetje.delivery.operations.sending import Sender
from zetje.delivery.rules.outcomes import Later
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, queue, send, states
from zetje.people.testing import Cast


def restore_a_backup() -> None:
    """As after a restore: the rows name another database than the one they live in."""
    SendingPlace.objects.update(cluster="another")


@pytest.fixture(autouse=True)
def sent_before(cast: Cast, transport: FakeTransport) -> None:
    send(transport, now=NOW - timedelta(minutes=5))


def test_after_a_restore_nothing_due_is_sent(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.anna)
    restore_a_backup()

    send(transport)
    send(transport, now=NOW + timedelta(hours=1))

    assert transport.sent == []
    assert message(cast.anna).state == "planned"


def test_after_a_restore_an_administrator_can_still_sign_in(
    cast: Cast, transport: FakeTransport
) -> None:
    restore_a_backup()
    queue(cast.ad, kind="sign_in", dedupe_key="code")

    send(transport)

    assert len(transport.sent) == 1


@pytest.mark.parametrize(("drops_due", "state"), [(True, "dropped"), (False, "sent")])
def test_an_administrator_decides_what_becomes_of_what_was_due(
    cast: Cast, transport: FakeTransport, drops_due: bool, state: str
) -> None:
    queue(cast.anna)
    queue(cast.bram, not_before=NOW + timedelta(hours=1))
    restore_a_backup()
    send(transport)

    delivery.release_hold(
        organisation_id=cast.organisation.pk,
        by_member_id=cast.ad.pk,
        drops_due=drops_due,
        now=NOW,
    )
    send(transport)
    send(transport, now=NOW + timedelta(hours=1))

    assert list(states(cast.organisation.pk).values()) == [state, "sent"]


def test_a_hold_of_one_organisation_is_released_by_its_own_administrator_only(
    cast: Cast, transport: FakeTransport
) -> None:
    restore_a_backup()
    send(transport)

    delivery.release_hold(
        organisation_id=cast.other_organisation.pk,
        by_member_id=cast.chaima.pk,
        drops_due=False,
        now=NOW,
    )

    queue(cast.anna)
    queue(cast.chaima)
    send(transport)
    assert transport.addresses == [f"member{cast.chaima.pk}@example.org"]


def test_what_fell_due_while_the_clock_jumped_waits_for_a_person(cast: Cast) -> None:
    queue(cast.anna, useful_until=None)

    check_for_restore(now=NOW + timedelta(days=1), watches_clock=True)

    from zetje.lib.tenancy import tenant

    with tenant(cast.organisation.pk):
        hold = queries.open_hold(organisation_id=cast.organisation.pk)
    assert hold is not None
    assert hold.reason == "away"


def test_a_pause_with_nothing_due_in_it_holds_nothing(cast: Cast, transport: FakeTransport) -> None:
    later = NOW + timedelta(days=1)
    check_for_restore(now=later, watches_clock=True)
    queue(cast.anna, not_before=later, useful_until=None)

    send(transport, now=later)

    assert len(transport.sent) == 1


def test_a_clock_that_goes_back_sends_nothing_twice(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.anna)
    send(transport)
    check_for_restore(now=NOW - timedelta(hours=1), watches_clock=True)
    queue(cast.anna)

    send(transport, now=NOW - timedelta(hours=1))
    send(transport, now=NOW)

    assert len(transport.sent) == 1


def test_the_relays_trouble_is_kept_for_the_page_until_it_works_again(
    cast: Cast, transport: FakeTransport
) -> None:
    transport.answers[f"member{cast.anna.pk}@example.org"] = [Later("no route", everyone=True)]
    queue(cast.anna)

    send(transport)

    place = queries.sending_place()
    assert place is not None
    assert place.trouble == "no route"


def test_a_relay_that_works_again_is_in_no_trouble(cast: Cast, transport: FakeTransport) -> None:
    transport.answers[f"member{cast.anna.pk}@example.org"] = [Later("no route", everyone=True)]
    queue(cast.anna)
    moments = iter(NOW + timedelta(minutes=minutes) for minutes in range(200))
    sender = Sender(clock=lambda: next(moments), rng=random.Random(1), open_channel=transport.open)
    sender.connect()

    while not transport.sent:
        sender.send_due()
    sender.close()

    place = queries.sending_place()
    assert place is not None
    assert (place.trouble, place.trouble_at) == ("", None)


def test_a_demo_that_slept_needs_nobody(cast: Cast, transport: FakeTransport) -> None:
    cast.organisation.is_demo = True
    cast.organisation.save()
    queue(cast.anna, useful_until=None)
    later = NOW + timedelta(days=1)

    check_for_restore(now=later, watches_clock=True)
    send(transport, now=later)

    assert len(transport.sent) == 1
