"""Reads the event record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zetje.lib.record.models import Event


def events_of(*, organisation_id: int, kinds: Sequence[str]) -> Iterator[Event]:
    """The events of some kinds in the order in which they were written."""
    rows = Event.objects.filter(organisation_id=organisation_id, kind__in=kinds).order_by("id")
    return rows.iterator(chunk_size=2000)
