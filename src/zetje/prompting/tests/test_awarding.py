"""The notice of an award: that there is something, once, and never the code of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps

from zetje.delivery.registry import Card, Drop, Mail, OutboxRow
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.prompting.operations import tell_of_awards
from zetje.prompting.operations.awarding import render_awards
from zetje.recognition.operations import rewards
from zetje.recognition.tests.rewarding import (
    LATER,
    SEPTEMBER,
    awards,
    drawn_round,
    make_rule,
    make_vouchers,
    share,
)

pytestmark = pytest.mark.django_db
Message: Any = apps.get_model("delivery", "Message")


@pytest.fixture
def cast(db: None) -> Cast:
    """Anna was drawn for a voucher, and Ad said yes."""
    cast = make_cast()
    make_rule(cast, batch=make_vouchers(cast, ["GEHEIM-1", "GEHEIM-2"]))
    share(cast.anna, at=SEPTEMBER)
    drawn = drawn_round(cast)
    with tenant(cast.organisation.pk):
        rewards.approve_round(by=cast.ad, drawn=drawn, now=LATER)
    return cast


def told(cast: Cast) -> OutboxRow:
    tell_of_awards(organisation_id=cast.organisation.pk, now=LATER)
    with tenant(cast.organisation.pk):
        (row,) = Message.objects.filter(kind="awarded")
    return OutboxRow(
        id=row.pk,
        organisation_id=row.organisation_id,
        member_id=row.member_id,
        kind=row.kind,
        subject_id=row.subject_id,
        dedupe_key=row.dedupe_key,
        address=row.address,
        not_before=row.not_before,
        useful_until=row.useful_until,
    )


def test_somebody_is_told_once_however_often_it_is_tried(cast: Cast) -> None:
    tried = [tell_of_awards(organisation_id=cast.organisation.pk, now=LATER) for _ in range(2)]

    assert tried == [1, 0]
    assert told(cast).member_id == cast.anna.pk


@pytest.mark.parametrize("channel", ["mail", "slack"])
def test_the_notice_says_what_it_is_and_leads_to_its_page_without_a_code(
    cast: Cast, channel: str
) -> None:
    row = replace(told(cast), channel=channel)
    (award,) = awards(cast)

    with tenant(cast.organisation.pk):
        notice = render_awards([row], LATER)[row.id]

    assert isinstance(notice, Mail if channel == "mail" else Card)
    assert f"/rewards/{award.token}/" in str(notice)
    assert "Lunch voor twee" in str(notice)
    assert "GEHEIM" not in str(notice)


def test_who_answered_meanwhile_gets_no_notice(cast: Cast) -> None:
    row = told(cast)
    (award,) = awards(cast)

    with tenant(cast.organisation.pk):
        rewards.claim_award(member=cast.anna, award=award, now=LATER)
        assert isinstance(render_awards([row], LATER)[row.id], Drop)
