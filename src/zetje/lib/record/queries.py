"""Reads the event record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet

from zetje.lib.record.models import Event


def events_of(*, organisation_id: int, kinds: Sequence[str]) -> Iterator[Event]:
    """The events of some kinds in the order in which they were written."""
    rows = Event.objects.filter(organisation_id=organisation_id, kind__in=kinds).order_by("id")
    return rows.iterator(chunk_size=2000)


def has_event(*, organisation_id: int, person_key: UUID, kind: str, subject: str) -> bool:
    """Whether something stands in the record of a person already."""
    found = events_of_person(organisation_id=organisation_id, person_key=person_key, kind=kind)
    return found.filter(subject=subject).exists()


def events_of_person(*, organisation_id: int, person_key: UUID, kind: str) -> QuerySet[Event]:
    """The events of a kind in the record of a person."""
    return Event.objects.filter(organisation_id=organisation_id, person_key=person_key, kind=kind)


def events_of_persons(
    *, organisation_id: int, person_keys: Collection[UUID], kinds: Sequence[str]
) -> QuerySet[Event]:
    """The events of some kinds in the records of some persons, in no order."""
    rows = Event.objects.filter(organisation_id=organisation_id, person_key__in=person_keys)
    return rows.filter(kind__in=kinds)


def newest_event(*, organisation_id: int, kind: str) -> Event | None:
    """The event of a kind that was written last."""
    return Event.objects.filter(organisation_id=organisation_id, kind=kind).order_by("-id").first()
