"""The one statement per batch: settle the messages before, and write the intents of the next.

All stand in one commit, so that a batch costs one; the next is handed over only after that commit.
All that could forbid a message is asked in the same statement, so that a stop, a pause or an
opt-out counts until the last moment, and the weekly cap is a unique index on top of that.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from zetje.delivery.operations.allowed import allowed_in_sql
from zetje.delivery.registry import Renderer
from zetje.delivery.rules.retries import Settlement
from zetje.lib.tenancy import tenant

STATEMENT: Final = "zetje_delivery_step"

_TYPES: Final = "timestamptz, bigint, bigint, json, bigint[], json"
# $1 now, $2 sender, $3 organisation, $4 what is settled, $5 what was not begun, $6 what starts
_STEP: Final = """
WITH answered AS MATERIALIZED (
    SELECT * FROM json_to_recordset($4)
    AS s(id bigint, state text, reason text, not_before timestamptz, at timestamptz)
), settled AS (
    UPDATE delivery_message m SET
        state = s.state, reason = s.reason, changed_at = s.at, leased_until = NULL,
        not_before = coalesce(s.not_before, m.not_before),
        sender = CASE WHEN s.state = 'planned' THEN NULL ELSE m.sender END,
        cap_week = CASE WHEN s.state IN ('sent', 'unknown') THEN m.cap_week ELSE '' END
    FROM answered s
    WHERE m.organisation_id = $3 AND m.id = s.id AND m.sender = $2
    AND m.state IN ('intent', 'unknown')
    RETURNING m.id, s.state, s.at, s.reason
), given_back AS (
    UPDATE delivery_message SET
        state = 'planned', cap_week = '', attempts = greatest(attempts - 1, 0), changed_at = $1
    WHERE organisation_id = $3 AND id = ANY($5) AND sender = $2 AND state = 'intent'
    RETURNING id
), starting AS MATERIALIZED (
    SELECT * FROM json_to_recordset($6)
    AS s(id bigint, header text, week text, link bigint, digests text[])
), candidate AS MATERIALIZED (
    SELECT m.id, s.header, s.week, CASE
        WHEN m.useful_until <= $1 THEN 'late'
        WHEN s.link <> 0 AND NOT EXISTS (SELECT FROM delivery_channellink l
            WHERE l.organisation_id = $3 AND l.id = s.link AND l.ended_at IS NULL) THEN 'unlinked'
        WHEN m.family = 'answer' THEN ''
        WHEN EXISTS (SELECT FROM people_sendingstop t
            WHERE t.organisation_id = $3 AND t.resumed_at IS NULL) THEN 'stopped'
        WHEN EXISTS (SELECT FROM delivery_hold h
            WHERE h.organisation_id = $3 AND h.released_at IS NULL) THEN 'held'
        WHEN EXISTS (SELECT FROM delivery_unsubscription u
            WHERE u.organisation_id = $3 AND u.member_id = m.member_id AND u.kind = m.kind
            AND u.ended_at IS NULL) THEN 'unsubscribed'
        WHEN EXISTS (SELECT FROM delivery_suppression p
            WHERE p.organisation_id = $3 AND p.lifted_at IS NULL
            AND p.digest = ANY(s.digests::bytea[])) THEN 'suppressed'
        WHEN s.week <> '' AND EXISTS (SELECT FROM delivery_message o
            WHERE o.organisation_id = $3 AND o.member_id = m.member_id AND o.family = m.family
            AND o.cap_week = s.week AND o.state IN ('intent', 'sent', 'unknown')) THEN 'cap'
        WHEN m.member_id IS NOT NULL AND NOT ({allowed}) THEN 'not_allowed'
        ELSE '' END AS obstacle
    FROM delivery_message m JOIN starting s ON m.id = s.id
    WHERE m.organisation_id = $3 AND m.state = 'planned' AND m.sender = $2
    FOR UPDATE OF m
), started AS (
    UPDATE delivery_message m SET
        state = 'intent', message_id = c.header, cap_week = c.week, attempts = m.attempts + 1,
        reason = '', changed_at = $1
    FROM candidate c
    WHERE m.organisation_id = $3 AND m.id = c.id AND c.obstacle = ''
    RETURNING m.id
), receipts AS (
    INSERT INTO delivery_receipt (organisation_id, message_id, state, at, sender, reason)
    SELECT $3, id, state, at, $2, reason FROM settled
    UNION ALL SELECT $3, id, 'planned', $1, $2, 'not begun' FROM given_back
    UNION ALL SELECT $3, id, 'intent', $1, $2, '' FROM started
)
SELECT coalesce(json_object_agg(id, obstacle), '{}') FROM candidate
"""
_EXECUTE: Final = f"EXECUTE {STATEMENT}(%s, %s, %s, %s, %s, %s)"
# One round trip: the tenant, local to the transaction, and the step in that same transaction.
_CALL: Final = f"SELECT set_config('app.organisation_id', %s, true); {_EXECUTE}"


@dataclass(frozen=True, slots=True)
class Settled:
    """A message that was handed over, what it becomes, and when that was known."""

    message_id: int
    settlement: Settlement
    at: datetime


@dataclass(frozen=True, slots=True)
class Starting:
    """A message that is to be handed over next."""

    message_id: int
    header_id: str
    cap_week: str
    address_digests: Sequence[str]
    link_id: int = 0


def prepare_steps(*, renderer: Renderer, now: datetime) -> None:
    """Plan the statement for messages of one kind, with the members who may have that kind."""
    allowed, values = allowed_in_sql(renderer=renderer, now=now)
    statement = _STEP.replace("%", "%%").replace("{allowed}", allowed)
    with connection.cursor() as cursor:
        cursor.execute(f"DEALLOCATE ALL; PREPARE {STATEMENT} ({_TYPES}) AS {statement}", values)


def take_step(
    *,
    organisation_id: int,
    sender: int,
    settled: Sequence[Settled],
    not_begun: Sequence[int],
    starting: Sequence[Starting],
    now: datetime,
) -> dict[int, str]:
    """Settle some messages, take back some intents, and write those of others, in one commit.

    Args:
        organisation_id: whose messages.
        sender: the number of the sender in whose hands they are.
        settled: what became of the messages that were handed over.
        not_begun: messages with an intent that were not handed over; they are this sender's still.
        starting: the next, none of them twice and no two of one place in a week.
        now: the moment.

    Returns:
        what stands in the way of each that is to start: nothing (""), or a word of `candidate`
        above; one that is not this sender's any more is left out.

    Raises:
        django.db.IntegrityError: when another message of the same week won at this very moment.
    """
    values: list[Any] = [
        now,
        sender,
        organisation_id,
        json.dumps([_answered(each) for each in settled]),
        list(not_begun),
        json.dumps([_starting(each) for each in starting]),
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
    obstacles: dict[str, str] = row[0] if row else {}
    return {int(number): obstacle for number, obstacle in obstacles.items()}


def _answered(each: Settled) -> dict[str, Any]:
    after = each.settlement
    return {
        "id": each.message_id,
        "state": after.state,
        "reason": after.reason,
        "not_before": after.not_before.isoformat() if after.not_before else None,
        "at": each.at.isoformat(),
    }


def _starting(each: Starting) -> dict[str, Any]:
    return {
        "id": each.message_id,
        "header": each.header_id,
        "week": each.cap_week,
        "link": each.link_id,
        "digests": each.address_digests,
    }
