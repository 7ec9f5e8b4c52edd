"""The one statement per message: settle the message before, and write the intent of the next.

Both stand in one commit, so a message costs one; the next is handed over only after that commit.
All that could forbid a message is asked in the same statement, so that a stop, a pause or an
opt-out counts until the last moment, and the weekly cap is a unique index on top of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from zetje.delivery.operations.allowed import allowed_in_sql
from zetje.delivery.registry import Renderer
from zetje.delivery.rules.retries import Settlement
from zetje.lib.tenancy import tenant

STATEMENT: Final = "zetje_delivery_step"

_TYPES: Final = (
    # now, sender, organisation; the settled message; the starting one with its addresses and link
    "timestamptz, bigint, bigint, bigint, text, text, timestamptz, "
    "bigint, text, text, bytea[], bigint"
)
_STEP: Final = """
WITH settled AS (
    UPDATE delivery_message SET
        state = $5, reason = $6, changed_at = $1, leased_until = NULL,
        not_before = coalesce($7, not_before),
        sender = CASE WHEN $5 = 'planned' THEN NULL ELSE sender END,
        cap_week = CASE WHEN $5 IN ('sent', 'unknown') THEN cap_week ELSE '' END
    WHERE organisation_id = $3 AND id = $4 AND sender = $2 AND state IN ('intent', 'unknown')
    RETURNING id
), settled_receipt AS (
    INSERT INTO delivery_receipt (organisation_id, message_id, state, at, sender, reason)
    SELECT $3, id, $5, $1, $2, $6 FROM settled
), candidate AS (
    SELECT m.id, CASE
        WHEN m.useful_until <= $1 THEN 'late'
        WHEN $12 <> 0 AND NOT EXISTS (SELECT FROM delivery_channellink l
            WHERE l.organisation_id = $3 AND l.id = $12 AND l.ended_at IS NULL) THEN 'unlinked'
        WHEN m.family = 'answer' THEN ''
        WHEN EXISTS (SELECT FROM people_sendingstop s
            WHERE s.organisation_id = $3 AND s.resumed_at IS NULL) THEN 'stopped'
        WHEN EXISTS (SELECT FROM delivery_hold h
            WHERE h.organisation_id = $3 AND h.released_at IS NULL) THEN 'held'
        WHEN EXISTS (SELECT FROM delivery_unsubscription u
            WHERE u.organisation_id = $3 AND u.member_id = m.member_id AND u.kind = m.kind
            AND u.ended_at IS NULL) THEN 'unsubscribed'
        WHEN EXISTS (SELECT FROM delivery_suppression p
            WHERE p.organisation_id = $3 AND p.digest = ANY($11) AND p.lifted_at IS NULL)
            THEN 'suppressed'
        WHEN $10 <> '' AND EXISTS (SELECT FROM delivery_message o
            WHERE o.organisation_id = $3 AND o.member_id = m.member_id AND o.family = m.family
            AND o.cap_week = $10 AND o.state IN ('intent', 'sent', 'unknown')) THEN 'cap'
        WHEN m.member_id IS NOT NULL AND NOT ({allowed}) THEN 'not_allowed'
        ELSE '' END AS obstacle
    FROM delivery_message m
    WHERE m.organisation_id = $3 AND m.id = $8 AND m.state = 'planned' AND m.sender = $2
    FOR UPDATE OF m
), started AS (
    UPDATE delivery_message m SET
        state = 'intent', message_id = $9, cap_week = $10, attempts = m.attempts + 1,
        reason = '', changed_at = $1
    FROM candidate c
    WHERE m.organisation_id = $3 AND m.id = c.id AND c.obstacle = ''
    RETURNING m.id
), started_receipt AS (
    INSERT INTO delivery_receipt (organisation_id, message_id, state, at, sender, reason)
    SELECT $3, id, 'intent', $1, $2, '' FROM started
)
SELECT obstacle FROM candidate
"""
_EXECUTE: Final = f"EXECUTE {STATEMENT}({', '.join(['%s'] * 12)})"
# One round trip: the tenant, local to the transaction, and the step in that same transaction.
_CALL: Final = f"SELECT set_config('app.organisation_id', %s, true); {_EXECUTE}"


@dataclass(frozen=True, slots=True)
class Settled:
    """A message that was handed over, and what it becomes."""

    message_id: int
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class Starting:
    """A message that is to be handed over next."""

    message_id: int
    header_id: str
    cap_week: str
    address_digests: list[bytes]
    link_id: int = 0


NOTHING: Final = Starting(0, "", "", [])


def prepare_steps(*, renderer: Renderer, now: datetime) -> None:
    """Plan the statement for a batch of one kind, with the members who may have that kind."""
    allowed, values = allowed_in_sql(renderer=renderer, now=now)
    statement = _STEP.replace("%", "%%").replace("{allowed}", allowed)
    with connection.cursor() as cursor:
        cursor.execute(f"DEALLOCATE ALL; PREPARE {STATEMENT} ({_TYPES}) AS {statement}", values)


def take_step(
    *,
    organisation_id: int,
    sender: int,
    settled: Settled | None,
    starting: Starting,
    now: datetime,
) -> str | None:
    """Settle one message and write the intent of another, in one commit.

    Returns:
        what stands in the way of the next: nothing (""), a word of `candidate` above, or None when
        the message is not this sender's any more.

    Raises:
        django.db.IntegrityError: when another message of the same week won at this very moment.
    """
    before = settled.settlement if settled else Settlement("")
    values: list[Any] = [
        now,
        sender,
        organisation_id,
        settled.message_id if settled else 0,
        before.state,
        before.reason,
        before.not_before,
        starting.message_id,
        starting.header_id,
        starting.cap_week,
        starting.address_digests,
        starting.link_id,
    ]
    if connection.in_atomic_block:  # somebody else's transaction, whose tenant must come back
        with tenant(organisation_id), connection.cursor() as cursor:
            cursor.execute(_EXECUTE, values)
            row = cursor.fetchone()
    else:
        with connection.cursor() as cursor:
            cursor.execute(_CALL, [str(organisation_id), *values])
            cursor.nextset()
            row = cursor.fetchone()
    return row[0] if row else None
