"""Who subscribed to the newsletter of their organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from zetje.people.models import Member
from zetje.people.queries.at_work import members_not_on_leave

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Subscriber:
    """Somebody who gets the newsletter, and when they work."""

    member_id: int
    time_zone: str
    working_days: tuple[int, ...]


def newsletter_readers(now: datetime) -> QuerySet[Member]:
    """The members who subscribed to the newsletter and are not on leave, as a query not yet run."""
    return members_not_on_leave(now).filter(preferences__newsletter=True, left_on__isnull=True)


def newsletter_subscribers(organisation_id: int) -> list[Subscriber]:
    """Who subscribed to the newsletter of an organisation and works there."""
    rows = Member.objects.filter(
        organisation_id=organisation_id, left_on__isnull=True, preferences__newsletter=True
    )
    values = rows.order_by("pk").values_list("pk", "time_zone", "working_days")
    return [Subscriber(pk, zone, tuple(days)) for pk, zone, days in values]
