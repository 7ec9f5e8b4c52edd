"""Writes a plan: digests, their stories and their messages, by COPY and in one transaction."""

from __future__ import annotations

from datetime import datetime
from os import urandom
from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.behaviour.weeks import iso_of
from zetje.delivery import operations as delivery
from zetje.lib.arrays import copied_in, copy_out, random_tokens
from zetje.prompting.operations.choosing import Selection
from zetje.prompting.operations.crowd import KIND
from zetje.prompting.rules.moments import Moments, moment_of
from zetje.prompting.rules.reasons import REASONS

Ints = NDArray[np.int64]

TOKEN_ENTROPY: Final = 18
_PLANNED: Final = {
    "token": "text(24)",
    "member_id": "bigint",
    "send_at": "bigint",
    "useful_until": "bigint",
} | {
    name: kind
    for place in (1, 2, 3)
    for name, kind in ((f"story_{place}", "bigint"), (f"reason_{place}", "smallint"))
}
# Who has a digest of this week already keeps it: two planners at once make one plan.
_DIGESTS: Final = """
INSERT INTO prompting_digest (organisation_id, iso_year, iso_week, token, planned_at,
    member_id, send_at, useful_until)
SELECT %s, %s, %s, token, %s, member_id, to_timestamp(send_at), to_timestamp(useful_until)
FROM planned
ON CONFLICT (organisation_id, iso_year, iso_week, member_id) DO NOTHING
"""
_STORIES: Final = """
INSERT INTO prompting_digeststory (organisation_id, digest_id, story_id, position, reason)
SELECT d.organisation_id, d.id, s.story, s.place, (%s::text[])[s.reason + 1]
FROM planned p
JOIN prompting_digest d ON d.organisation_id = %s AND d.token = p.token
CROSS JOIN LATERAL (VALUES
    (1, p.story_1, p.reason_1), (2, p.story_2, p.reason_2), (3, p.story_3, p.reason_3)
) AS s (place, story, reason)
WHERE s.story <> 0
"""
_NEW: Final = """
SELECT d.id, d.member_id, p.send_at, p.useful_until FROM planned p
JOIN prompting_digest d ON d.organisation_id = %s AND d.token = p.token ORDER BY d.id
"""
_MOVE: Final = """
UPDATE prompting_digest d
SET send_at = to_timestamp(m.send_at), useful_until = to_timestamp(m.useful_until)
FROM moved m WHERE d.organisation_id = %s AND d.id = m.digest
"""
_MESSAGE: Final = {
    "digest": "bigint",
    "member": "bigint",
    "send_at": "bigint",
    "useful_until": "bigint",
}


def write_plan(
    *,
    organisation_id: int,
    week: int,
    members: Ints,
    moments: Moments,
    selection: Selection,
    now: datetime,
    is_mailed: bool = True,
) -> int:
    """Write these members' digests of a week, and put their messages in the outbox.

    Where nothing is mailed the digest waits on its page alone.

    Returns:
        how many members had no digest of that week yet.
    """
    entropy = urandom(TOKEN_ENTROPY * members.size)
    rows: dict[str, NDArray[np.generic]] = {
        "token": random_tokens(members.size, entropy=entropy),
        "member_id": members,
        "send_at": moments.send_at,
        "useful_until": moments.useful_until,
    }
    for place in range(selection.stories.shape[1]):
        rows[f"story_{place + 1}"] = selection.stories[:, place]
        rows[f"reason_{place + 1}"] = selection.reasons[:, place]
    with copied_in("planned", _PLANNED, rows), connection.cursor() as cursor:
        cursor.execute(_DIGESTS, [organisation_id, *iso_of(week), now])
        cursor.execute(_STORIES, [[str(reason) for reason in REASONS], organisation_id])
        new = copy_out(_NEW, [organisation_id], columns=_MESSAGE)
    if is_mailed:
        queue(new, organisation_id=organisation_id, now=now)
    return int(new["digest"].size)


def move_digests(
    *, organisation_id: int, digests: Ints, members: Ints, moments: Moments, now: datetime
) -> None:
    """Give digests another moment of their week, with a message of its own."""
    rows = {
        "digest": digests,
        "member": members,
        "send_at": moments.send_at,
        "useful_until": moments.useful_until,
    }
    with copied_in("moved", _MESSAGE, rows), connection.cursor() as cursor:
        cursor.execute(_MOVE, [organisation_id])
    queue(rows, organisation_id=organisation_id, now=now)


def dedupe_key(digest: int, useful_until: int) -> str:
    """One message for a digest and a day: what makes it the same message when planned twice."""
    return f"{KIND}:{digest}:{useful_until}"


def queue(rows: dict[str, Ints], *, organisation_id: int, now: datetime) -> None:
    """Put the messages of digests in the outbox."""
    moments = {
        seconds: moment_of(seconds)
        for seconds in np.unique(np.append(rows["send_at"], rows["useful_until"])).tolist()
    }
    columns = [rows[name].tolist() for name in _MESSAGE]
    delivery.queue_messages(
        (
            delivery.Queued(
                member_id=member,
                kind=KIND,
                subject_id=digest,
                dedupe_key=dedupe_key(digest, useful_until),
                not_before=moments[send_at],
                useful_until=moments[useful_until],
                channel=delivery.LIKED_BEST,
            )
            for digest, member, send_at, useful_until in zip(*columns, strict=True)
        ),
        organisation_id=organisation_id,
        now=now,
    )
