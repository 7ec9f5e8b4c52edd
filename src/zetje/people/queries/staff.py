"""Who works here at a moment and whether they take part, of everybody at once, in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Who joined and who paused is found once and joined on, whatever the planner thinks of the tables.
_STAFF: Final = """
    SELECT m.id, coalesce(m.team_id, 0), array_position(%s::text[], m.country),
        (m.language = 'nl')::int, coalesce(m.started_on - date '0001-01-01' + 1, 0),
        s.member_id IS NOT NULL, p.member_id IS NOT NULL
    FROM people_member m
    LEFT JOIN (SELECT DISTINCT member_id FROM people_membership WHERE organisation_id = %s
        AND joined_at < %s AND (left_at IS NULL OR left_at >= %s)) s ON s.member_id = m.id
    LEFT JOIN (SELECT DISTINCT member_id FROM people_pause WHERE organisation_id = %s
        AND starts_at < %s AND (ends_at IS NULL OR ends_at >= %s)) p ON p.member_id = m.id
    WHERE m.organisation_id = %s AND (m.started_on IS NULL OR m.started_on <= %s)
        AND (m.left_on IS NULL OR m.left_on > %s)
    ORDER BY m.id
"""
_COLUMNS: Final[dict[str, str]] = {
    "member": "bigint",
    "team": "bigint",
    "country": "integer",
    "is_dutch": "integer",
    "started": "integer",
    "joined": "boolean",
    "paused": "boolean",
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Members by number, ascending (n,), as they were at the end of a day.

    `team` is 0 without one; `country` is an index into the list; `started` is the ordinal of a
    date, or 0; `joined` and `paused` say whether they took part and whether they asked for quiet.
    """

    member: Ints
    team: Ints
    country: Ints
    is_dutch: Ints
    started: Ints
    joined: Flags
    paused: Flags
    countries: Sequence[str]


def staff_at(*, organisation_id: int, until: datetime, on: date) -> Staff:
    """Everybody who works here at the end of a day; their team and country are those of now.

    Args:
        organisation_id: whose; the tenant's block must be open.
        until: the first moment after the day, where the organisation is.
        on: the day.
    """
    own, countries = organisation_id, _countries(organisation_id)
    rows = copy_out(
        _STAFF,
        [countries, own, until, until, own, until, until, own, on, on],
        columns=_COLUMNS,
    )
    rows["country"] = rows["country"] - 1
    return Staff(**rows, countries=countries)


def _countries(organisation_id: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT country FROM people_member WHERE organisation_id = %s ORDER BY 1",
            [organisation_id],
        )
        return [str(row[0]) for row in cursor.fetchall()]
