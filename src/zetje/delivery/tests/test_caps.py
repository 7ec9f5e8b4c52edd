"""How much a week may bring to one person, whatever was planned."""

from __future__ import annotations

from datetime import timedelta

from zetje.delivery.models import Message
from zetje.delivery.rules.outcomes import Refused
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, message, pause, queue, send, states
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast


def test_a_week_brings_one_digest_one_prompt_and_one_notice_at_most(
    cast: Cast, transport: FakeTransport
) -> None:
    for number in range(3):
        for kind in ("digest", "prompt", "notice"):
            queue(cast.anna, kind=kind, dedupe_key=f"{kind}:{number}")
    for number in range(3):
        queue(cast.anna, kind="sign_in", dedupe_key=f"code:{number}")

    send(transport)

    after = states(cast.organisation.pk)
    sent = sorted(key for key, state in after.items() if state == "sent")
    assert sent == ["code:0", "code:1", "code:2", "digest:0", "notice:0", "prompt:0"]
    with tenant(cast.organisation.pk):
        assert set(Message.objects.filter(state="dropped").values_list("reason")) == {("cap",)}


def test_a_second_notice_waits_for_the_next_week_if_it_is_still_of_use_then(
    cast: Cast, transport: FakeTransport
) -> None:
    monday = NOW + timedelta(days=7)
    useful = {"kind": "notice", "useful_until": NOW + timedelta(days=8)}
    queue(cast.anna, dedupe_key="0", **useful)
    send(transport)
    queue(cast.anna, dedupe_key="1", **useful)

    send(transport)
    waiting = message(cast.anna, dedupe_key="1")
    send(transport, now=monday)

    assert (waiting.state, waiting.reason) == ("planned", "cap")
    assert waiting.not_before == monday - timedelta(hours=1)  # nine in Amsterdam
    assert len(transport.sent) == 2


def test_what_a_person_asked_for_has_no_cap_but_keeps_quiet_in_a_pause(
    cast: Cast, transport: FakeTransport
) -> None:
    for number in range(3):
        queue(cast.anna, kind="reminder", dedupe_key=str(number))
        queue(cast.bram, kind="reminder", dedupe_key=f"b{number}")
    pause(cast.bram)

    send(transport)

    assert transport.addresses == [f"member{cast.anna.pk}@example.org"] * 3


def test_the_next_week_has_room_again(cast: Cast, transport: FakeTransport) -> None:
    for number in range(2):
        queue(cast.anna, dedupe_key=str(number), useful_until=None)
        send(transport, now=NOW + timedelta(weeks=number))

    assert len(transport.sent) == 2


def test_a_failed_message_gives_its_place_in_the_week_back(
    cast: Cast, transport: FakeTransport
) -> None:
    transport.answers[f"member{cast.anna.pk}@example.org"] = [Refused("554 spam")]
    queue(cast.anna, dedupe_key="first")
    queue(cast.anna, dedupe_key="second")

    send(transport)

    assert states(cast.organisation.pk) == {"first": "failed", "second": "sent"}
