"""Who is sending now, and what the ones that died left behind.

Each sender holds a lock of its database session under a number of its own. When its process or its
connection ends, the server lets the lock go by itself, so a free lock means a dead sender.
"""

from __future__ import annotations

import logging
import secrets
from datetime import datetime
from typing import Final

from django.db import connection

from zetje.delivery import queries
from zetje.delivery.operations.steps import Settled
from zetje.delivery.rules import states
from zetje.lib.tenancy import tenant

log = logging.getLogger("zetje.delivery")

ENDED: Final = "the sender ended before an answer was on record"
_BECOME: Final = """
WITH changed AS (
    UPDATE delivery_message SET
        state = %(state)s, reason = %(reason)s, changed_at = %(now)s, leased_until = NULL,
        not_before = coalesce(%(not_before)s, not_before),
        sender = CASE WHEN %(state)s = 'planned' THEN NULL ELSE sender END,
        cap_week = CASE WHEN %(state)s IN ('sent', 'unknown') THEN cap_week ELSE '' END
    WHERE organisation_id = %(organisation)s AND sender = %(sender)s AND state = ANY(%(before)s)
    AND (%(message)s IS NULL OR id = %(message)s)
    RETURNING id
)
INSERT INTO delivery_receipt (organisation_id, message_id, state, at, sender, reason)
SELECT %(organisation)s, id, %(state)s, %(now)s, %(sender)s, %(reason)s FROM changed
"""
_FREE_LEASES: Final = """
UPDATE delivery_message SET sender = NULL, leased_until = NULL, renders = renders + 1
WHERE organisation_id = %s AND sender = %s AND state = 'planned'
"""


def show() -> int:
    """Take a number and its lock, for as long as the database session lasts."""
    number = secrets.randbits(62)
    with connection.cursor() as cursor:
        # The statement of each message is planned once a batch and not anew for each message.
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    return number


def hide(*, number: int) -> None:
    """Let go of the number's lock."""
    if number:
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
            cursor.execute("RESET plan_cache_mode")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def recover_from_dead_senders(*, own: int, now: datetime) -> int:
    """Call every intent of a sender that is gone unknown, and free what it had taken.

    Returns:
        how many messages became unknown.
    """
    unknown = 0
    for organisation_id, sender in queries.senders_holding():
        if sender == own or not _is_dead(sender):
            continue
        with tenant(organisation_id):
            count = _become(
                organisation_id=organisation_id,
                sender=sender,
                message_id=None,
                before=[states.INTENT],
                settled=(states.UNKNOWN, ENDED, None),
                now=now,
            )
            with connection.cursor() as cursor:
                cursor.execute(_FREE_LEASES, [organisation_id, sender])
        if count:
            log.warning("sender %s ended: %s message(s) unknown", sender, count)
        unknown += count
    return unknown


def settle_alone(
    *,
    organisation_id: int,
    sender: int,
    settled: Settled | None,
    never_left: int,
    now: datetime,
) -> None:
    """Write what a sender knows of its own messages after it lost the database for a while."""
    before = [states.INTENT, states.UNKNOWN]
    with tenant(organisation_id):
        if settled is not None:
            after = settled.settlement
            _become(
                organisation_id=organisation_id,
                sender=sender,
                message_id=settled.message_id,
                before=before,
                settled=(after.state, after.reason, after.not_before),
                now=now,
            )
        if never_left:
            _become(
                organisation_id=organisation_id,
                sender=sender,
                message_id=never_left,
                before=before,
                settled=(states.PLANNED, "never left", None),
                now=now,
            )


def _is_dead(sender: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [sender])
        row = cursor.fetchone()
        if not row or not row[0]:
            return False
        cursor.execute("SELECT pg_advisory_unlock(%s)", [sender])
    return True


def _become(
    *,
    organisation_id: int,
    sender: int,
    message_id: int | None,
    before: list[str],
    settled: tuple[str, str, datetime | None],
    now: datetime,
) -> int:
    state, reason, not_before = settled
    values = {
        "organisation": organisation_id,
        "sender": sender,
        "message": message_id,
        "before": before,
        "state": state,
        "reason": reason,
        "not_before": not_before,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BECOME, values)
        return cursor.rowcount
