"""Puts messages in the outbox: once each, whoever asks and however often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from zetje.delivery.registry import family_for
from zetje.delivery.rules.kinds import urgency_of
from zetje.lib.tenancy import tenant

CHANNEL: Final = "zetje_delivery"
# Of a message's channel: whichever its person likes best when it is queued.
LIKED_BEST: Final = ""
_COLUMNS: Final = (
    "member_id, channel, kind, family, urgency, subject_id, dedupe_key, address, not_before, "
    "useful_until"
)
_LIKED_BEST: Final = """CASE channel WHEN '' THEN coalesce((
    SELECT l.channel FROM delivery_channellink l
    WHERE l.organisation_id = %(organisation)s AND l.member_id = given.member_id
    AND l.ended_at IS NULL ORDER BY l.place, l.id LIMIT 1), 'mail') ELSE channel END"""
_INSERT: Final = f"""
INSERT INTO delivery_message (organisation_id, {_COLUMNS}, queued_at, changed_at,
    token, state, reason, attempts, renders, message_id, cap_week)
SELECT %(organisation)s, {_COLUMNS.replace("channel", _LIKED_BEST)}, %(now)s, %(now)s,
    replace(gen_random_uuid()::text, '-', ''), 'planned', '', 0, 0, '', ''
FROM {{source}}
ON CONFLICT (organisation_id, dedupe_key) DO NOTHING
"""  # noqa: S608 - joined from the constants above
_TEMPORARY: Final = """
CREATE TEMPORARY TABLE zetje_queueing (
    member_id bigint, channel text, kind text, family text, urgency smallint, subject_id bigint,
    dedupe_key text, address text, not_before timestamptz, useful_until timestamptz
) ON COMMIT DROP
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A message to be put in the outbox.

    Attributes:
        member_id: to whom; None when it goes to an address that is no member's.
        subject_id: what it is about, for its renderer.
        dedupe_key: two messages of one organisation with one key are one message.
        not_before: when it may go out.
        useful_until: after this it is dropped rather than sent late.
        address: where it goes when not to the member's own address.
        channel: by which it goes; `LIKED_BEST` for the one that its person likes best.
    """

    member_id: int | None
    kind: str
    subject_id: int | None
    dedupe_key: str
    not_before: datetime
    useful_until: datetime | None
    address: str = ""
    channel: str = "mail"

    def values(self) -> tuple[Any, ...]:
        """The row, in the order of the columns."""
        family = family_for(self.kind)
        return (
            self.member_id,
            self.channel,
            self.kind,
            family,
            urgency_of(family),
            self.subject_id,
            self.dedupe_key,
            self.address,
            self.not_before,
            self.useful_until,
        )


def queue_message(
    *,
    organisation_id: int,
    member_id: int | None,
    kind: str,
    subject_id: int | None,
    dedupe_key: str,
    not_before: datetime,
    useful_until: datetime | None,
    address: str | None = None,
    channel: str = "mail",
    now: datetime,
) -> int | None:
    """Put one message in the outbox (the arguments are those of `Queued`).

    Returns:
        the message's number, or None when its key was there already.
    """
    message = Queued(
        member_id=member_id,
        kind=kind,
        subject_id=subject_id,
        dedupe_key=dedupe_key,
        not_before=not_before,
        useful_until=useful_until,
        address=address or "",
        channel=channel,
    )
    source = (
        "(VALUES (%(m)s::bigint, %(c)s, %(k)s, %(f)s, %(u)s::smallint, %(s)s::bigint, %(d)s, "
        f"%(a)s, %(n)s::timestamptz, %(l)s::timestamptz)) AS given ({_COLUMNS})"
    )
    values = dict(zip("mckfusdanl", message.values(), strict=True))
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(
            _INSERT.format(source=source) + "RETURNING id",
            values | {"organisation": organisation_id, "now": now},
        )
        row = cursor.fetchone()
        _wake_senders(earliest=not_before, now=now)
    return int(row[0]) if row else None


def queue_messages(rows: Iterable[Queued], *, organisation_id: int, now: datetime) -> int:
    """Put many messages in the outbox at once, a hundred thousand in seconds.

    COPY may not write to a table under row security, so the rows land in a temporary one first.

    Returns:
        how many were new.
    """
    earliest: datetime | None = None
    with transaction.atomic(), tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(_TEMPORARY)
        with cursor.cursor.copy(f"COPY zetje_queueing ({_COLUMNS}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row.values())
                earliest = min(earliest or row.not_before, row.not_before)
        source = "zetje_queueing given ORDER BY not_before"
        cursor.execute(_INSERT.format(source=source), {"organisation": organisation_id, "now": now})
        count = cursor.rowcount
        cursor.execute("DROP TABLE zetje_queueing")
        _wake_senders(earliest=earliest, now=now)
    return count


def _wake_senders(*, earliest: datetime | None, now: datetime) -> None:
    """Tell idle senders, when the transaction commits, that something is due."""
    if earliest is not None and earliest <= now:
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
