"""Forgets a person, and what is too old to be of use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from zetje.delivery.models import ChannelLink, LinkCode, Message
from zetje.delivery.operations.suppressing import forget_address
from zetje.delivery.rules import states
from zetje.lib.tenancy import tenant
from zetje.people.registry import ErasedPerson

KEPT: Final = timedelta(days=400)
# Long enough to see in the outbox why something took another channel.
ENDED_LINKS_KEPT: Final = timedelta(days=30)


def forget_person(person: ErasedPerson, now: datetime) -> None:
    """Remove what stands under a person's addresses; what stands under the member goes with it."""
    with tenant(person.organisation_id):
        rows = Message.objects.filter(organisation_id=person.organisation_id)
        rows.filter(address__in=person.addresses).delete()
    for address in person.addresses:
        forget_address(organisation_id=person.organisation_id, address=address)


def forget_old_messages(*, organisation_id: int, now: datetime) -> int:
    """Remove messages with their receipts after thirteen months, except those still to decide."""
    with tenant(organisation_id):
        rows = Message.objects.filter(organisation_id=organisation_id, changed_at__lt=now - KEPT)
        return rows.exclude(state__in=[states.PLANNED, states.INTENT, states.UNKNOWN]).delete()[0]


def forget_ended_links(*, organisation_id: int, now: datetime) -> int:
    """Remove that something was linked once, after a month, and codes that hold no more."""
    with tenant(organisation_id):
        LinkCode.objects.filter(organisation_id=organisation_id, expires_at__lte=now).delete()
        ended = ChannelLink.objects.filter(
            organisation_id=organisation_id, ended_at__lt=now - ENDED_LINKS_KEPT
        )
        return ended.delete()[0]
