"""Who is sending now, and what the ones that died left behind.

Each sender holds a lock of its database session under a number of its own. When its process or its
connection ends, the server lets the lock go by itself, so a free lock means a dead sender, or one
that lost the database; on the same machine its journal tells which.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from zetje.delivery import queries
from zetje.delivery.operations import journals
from zetje.delivery.operations.steps import Settled
from zetje.delivery.rules import states
from zetje.delivery.rules.retries import Settlement
from zetje.lib.tenancy import tenant

log = logging.getLogger("zetje.delivery")

ENDED: Final = "the sender ended before an answer was on record"
_NOT_BEGUN: Final = Settlement(states.PLANNED, "never left")
# Unknown because its sender was thought dead: whoever knows better may still say so.
_BECOME: Final = """
WITH changed AS (
    UPDATE delivery_message SET
        state = %(state)s, reason = %(reason)s, changed_at = %(now)s, leased_until = NULL,
        not_before = coalesce(%(not_before)s, not_before),
        sender = CASE WHEN %(state)s = 'planned' THEN NULL ELSE sender END,
        cap_week = CASE WHEN %(state)s IN ('sent', 'unknown') THEN cap_week ELSE '' END,
        attempts = greatest(attempts - %(not_begun)s::int, 0)
    WHERE organisation_id = %(organisation)s AND sender = %(sender)s
    AND (state = 'intent' OR (%(knows)s AND state = 'unknown' AND reason = %(ended)s))
    AND (%(messages)s::bigint[] IS NULL OR id = ANY(%(messages)s))
    RETURNING id
)
INSERT INTO delivery_receipt (organisation_id, message_id, state, at, sender, reason)
SELECT %(organisation)s, id, %(state)s, %(now)s, %(sender)s, %(reason)s FROM changed
"""
_FREE_LEASES: Final = """
UPDATE delivery_message SET sender = NULL, leased_until = NULL, renders = renders + %s
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
    """Settle what senders left behind that are gone, and free what they had taken.

    What a journal tells holds. Every intent that none tells of becomes unknown.

    Returns:
        how many messages became unknown.
    """
    unknown = sum(
        _believe_journal(sender, now=now)
        for sender in journals.left_behind()
        if sender != own and _is_dead(sender)
    )
    for organisation_id, sender in queries.senders_holding():
        # One that lives has only lost the database for a while, and knows best itself.
        if sender == own or not _is_dead(sender) or journals.is_held(sender):
            continue
        with tenant(organisation_id):
            gone = _Gone(organisation_id, sender, now)
            count = gone.become(Settlement(states.UNKNOWN, ENDED), None)
            gone.free_leases(suspects=True)
        if count:
            log.warning("sender %s ended: %s message(s) unknown", sender, count)
        unknown += count
    return unknown


def _believe_journal(sender: int, *, now: datetime) -> int:
    """Settle what a journal tells of, and say how many messages became unknown."""
    with journals.taken_over(sender) as journal:
        if journal is None or not journal.organisation_id:
            return 0
        with tenant(journal.organisation_id):
            gone = _Gone(journal.organisation_id, sender, now)
            for message_id, settlement in journal.ended.items():
                gone.become(settlement, [message_id])
            gone.become(_NOT_BEGUN, sorted(journal.announced))
            count = gone.become(Settlement(states.UNKNOWN, ENDED), sorted(journal.begun))
            # Where no words were being made, it was no message's words that killed it.
            gone.free_leases(suspects=journal.is_wording)
    log.warning("sender %s ended, its journal tells how far it came: %s unknown", sender, count)
    return count


def settle_alone(
    *,
    organisation_id: int,
    sender: int,
    settled: Sequence[Settled],
    begun: int,
    not_begun: Sequence[int],
    now: datetime,
) -> None:
    """Write what a sender knows of its own messages after it lost the database for a while.

    Args:
        organisation_id: whose messages.
        sender: under which number it had them.
        settled: what became of those that were handed over.
        begun: the one that was being handed over when something broke; 0 for none.
        not_begun: those whose intent may have been written, and that never left.
        now: the moment.
    """
    with tenant(organisation_id):
        own = _Gone(organisation_id, sender, now)
        for each in settled:
            own.become(each.settlement, [each.message_id])
        own.become(Settlement(states.UNKNOWN, ENDED), [begun])
        own.become(_NOT_BEGUN, not_begun)


def _is_dead(sender: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [sender])
        row = cursor.fetchone()
        if not row or not row[0]:
            return False
        cursor.execute("SELECT pg_advisory_unlock(%s)", [sender])
    return True


@dataclass(frozen=True, slots=True)
class _Gone:
    """A sender that has its number no more, and whose messages are settled in its place."""

    organisation_id: int
    sender: int
    now: datetime

    def become(self, settlement: Settlement, message_ids: Sequence[int] | None) -> int:
        """Settle some of its messages, or with None every intent; how many there were."""
        values = {
            "organisation": self.organisation_id,
            "sender": self.sender,
            "messages": None if message_ids is None else list(message_ids),
            "knows": message_ids is not None,
            "ended": ENDED,
            "state": settlement.state,
            "reason": settlement.reason,
            "not_before": settlement.not_before,
            "not_begun": settlement is _NOT_BEGUN,
            "now": self.now,
        }
        with connection.cursor() as cursor:
            cursor.execute(_BECOME, values)
            return cursor.rowcount

    def free_leases(self, *, suspects: bool) -> None:
        """Let others take what it had only taken, each of them a suspect in its death or none."""
        with connection.cursor() as cursor:
            cursor.execute(_FREE_LEASES, [int(suspects), self.organisation_id, self.sender])
