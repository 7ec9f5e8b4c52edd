"""Leaves a channel in trouble alone for a while, and notices when it is well again.

Mail has one server for the whole installation; every other channel has a counterpart of each
organisation's own, so that one company's trouble is nobody else's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from zetje.delivery.models import ChannelCircuit
from zetje.delivery.rules.retries import Chance, rest_after
from zetje.lib.tenancy import tenant

# Nobody is left alone longer than this, whatever they ask: a day without a message is long.
LONGEST_WAIT: Final = timedelta(hours=6)
_TROUBLE: Final = """
INSERT INTO delivery_channelcircuit AS c
    (organisation_id, channel, troubles, reason, since, open_until)
VALUES (%(organisation)s, %(channel)s, 1, %(reason)s, %(now)s, %(now)s)
ON CONFLICT (organisation_id, channel) DO UPDATE
    SET troubles = c.troubles + 1, reason = %(reason)s
RETURNING troubles
"""


def open_circuit(
    *,
    organisation_id: int,
    channel: str,
    reason: str,
    wait_seconds: float,
    rng: Chance,
    now: datetime,
) -> datetime:
    """Hand nothing over by a channel for a while: as long as it asked, or longer each time.

    Args:
        organisation_id: whose.
        channel: its name.
        reason: what the other side said.
        wait_seconds: how long it asked to wait, 0 when it did not say.
        rng: for the jitter.
        now: the moment of the trouble.

    Returns:
        until when.
    """
    values = {"organisation": organisation_id, "channel": channel, "reason": reason, "now": now}
    with tenant(organisation_id):
        with connection.cursor() as cursor:
            cursor.execute(_TROUBLE, values)
            troubles = int(cursor.fetchone()[0])
        asked = min(timedelta(seconds=wait_seconds), LONGEST_WAIT)
        until = now + max(asked, rest_after(troubles, rng=rng))
        _circuit(organisation_id, channel).update(open_until=until)
    return until


def close_circuit(*, organisation_id: int, channel: str) -> None:
    """The channel takes messages again."""
    with tenant(organisation_id):
        _circuit(organisation_id, channel).delete()


def _circuit(organisation_id: int, channel: str) -> QuerySet[ChannelCircuit]:
    return ChannelCircuit.objects.filter(organisation_id=organisation_id, channel=channel)
