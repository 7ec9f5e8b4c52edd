"""The outbox takes a message once, one at a time or a hundred thousand at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from zetje.delivery import operations as delivery
from zetje.delivery.models import Message
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, queue, send
from zetje.lib.tenancy import current_tenant, tenant
from zetje.people.testing import Cast


def queued(member_id: int | None, key: str, **changes: object) -> delivery.Queued:
    values = {
        "member_id": member_id,
        "kind": "digest",
        "subject_id": 1,
        "dedupe_key": key,
        "not_before": NOW,
        "useful_until": NOW + timedelta(hours=8),
    }
    return delivery.Queued(**values | changes)


def test_many_messages_are_queued_once_each(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.anna, dedupe_key="0")
    rows = [queued(member.pk, str(n)) for n, member in enumerate((cast.anna, cast.bram, cast.pim))]

    first = delivery.queue_messages(rows, organisation_id=cast.organisation.pk, now=NOW)
    second = delivery.queue_messages(rows, organisation_id=cast.organisation.pk, now=NOW)
    send(transport)

    assert (first, second) == (2, 0)
    assert len(transport.sent) == 3


def test_an_empty_batch_is_no_batch(cast: Cast) -> None:
    assert delivery.queue_messages([], organisation_id=cast.organisation.pk, now=NOW) == 0


def test_a_message_may_go_to_an_address_that_is_no_members(
    cast: Cast, transport: FakeTransport
) -> None:
    row = queued(None, "press", kind="newsletter", address="press@example.org")

    delivery.queue_messages([row], organisation_id=cast.organisation.pk, now=NOW)
    send(transport)

    assert transport.addresses == ["press@example.org"]
    assert b"List-Unsubscribe" not in transport.sent[0].contents


def test_queueing_gives_the_tenant_back(cast: Cast) -> None:
    with tenant(cast.other_organisation.pk):
        queue(cast.anna)
        delivery.queue_messages(
            [queued(cast.bram.pk, "b")], organisation_id=cast.organisation.pk, now=NOW
        )

        assert current_tenant() == cast.other_organisation.pk
        assert Message.objects.count() == 0


@pytest.mark.parametrize("kind", ["sign_in", "digest"])
def test_only_an_answer_is_urgent(cast: Cast, kind: str) -> None:
    queue(cast.anna, kind=kind)

    with tenant(cast.organisation.pk):
        assert Message.objects.get().urgency == (0 if kind == "sign_in" else 1)
