"""What a person decides about messages that nobody else can decide about."""

from __future__ import annotations

from datetime import datetime

from zetje.delivery.models import Message, Receipt
from zetje.delivery.rules import states
from zetje.lib.tenancy import tenant
from zetje.people import operations as people


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
        reason="by hand",
    )
    people.record_audit(
        actor_member_id=by_member_id,
        action="message.marked_as_sent" if message.state == states.SENT else "message.sent_again",
        subject=f"message:{message.pk}",
        now=now,
    )
