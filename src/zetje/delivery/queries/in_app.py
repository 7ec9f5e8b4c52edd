"""Reads what waits for a person on their own page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from zetje.delivery.models import Message
from zetje.delivery.rules import states
from zetje.delivery.rules.channels import APP

# What has no end of its own is taken away after this.
SHOWN_FOR: Final = timedelta(days=14)


def messages_in_app(*, organisation_id: int, member_id: int, now: datetime) -> QuerySet[Message]:
    """The messages that wait for a member on their own page, as a query not yet run."""
    return Message.objects.filter(
        Q(useful_until__isnull=True) | Q(useful_until__gt=now),
        organisation_id=organisation_id,
        member_id=member_id,
        channel=APP,
        state=states.SENT,
        changed_at__gt=now - SHOWN_FOR,
    )
