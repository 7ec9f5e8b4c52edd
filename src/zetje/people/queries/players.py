"""Who takes part in leagues and boards: joined, working here, and content to be in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out, numbers

Ints = NDArray[np.int64]

_PLAYING: Final = """
    FROM people_membership s
    JOIN people_member m ON m.organisation_id = s.organisation_id AND m.id = s.member_id
    LEFT JOIN people_preferences p ON p.organisation_id = m.organisation_id AND p.member_id = m.id
    WHERE s.organisation_id = %(organisation)s AND s.left_at IS NULL AND s.joined_at < %(now)s
      AND m.left_on IS NULL AND coalesce(p.league, true)
"""


@dataclass(frozen=True, slots=True)
class Players:
    """Members by number, ascending, and the team of each; 0 for who has none."""

    member: Ints
    team: Ints


@dataclass(frozen=True, slots=True)
class PlayerName:
    """What colleagues call somebody in a league: their alias where they chose one."""

    member_id: int
    name: str


def players(
    *, organisation_id: int, now: datetime, member_ids: Sequence[int] | Ints | None = None
) -> Players:
    """Who takes part in leagues and boards at this moment, of everyone or of some members."""
    given: dict[str, object] = {"organisation": organisation_id, "now": now}
    mine = ""
    if member_ids is not None:
        mine, given["members"] = "AND m.id = ANY(%(members)s::bigint[])", numbers(member_ids)
    return _read(f"{_PLAYING} {mine}", given)


def player_names(
    *, organisation_id: int, member_ids: Sequence[int], now: datetime
) -> list[PlayerName]:
    """What colleagues call some members in a league; who takes no part now is left out."""
    given = {"organisation": organisation_id, "now": now, "members": numbers(member_ids)}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT m.id, coalesce(nullif(p.alias, ''), m.given_name)
                {_PLAYING} AND m.id = ANY(%(members)s::bigint[])""",
            given,
        )
        return [PlayerName(*row) for row in cursor.fetchall()]


def _read(where: str, given: dict[str, object]) -> Players:
    # COPY takes its parameters bound in the client, by their names.
    with connection.cursor() as cursor:
        statement = cursor.mogrify(
            f"SELECT m.id, coalesce(m.team_id, 0) {where} ORDER BY m.id", given
        )
    return Players(**copy_out(statement, columns={"member": "bigint", "team": "bigint"}))
