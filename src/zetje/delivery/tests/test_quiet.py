"""Nothing goes out that somebody has asked to stop, asked at the last moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.rules.outcomes import Refused
from zetje.delivery.testing import fakes
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, pause, queue, send, states
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast


def leave(member: Any) -> None:
    with tenant(member.organisation_id):
        member.memberships.update(left_at=NOW)


def test_who_left_the_company_after_the_plan_gets_nothing(
    cast: Cast, transport: FakeTransport
) -> None:
    queue(cast.anna)
    with tenant(cast.organisation.pk):
        cast.anna.left_on = NOW.date()
        cast.anna.save()

    send(transport)

    assert transport.sent == []
    assert message(cast.anna).reason == "not_allowed"


def test_who_left_the_programme_after_the_plan_gets_no_digest(
    cast: Cast, transport: FakeTransport
) -> None:
    queue(cast.anna)
    leave(cast.anna)

    send(transport)

    assert message(cast.anna).state == "dropped"


def test_who_paused_after_the_plan_gets_no_digest_and_a_pause_that_ended_counts_no_more(
    cast: Cast, transport: FakeTransport
) -> None:
    queue(cast.anna)
    pause(cast.anna)
    queue(cast.bram)
    pause(cast.bram, ends_at=NOW)

    send(transport)

    assert transport.addresses == [f"member{cast.bram.pk}@example.org"]


def test_who_never_joined_can_still_be_invited_and_signed_in(
    cast: Cast, transport: FakeTransport
) -> None:
    leave(cast.anna)
    queue(cast.anna, kind="newsletter", dedupe_key="letter")
    queue(cast.anna, kind="sign_in", dedupe_key="code")

    send(transport)

    assert len(transport.sent) == 2


def test_a_member_who_opts_out_between_words_and_sending_gets_nothing(
    cast: Cast, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast.anna)
    queue(cast.bram)
    hand_over = transport.hand_over

    def meanwhile(prepared: object) -> object:
        leave(cast.bram)
        return hand_over(prepared)

    monkeypatch.setattr(transport, "hand_over", meanwhile)

    send(transport)

    assert transport.addresses == [f"member{cast.anna.pk}@example.org"]
    assert message(cast.bram).state == "dropped"


def test_unsubscribed_from_one_kind_still_gets_another(
    cast: Cast, transport: FakeTransport
) -> None:
    delivery.unsubscribe(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        kind="digest",
        via="page",
        now=NOW,
    )
    queue(cast.anna)
    queue(cast.anna, kind="newsletter", dedupe_key="letter")

    send(transport)

    assert states(cast.organisation.pk) == {f"digest:{cast.anna.pk}": "dropped", "letter": "sent"}


def test_the_stop_button_counts_for_the_very_next_message(
    cast: Cast, transport: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    for member in (cast.anna, cast.bram, cast.femke):
        queue(member)
    hand_over = transport.hand_over

    def meanwhile(prepared: object) -> object:
        delivery.stop_sending(
            organisation_id=cast.organisation.pk, by_member_id=cast.ad.pk, now=NOW
        )
        return hand_over(prepared)

    monkeypatch.setattr(transport, "hand_over", meanwhile)

    send(transport)

    assert list(states(cast.organisation.pk).values()) == ["sent", "planned", "planned"]


def test_a_stop_of_one_organisation_leaves_the_others_alone(
    cast: Cast, transport: FakeTransport
) -> None:
    delivery.stop_sending(organisation_id=cast.organisation.pk, by_member_id=cast.ad.pk, now=NOW)
    queue(cast.anna)
    queue(cast.chaima)

    send(transport)

    assert transport.addresses == [f"member{cast.chaima.pk}@example.org"]


def test_after_resuming_the_queue_flows_and_both_acts_are_audited(
    cast: Cast, transport: FakeTransport
) -> None:
    who = {"organisation_id": cast.organisation.pk, "by_member_id": cast.ad.pk}
    queue(cast.anna)
    queue(cast.bram, useful_until=NOW + timedelta(minutes=30))
    delivery.stop_sending(**who, now=NOW)
    delivery.stop_sending(**who, now=NOW)
    delivery.resume_sending(**who, now=NOW + timedelta(hours=1))
    delivery.resume_sending(**who, now=NOW + timedelta(hours=1))

    send(transport, now=NOW + timedelta(hours=1))

    assert list(states(cast.organisation.pk).values()) == ["sent", "dropped"]
    with tenant(cast.organisation.pk):
        audit = apps.get_model("people", "AuditEntry").objects.order_by("id")
        acts = list(audit.values_list("action", "actor_id"))
    assert acts == [("sending.stopped", cast.ad.pk), ("sending.resumed", cast.ad.pk)]


def test_a_stop_lets_somebody_who_asked_for_it_in(cast: Cast, transport: FakeTransport) -> None:
    delivery.stop_sending(organisation_id=cast.organisation.pk, by_member_id=cast.ad.pk, now=NOW)
    queue(cast.ad, kind="sign_in", dedupe_key="code")

    send(transport)

    assert len(transport.sent) == 1


def test_an_address_that_does_not_exist_is_suppressed_until_somebody_lifts_it(
    cast: Cast, transport: FakeTransport
) -> None:
    address = f"member{cast.anna.pk}@example.org"
    transport.answers[address] = [Refused("550 5.1.1", bad_address=True)]
    queue(cast.anna, dedupe_key="first")
    queue(cast.anna, kind="prompt", dedupe_key="second")
    send(transport)
    with tenant(cast.organisation.pk):
        [known] = queries.suppressed_addresses(organisation_id=cast.organisation.pk)

    delivery.lift_suppression(
        organisation_id=cast.organisation.pk,
        key=known.key,
        by_member_id=cast.ad.pk,
        now=NOW,
    )
    queue(cast.anna, kind="notice", dedupe_key="third")
    send(transport)

    assert states(cast.organisation.pk) == {
        "first": "failed",
        "second": "suppressed",
        "third": "sent",
    }
    assert known.address == address


def test_an_extra_condition_of_the_renderer_is_asked_in_the_same_transaction(
    cast: Cast, transport: FakeTransport
) -> None:
    queue(cast.anna)
    queue(cast.bram)
    with fakes.fake_renderers("digest", allowed="zetje.delivery.tests.test_quiet.only_anna"):
        send(transport)

    assert transport.addresses == [f"member{cast.anna.pk}@example.org"]


def only_anna(now: object) -> object:
    return apps.get_model("people", "Member").objects.filter(given_name="Anna")


def test_mail_carries_one_click_unsubscription_and_an_answer_does_not(
    cast: Cast, transport: FakeTransport
) -> None:
    queue(cast.anna)
    queue(cast.bram, kind="sign_in", dedupe_key="code")

    send(transport)

    answer, digest = (parcel.contents for parcel in transport.sent)
    assert b"List-Unsubscribe: <http" in digest
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in digest
    assert b"List-Id: <digest.noordnaaf." in digest
    assert b"Feedback-ID: digest:noordnaaf:zetje\r\n" in digest
    assert b"Auto-Submitted: auto-generated\r\n" in digest
    assert b"List-Unsubscribe" not in answer
