"""What a person decides about messages that nobody else can decide about."""

from __future__ import annotations

from datetime import datetime

from zetje.delivery.models import Message, Receipt
from zetje.delivery.rules import states
from zetje.lib.tenancy import tenant
from zetje.people import operations as people


def mark_as_sent(
    *, organisation_id: int, message_id: int, by_member_id: int, now: datetime
) -> bool:
    """Close an unknown message: its Message-ID was found at the relay."""
    with tenant(organisation_id):
        changed = Message.objects.filter(
            organisation_id=organisation_id, pk=message_id, state=states.UNKNOWN
        ).update(state=states.SENT, reason="", changed_at=now)
        if changed:
            _record(organisation_id, message_id, by_member_id, states.SENT, now)
    return bool(changed)


def send_again(*, organisation_id: int, message_id: int, by_member_id: int, now: datetime) -> bool:
    """Plan a message anew that is unknown or failed; it keeps its Message-ID.

    The week's place it took becomes free with it; useful life and every other rule still hold.
    """
    again = [state for state in states.STATES if states.may_become(state, states.PLANNED)]
    again.remove(states.INTENT)
    with tenant(organisation_id):
        changed = Message.objects.filter(
            organisation_id=organisation_id, pk=message_id, state__in=again
        ).update(
            state=states.PLANNED,
            reason="",
            not_before=now,
            attempts=0,
            renders=0,
            cap_week="",
            sender=None,
            leased_until=None,
            changed_at=now,
        )
        if changed:
            _record(organisation_id, message_id, by_member_id, states.PLANNED, now)
    return bool(changed)


def _record(
    organisation_id: int, message_id: int, by_member_id: int, state: str, now: datetime
) -> None:
    Receipt.objects.create(
        organisation_id=organisation_id,
        message_id=message_id,
        state=state,
        at=now,
        by_id=by_member_id,
        reason="by hand",
    )
    people.record_audit(
        actor_member_id=by_member_id,
        action="message.marked_as_sent" if state == states.SENT else "message.sent_again",
        subject=f"message:{message_id}",
        now=now,
    )
