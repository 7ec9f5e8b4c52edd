"""Counts how far each digest led: gone out, opened, a share started, a share confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.fogg import Funnel, read_funnel
from zetje.lib.arrays import copy_out
from zetje.prompting.rules.standing_facts import DIGEST_OPENED

Ints = NDArray[np.int64]

# A choice on a digest opened it, wherever it was made; a share without its start noted had one.
_COUNTS: Final = """
    WITH given AS (
        SELECT id, member_id FROM prompting_digest
        WHERE organisation_id = %s
          AND send_at >= %s AND send_at < %s
    ), looked AS (
        SELECT DISTINCT subject FROM record_event
        WHERE organisation_id = %s AND kind = %s AND at >= %s
    ), chosen AS (
        SELECT g.id, bool_or(c.id IS NOT NULL) AS was_opened,
               bool_or(h.id IS NOT NULL) AS was_started,
               bool_or(h.confirmed_at IS NOT NULL) AS was_shared
        FROM given g
        JOIN prompting_digeststory s ON s.organisation_id = %s AND s.digest_id = g.id
        LEFT JOIN sharing_choice c ON c.organisation_id = %s
             AND c.member_id = g.member_id AND c.story_id = s.story_id AND c.undone_at IS NULL
        LEFT JOIN sharing_share h ON h.organisation_id = %s
             AND h.member_id = g.member_id AND h.story_id = s.story_id AND h.undone_at IS NULL
        GROUP BY g.id
    )
    SELECT g.member_id, count(*)::int,
           (count(*) FILTER (WHERE c.was_opened OR c.was_started OR l.subject IS NOT NULL))::int,
           (count(*) FILTER (WHERE c.was_started))::int,
           (count(*) FILTER (WHERE c.was_shared))::int
    FROM given g
    JOIN chosen c ON c.id = g.id
    LEFT JOIN looked l ON l.subject = 'digest:' || g.id
    JOIN people_member m ON m.organisation_id = %s AND m.id = g.member_id
    LEFT JOIN people_preferences p
        ON p.organisation_id = %s AND p.member_id = g.member_id
    WHERE coalesce(p.learns, true)
    GROUP BY g.member_id
    ORDER BY g.member_id
"""
_COLUMNS: Final = {
    "member": "bigint",
    "sent": "integer",
    "opened": "integer",
    "started": "integer",
    "shared": "integer",
}


@dataclass(frozen=True, slots=True)
class Funnels:
    """The funnel of n members; `member` (n,) holds their keys, ascending."""

    member: Ints
    funnel: Funnel


def funnels_of(*, organisation_id: int, since: datetime, until: datetime) -> Funnels:
    """Count the digests of a time by how far they led, of everybody who lets Zetje learn from them.

    Args:
        organisation_id: whose members; the tenant's block must be open.
        since: the first moment that counts.
        until: the first that does not.
    """
    own = organisation_id
    given = [own, since, until, own, DIGEST_OPENED, since, *[own] * 5]
    found = copy_out(_COUNTS, given, columns=_COLUMNS)
    return Funnels(found.pop("member"), read_funnel(**found))
