"""Takes a batch of due messages into a sender's hands and makes their words.

Taking is a lease: the messages stay planned, so that a sender that dies here loses nothing. Words
are made for hundreds at a time, which is many times as fast as one by one; when a batch fails they
are made one by one, so that one poisoned message cannot hold up the others. A message that was in
the hands of a sender that died is a suspect: it waits behind the others and is taken alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.apps import apps
from django.db import InterfaceError, OperationalError, connection

from zetje.delivery import queries
from zetje.delivery.models import Message
from zetje.delivery.queries import Due
from zetje.delivery.registry import Renderer
from zetje.delivery.rules.mails import OutboxRow, Rendered
from zetje.lib.tenancy import tenant

LEASE: Final = timedelta(seconds=90)
# The rows are picked once, in a materialised step: as a subquery of the update they might be picked
# anew for each row, and more of them than the limit.
_TAKE: Final = """
WITH stale AS MATERIALIZED (
    SELECT id FROM delivery_message
    WHERE organisation_id = %(organisation)s AND state = 'planned' AND not_before <= %(now)s
    AND urgency = %(urgency)s AND channel = %(channel)s AND useful_until <= %(now)s
    ORDER BY not_before, id LIMIT 5000 FOR UPDATE SKIP LOCKED
), late AS (
    UPDATE delivery_message m SET state = 'dropped', reason = 'late', changed_at = %(now)s
    FROM stale WHERE m.organisation_id = %(organisation)s AND m.id = stale.id
    RETURNING m.id
), late_receipt AS (
    INSERT INTO delivery_receipt (organisation_id, message_id, state, at, sender, reason)
    SELECT %(organisation)s, id, 'dropped', %(now)s, %(sender)s, 'late' FROM late
), picked AS MATERIALIZED (
    SELECT id FROM delivery_message
    WHERE organisation_id = %(organisation)s AND state = 'planned' AND not_before <= %(now)s
    AND urgency = %(urgency)s AND channel = %(channel)s
    AND (useful_until IS NULL OR useful_until > %(now)s)
    AND (leased_until IS NULL OR leased_until <= %(now)s) AND (renders > 0) = %(suspects)s
    ORDER BY not_before, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE delivery_message m SET sender = %(sender)s, leased_until = %(until)s
FROM picked WHERE m.organisation_id = %(organisation)s AND m.id = picked.id
RETURNING m.id
"""
_PUT_BACK: Final = """
UPDATE delivery_message SET sender = NULL, leased_until = NULL
WHERE organisation_id = %s AND id = ANY(%s) AND sender = %s AND state = 'planned'
"""
_RENDER_FAILED: Final = """
UPDATE delivery_message SET renders = renders + 1, reason = %s, not_before = %s,
    sender = NULL, leased_until = NULL
WHERE organisation_id = %s AND id = %s AND sender = %s AND state = 'planned'
"""
_POSTPONE: Final = """
UPDATE delivery_message SET reason = 'cap', not_before = %s, sender = NULL, leased_until = NULL
WHERE organisation_id = %s AND id = %s AND sender = %s AND state = 'planned'
"""
_CONCLUDE: Final = """
WITH concluded AS (
    UPDATE delivery_message SET state = %(state)s, reason = %(reason)s, changed_at = %(now)s,
        leased_until = NULL
    WHERE organisation_id = %(organisation)s AND id = %(message)s AND sender = %(sender)s
    AND state = 'planned' RETURNING id
)
INSERT INTO delivery_receipt (organisation_id, message_id, state, at, sender, reason)
SELECT %(organisation)s, id, %(state)s, %(now)s, %(sender)s, %(reason)s FROM concluded
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message in a sender's hands.

    Attributes:
        address: the person's own in a channel that has links; empty for the others.
        link_id: the link that gave this address, 0 for none.
    """

    row: OutboxRow
    attempts: int
    renders: int
    header_id: str
    token: str
    time_zone: str
    address: str = ""
    link_id: int = 0


def take(*, due: Due, sender: int, limit: int, now: datetime) -> list[int]:
    """Lease the messages that are due, or one suspect, and drop what has outlived its use.

    Returns:
        the numbers of the messages now in this sender's hands.
    """
    values: dict[str, Any] = {
        "organisation": due.organisation_id,
        "urgency": due.urgency,
        "channel": due.channel,
        "sender": sender,
        "until": now + LEASE,
        "now": now,
    }
    with tenant(due.organisation_id), connection.cursor() as cursor:
        cursor.execute(_TAKE, values | {"limit": limit, "suspects": False})
        taken = cursor.fetchall()
        if not taken:
            cursor.execute(_TAKE, values | {"limit": 1, "suspects": True})
            taken = cursor.fetchall()
    return sorted(row[0] for row in taken)


def put_back(*, organisation_id: int, message_ids: Sequence[int], sender: int) -> None:
    """Give messages back that were taken and not handed over."""
    if not message_ids:
        return
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(_PUT_BACK, [organisation_id, list(message_ids), sender])


def conclude(
    *, organisation_id: int, sender: int, message_id: int, state: str, reason: str, now: datetime
) -> None:
    """End a message that is not handed over: dropped, suppressed or failed."""
    values = {
        "organisation": organisation_id,
        "message": message_id,
        "sender": sender,
        "state": state,
        "reason": reason,
        "now": now,
    }
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(_CONCLUDE, values)


def postpone(*, organisation_id: int, sender: int, message_id: int, not_before: datetime) -> None:
    """Let a message wait for a week that has room for it."""
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(_POSTPONE, [not_before, organisation_id, message_id, sender])


def put_off(
    *,
    organisation_id: int,
    sender: int,
    message_id: int,
    reason: str,
    not_before: datetime,
) -> None:
    """Give a message back whose words could not be made, to be tried again later."""
    values = [reason, not_before, organisation_id, message_id, sender]
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(_RENDER_FAILED, values)


def look_up(
    *, organisation_id: int, message_ids: Sequence[int], now: datetime
) -> tuple[Any, list[Taken]]:
    """The organisation, and the rows of a batch in the order in which they are to go out."""
    organisation = apps.get_model("people", "Organisation")._default_manager.get(pk=organisation_id)
    with tenant(organisation_id):
        return organisation, _rows(organisation, message_ids, now)


def _rows(organisation: Any, message_ids: Sequence[int], now: datetime) -> list[Taken]:
    organisation_id = int(organisation.pk)
    rows = Message.objects.filter(organisation_id=organisation_id, id__in=message_ids)
    fields = (
        "id",
        "member_id",
        "kind",
        "subject_id",
        "dedupe_key",
        "address",
        "not_before",
        "useful_until",
        "channel",
        "attempts",
        "renders",
        "message_id",
        "token",
        "member__time_zone",
    )
    taken: list[Taken] = []
    for values in rows.order_by("not_before", "id").values_list(*fields):
        number, member_id, kind, *rest = values
        url = queries.unsubscribe_url(
            organisation_id=organisation_id, member_id=member_id, kind=kind, now=now
        )
        row = OutboxRow(
            number,
            organisation_id,
            member_id,
            kind,
            *rest[:5],
            unsubscribe_url=url,
            channel=rest[5],
        )
        taken.append(Taken(row, *rest[6:10], time_zone=rest[10] or organisation.time_zone))
    return taken


def make_words(
    *, renderer: Renderer, taken: Sequence[Taken], organisation_id: int, now: datetime
) -> Mapping[int, Rendered | Exception]:
    """What the renderer makes of each row: a mail, a drop, or the fault that it met."""
    rows = [each.row for each in taken]
    words = try_words(renderer, rows, organisation_id, now)
    if not isinstance(words, Exception):
        return {row.id: words.get(row.id, LookupError("no answer")) for row in rows}
    if len(rows) == 1:
        return {rows[0].id: words}
    alone: dict[int, Rendered | Exception] = {}
    for row in rows:
        one = try_words(renderer, [row], organisation_id, now)
        alone[row.id] = (
            one if isinstance(one, Exception) else one.get(row.id, LookupError("no answer"))
        )
    return alone


def try_words(
    renderer: Renderer, rows: Sequence[OutboxRow], organisation_id: int, now: datetime
) -> Mapping[int, Rendered] | Exception:
    """What the renderer makes of some rows, or the fault that it met."""
    try:
        with tenant(organisation_id):
            return renderer.render(rows, now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        return fault
