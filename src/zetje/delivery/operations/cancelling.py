"""Takes back what waits for somebody who is gone, so that the outbox says so at once."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection

from zetje.delivery.rules import kinds
from zetje.lib.tenancy import tenant

LEFT: Final = "left"
# A message that a sender is about to hand over is planned too; without its row it lets go of it.
_CANCEL: Final = """
WITH cancelled AS (
    UPDATE delivery_message SET
        state = 'dropped', reason = %(reason)s, changed_at = %(now)s,
        sender = NULL, leased_until = NULL
    WHERE organisation_id = %(organisation)s AND member_id = %(member)s AND state = 'planned'
        AND (%(everything)s OR family = ANY(%(programme)s))
    RETURNING id
)
INSERT INTO delivery_receipt (organisation_id, message_id, state, at, reason)
SELECT %(organisation)s, id, 'dropped', %(now)s, %(reason)s FROM cancelled
"""


def cancel_waiting(*, organisation_id: int, member_id: int, everything: bool, now: datetime) -> int:
    """Drop the messages that wait for a member who left, each with a receipt that says why.

    Args:
        organisation_id: whose member.
        member_id: who left.
        everything: all of it, for somebody who no longer works here; else what belongs to the
            programme, so that mail to sign in still comes.
        now: when they left.

    Returns:
        how many messages waited.
    """
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(
            _CANCEL,
            {
                "organisation": organisation_id,
                "member": member_id,
                "everything": everything,
                "programme": list(kinds.PROGRAMME),
                "reason": LEFT,
                "now": now,
            },
        )
        return cursor.rowcount
