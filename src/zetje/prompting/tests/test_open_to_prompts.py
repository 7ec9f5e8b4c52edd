"""Tests of what happens between deciding and sending: who is no longer open to it is not asked."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from zetje.delivery import operations as delivery
from zetje.delivery.testing.fakes import FakeTransport
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member
from zetje.prompting.models import PromptSettings
from zetje.prompting.tests.deciding import THURSDAY, always, decide, prompts, week_with_digest
from zetje.prompting.tests.planning import Leave, Membership, Message
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db
SOON = THURSDAY - timedelta(minutes=5)
Preferences: Any = apps.get_model("people", "Preferences")


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    always(tuesdays, hold_out_share=0)
    return tuesdays


def send(organisation: Any) -> dict[int, tuple[str, str]]:
    """State and reason of each prompt at its slot, by member."""
    with tenant(organisation.pk):
        Message.objects.filter(kind="digest").update(state="dropped")
    delivery.send_due(now=THURSDAY, rng=random.Random(1), open_channel=FakeTransport().open)
    return {row.member_id: (row.state, row.reason) for row in prompts(organisation)}


def test_who_shared_left_went_away_or_refused_since_the_deciding_is_not_asked(
    organisation: Any,
) -> None:
    asked, shared, left, away, refused = who = [make_member(organisation) for _ in range(5)]
    stories = week_with_digest(organisation, count=3)
    decide(organisation, THURSDAY - timedelta(minutes=20))
    assert {row.member_id for row in prompts(organisation)} == {member.pk for member in who}
    make_share(shared, stories[0], now=SOON)
    own = {"organisation": organisation}
    with tenant(organisation.pk):
        Membership.objects.filter(member=left).update(left_at=SOON)
        Leave.objects.create(
            **own, member=away, starts_on=date(2026, 9, 17), ends_on=date(2026, 9, 17)
        )
        Preferences.objects.update_or_create(member=refused, defaults=own | {"experiments": False})

    found = send(organisation)

    assert found[asked.pk][0] == "sent"
    assert found[shared.pk] == ("dropped", "shared meanwhile")
    for member in (left, away, refused):
        assert found[member.pk] == ("dropped", "not_allowed")


def test_prompts_that_were_switched_off_stop_at_once(organisation: Any) -> None:
    member = make_member(organisation)
    week_with_digest(organisation)
    decide(organisation, THURSDAY - timedelta(minutes=20))
    with tenant(organisation.pk):
        PromptSettings.objects.update(is_enabled=False)

    assert send(organisation) == {member.pk: ("dropped", "not_allowed")}
