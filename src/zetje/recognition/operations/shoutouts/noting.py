"""Writes what happens around a shout-out into the event record, without anybody's words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from zetje.lib.record.operations import record
from zetje.recognition.models import Shoutout

if TYPE_CHECKING:
    from zetje.people.models import Member


def note(kind: str, *, by: Member, shoutout: Shoutout, now: datetime) -> None:
    """Append one event about who acted; whom it names is not in it."""
    record(
        organisation_id=by.organisation_id,
        kind=kind,
        person_key=by.person_key,
        at=now,
        source="person",
        subject=f"shoutout:{shoutout.pk}",
        details={"kind": shoutout.kind},
    )
