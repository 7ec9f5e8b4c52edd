"""What a person decides about messages that nobody else can decide about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from zetje.delivery.models import Message, Receipt
from zetje.delivery.rules import states
from zetje.lib.tenancy import tenant
from zetje.people import operations as people

BY_HAND: Final = "by hand"
_ACTIONS: Final[Mapping[str, str]] = {
    states.SENT: "message.marked_as_sent",
    states.PLANNED: "message.sent_again",
    states.DROPPED: "message.given_up",
}


def mark_as_sent(*, organisation_id: int, token: str, by_member_id: int, now: datetime) -> bool:
    """Close an unknown message: its Message-ID was found at the relay."""
    with tenant(organisation_id):
        found = _claim(organisation_id, token, [states.UNKNOWN])
        if found is None:
            return False
        found.state, found.reason, found.changed_at = states.SENT, "", now
        found.save(update_fields=["state", "reason", "changed_at"])
        _record(found, by_member_id, now)
    return True


def send_again(*, organisation_id: int, token: str, by_member_id: int, now: datetime) -> bool:
    """Plan a message anew that is unknown or failed; it keeps its Message-ID.

    The week's place it took becomes free with it; useful life and every other rule still hold.
    """
    again = [state for state in states.STATES if states.may_become(state, states.PLANNED)]
    again.remove(states.INTENT)
    with tenant(organisation_id):
        found = _claim(organisation_id, token, again)
        if found is None:
            return False
        found.state, found.reason, found.cap_week = states.PLANNED, "", ""
        found.sender = found.leased_until = None
        found.attempts = found.renders = 0
        found.not_before = found.changed_at = now
        found.save()
        _record(found, by_member_id, now)
    return True


def send_all_again(
    *, organisation_id: int, channel: str, by_member_id: int | None, now: datetime
) -> int:
    """Plan everything anew that failed in a channel, as after its repair.

    Args:
        organisation_id: whose.
        channel: its name.
        by_member_id: the administrator; None for the command line.
        now: the moment of the decision.

    Returns:
        how many messages; what has outlived its use meanwhile is dropped, not sent late.
    """
    with tenant(organisation_id):
        failed = Message.objects.select_for_update().filter(
            organisation_id=organisation_id, state=states.FAILED, channel=channel
        )
        numbers = list(failed.values_list("id", flat=True))
        Message.objects.filter(organisation_id=organisation_id, id__in=numbers).update(
            state=states.PLANNED,
            reason="",
            cap_week="",
            sender=None,
            leased_until=None,
            attempts=0,
            renders=0,
            not_before=now,
            changed_at=now,
        )
        Receipt.objects.bulk_create(
            Receipt(
                organisation_id=organisation_id,
                message_id=number,
                state=states.PLANNED,
                at=now,
                by_id=by_member_id,
                reason=BY_HAND,
            )
            for number in numbers
        )
        if numbers:
            people.record_audit(
                actor_member_id=by_member_id,
                action="messages.sent_again",
                subject=f"channel:{channel}",
                details={"messages": len(numbers)},
                now=now,
            )
    return len(numbers)


def give_up(*, organisation_id: int, token: str, by_member_id: int, now: datetime) -> bool:
    """Let go of a message that failed for good; it is not sent any more."""
    with tenant(organisation_id):
        found = _claim(organisation_id, token, [states.FAILED])
        if found is None:
            return False
        found.state, found.changed_at = states.DROPPED, now
        found.save(update_fields=["state", "changed_at"])
        _record(found, by_member_id, now)
    return True


def _claim(organisation_id: int, token: str, before: list[str]) -> Message | None:
    rows = Message.objects.select_for_update().filter(
        organisation_id=organisation_id, state__in=before, token=token
    )
    return rows.first()


def _record(message: Message, by_member_id: int, now: datetime) -> None:
    Receipt.objects.create(
        organisation_id=message.organisation_id,
        message=message,
        state=message.state,
        at=now,
        by_id=by_member_id,
        reason=BY_HAND,
    )
    people.record_audit(
        actor_member_id=by_member_id,
        action=_ACTIONS[message.state],
        subject=f"message:{message.pk}",
        now=now,
    )
