"""What the tests of delivery share: the cast, fake renderers, and a fake channel."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from zetje.delivery import operations as delivery
from zetje.delivery.models import Message
from zetje.delivery.testing.fakes import FakeTransport, fake_renderers
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def transport() -> FakeTransport:
    return FakeTransport()


@pytest.fixture(autouse=True)
def renderers() -> Iterator[None]:
    with fake_renderers("digest", "prompt", "notice", "reminder", "sign_in", "newsletter"):
        yield


def queue(member: Any, **changes: Any) -> int | None:
    values: dict[str, Any] = {
        "organisation_id": member.organisation_id,
        "member_id": member.pk,
        "kind": "digest",
        "subject_id": 1,
        "dedupe_key": f"digest:{member.pk}",
        "not_before": NOW,
        "useful_until": NOW + timedelta(hours=8),
        "now": NOW - timedelta(days=1),
    }
    return delivery.queue_message(**values | changes)


def send(transport: FakeTransport, *, now: datetime = NOW) -> int:
    return delivery.send_due(now=now, rng=random.Random(1), open_channel=transport.open)


def message(member: Any, **lookup: Any) -> Message:
    with tenant(member.organisation_id):
        return Message.objects.get(member_id=member.pk, **lookup)


def states(organisation_id: int) -> dict[str, str]:
    with tenant(organisation_id):
        rows = Message.objects.filter(organisation_id=organisation_id).order_by("id")
        return dict(rows.values_list("dedupe_key", "state"))


def pause(member: Any, *, ends_at: object = None) -> None:
    with tenant(member.organisation_id):
        member.pauses.create(
            organisation=member.organisation, starts_at=NOW - timedelta(days=1), ends_at=ends_at
        )
