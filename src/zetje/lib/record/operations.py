"""Appends to the event record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from zetje.lib.record.models import Event

Source = Literal["person", "seen", "network", "system"]


def event(
    *,
    organisation_id: int,
    kind: str,
    at: datetime,
    source: Source,
    person_key: UUID | None = None,
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> Event:
    """An event not yet written, for `record_all`."""
    return Event(
        organisation_id=organisation_id,
        kind=kind,
        person_key=person_key,
        subject=subject,
        at=at,
        source=source,
        details=details or {},
    )


def record(
    *,
    organisation_id: int,
    kind: str,
    at: datetime,
    source: Source,
    person_key: UUID | None = None,
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> Event:
    """Append one event.

    Args:
        organisation_id: the tenant it belongs to; its block must be open.
        kind: what happened, "noun.past_participle", such as "story.shared".
        at: when it happened, aware.
        source: said by the person, seen by us, told by a network, or our own doing.
        person_key: the random key of the person, never a name or an id.
        subject: what it happened to, "story:12".
        details: small JSON values that a rebuild needs; no texts, no addresses.
    """
    written = event(
        organisation_id=organisation_id,
        kind=kind,
        at=at,
        source=source,
        person_key=person_key,
        subject=subject,
        details=details,
    )
    written.save(force_insert=True)
    return written


def record_all(events: Iterable[Event]) -> None:
    """Append many events in one statement."""
    Event.objects.bulk_create(list(events), batch_size=1000)
