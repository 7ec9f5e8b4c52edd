"""The stop button: all sending of an organisation halts before the very next message."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps

from zetje.lib.tenancy import tenant
from zetje.people import operations as people


def _stops() -> Any:
    return apps.get_model("people", "SendingStop")._default_manager


def stop_sending(*, organisation_id: int, by_member_id: int | None, now: datetime) -> None:
    """Halt all sending of an organisation; a second stop changes nothing."""
    with tenant(organisation_id):
        _, is_new = _stops().get_or_create(
            organisation_id=organisation_id,
            resumed_at=None,
            defaults={"stopped_at": now, "stopped_by_id": by_member_id},
        )
        if is_new:
            people.record_audit(actor_member_id=by_member_id, action="sending.stopped", now=now)


def resume_sending(*, organisation_id: int, by_member_id: int | None, now: datetime) -> None:
    """Send again; what has outlived its use meanwhile is dropped and not sent late."""
    with tenant(organisation_id):
        open_stops = _stops().filter(organisation_id=organisation_id, resumed_at__isnull=True)
        if open_stops.update(resumed_at=now, resumed_by_id=by_member_id):
            people.record_audit(actor_member_id=by_member_id, action="sending.resumed", now=now)
