"""Addresses are sealed, brought under new keys, and forgotten with the person they belong to."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.models import Message, Receipt, Suppression
from zetje.delivery.operations.forgetting import KEPT
from zetje.delivery.tasks import forget_old_messages
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, queue, send, states
from zetje.lib.tenancy import tenant
from zetje.people.registry import ErasedPerson
from zetje.people.testing import Cast

ADDRESS = "Anna@Noordnaaf.example"


def suppress(cast: Cast, address: str = ADDRESS) -> None:
    delivery.suppress_address(
        organisation_id=cast.organisation.pk, address=address, reason="550 5.1.1", now=NOW
    )


def suppressed(cast: Cast) -> list[str]:
    with tenant(cast.organisation.pk):
        found = queries.suppressed_addresses(organisation_id=cast.organisation.pk)
    return [each.address for each in found]


def test_an_address_is_suppressed_once_however_it_is_written(cast: Cast) -> None:
    suppress(cast)
    suppress(cast, ADDRESS.lower())

    assert suppressed(cast) == [ADDRESS]


def test_a_dump_shows_no_suppressed_address(cast: Cast) -> None:
    suppress(cast)

    with tenant(cast.organisation.pk), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(s)::text FROM delivery_suppression s")
        assert "noordnaaf" not in cursor.fetchone()[0].lower()
        cursor.execute("SELECT sealed_address FROM delivery_suppression")
        assert b"oordnaaf" not in bytes(cursor.fetchone()[0])


def test_suppressed_addresses_are_brought_under_a_new_key(
    cast: Cast, transport: FakeTransport, settings: Settings
) -> None:
    suppress(cast, f"member{cast.anna.pk}@example.org")
    settings.SEAL_KEYS = ["a new key", *settings.SEAL_KEYS]
    queue(cast.anna)
    send(transport)

    assert delivery.reseal_addresses(organisation_id=cast.organisation.pk) == 1
    settings.SEAL_KEYS = ["a new key"]
    queue(cast.anna, kind="prompt", dedupe_key="prompt")
    send(transport)

    assert set(states(cast.organisation.pk).values()) == {"suppressed"}


def test_lifting_needs_a_key_that_names_an_address(cast: Cast) -> None:
    for key in ("zz", "00"):
        assert not delivery.lift_suppression(
            organisation_id=cast.organisation.pk, key=key, by_member_id=cast.ad.pk, now=NOW
        )


def test_an_erased_persons_address_stands_nowhere(cast: Cast) -> None:
    suppress(cast, cast.anna.email)
    suppress(cast, "bram@noordnaaf.example")
    queue(cast.anna)
    queue(cast.anna, kind="newsletter", dedupe_key="direct", address=cast.anna.email)
    person = ErasedPerson(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        person_key=uuid4(),
        addresses=frozenset({cast.anna.email}),
        names=frozenset({"Anna"}),
    )

    delivery.forget_person(person, NOW)
    with tenant(cast.organisation.pk):
        cast.anna.delete()

    with tenant(cast.organisation.pk):
        assert Message.objects.count() == 0
    assert suppressed(cast) == ["bram@noordnaaf.example"]


def test_old_messages_go_with_their_receipts_and_open_ones_stay(
    cast: Cast, transport: FakeTransport
) -> None:
    queue(cast.anna)
    send(transport)
    queue(cast.bram, not_before=NOW + timedelta(days=500), useful_until=None)

    removed = delivery.forget_old_messages(
        organisation_id=cast.organisation.pk, now=NOW + KEPT + timedelta(days=1)
    )

    assert removed == 3
    assert states(cast.organisation.pk) == {f"digest:{cast.bram.pk}": "planned"}
    with tenant(cast.organisation.pk):
        assert Receipt.objects.count() == 0


def test_the_nightly_job_looks_at_every_organisation(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.chaima)
    send(transport)
    with tenant(cast.other_organisation.pk):
        Message.objects.update(changed_at=NOW - 3 * KEPT)

    forget_old_messages(timestamp=0)

    with tenant(cast.other_organisation.pk):
        assert Message.objects.count() == 0


def test_rows_name_themselves_without_naming_anybody(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.anna)
    send(transport)
    suppress(cast)
    with tenant(cast.organisation.pk):
        rows = [message(cast.anna), Receipt.objects.first(), Suppression.objects.first()]

    assert all("nna" not in str(row) for row in rows)


@pytest.mark.parametrize("model", ["Message", "Receipt", "Suppression", "Unsubscription", "Hold"])
def test_each_table_of_the_outbox_belongs_to_an_organisation(model: str) -> None:
    assert apps.get_model("delivery", model).under_row_security
