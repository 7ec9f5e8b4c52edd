"""Reads how far sharing has become people's own: their phase, their habit, their free weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.phases import Phase
from zetje.behaviour.weeks import iso_of
from zetje.lib.arrays import copy_out, numbers

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

_A_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where members stand, one entry each in the order that was asked: arrays (n,).

    Attributes:
        member: their keys.
        phase: values of `zetje.behaviour.phases.Phase`; INFORMATION for who has no record yet.
        habit_strength: in [0, 1], to a millionth.
        probe: whether the week it is for them is a probe week, free of digest and prompt.
        suggestion: codes of `zetje.behaviour.fogg.Suggestion`, Fogg's kind of prompt for what
            they miss; NOT_ENOUGH_DATA until it is known.
    """

    member: Ints
    phase: Ints
    habit_strength: Floats
    probe: Flags
    suggestion: Ints


def standing_of(
    *, organisation_id: int, member_ids: Sequence[int] | Ints, now: datetime
) -> Standing:
    """Where members stand now; nobody but a member may be shown their own.

    Args:
        organisation_id: whose members; the tenant's block must be open.
        member_ids: n keys of members, none of them twice.
        now: the moment, which says what week it is for each of them.
    """
    asked = np.asarray(member_ids, dtype=np.int64)
    rows = copy_out(
        f"""SELECT m.id, coalesce(s.phase, {int(Phase.INFORMATION)})::int,
                round(coalesce(s.habit_strength, 0) * {_A_MILLION})::int, EXISTS (
                    SELECT FROM prompting_probedraw d
                    WHERE d.organisation_id = m.organisation_id AND d.member_id = m.id
                      AND d.is_free
                      AND d.iso_year = extract(isoyear FROM local.now)
                      AND d.iso_week = extract(week FROM local.now)),
                coalesce(s.suggestion, 0)::int
            FROM people_member m
            CROSS JOIN LATERAL (SELECT %s::timestamptz AT TIME ZONE m.time_zone) AS local (now)
            LEFT JOIN prompting_standing s
                ON s.organisation_id = m.organisation_id AND s.member_id = m.id
            WHERE m.organisation_id = %s AND m.id = ANY(%s::bigint[])
            ORDER BY m.id""",  # noqa: S608 -- fixed parts of ours
        [now, organisation_id, numbers(asked)],
        columns={
            "member": "bigint",
            "phase": "integer",
            "habit_strength": "integer",
            "probe": "boolean",
            "suggestion": "integer",
        },
    )
    place = np.searchsorted(rows["member"], asked)
    phase = rows["phase"][place]
    return Standing(
        member=asked,
        phase=phase,
        habit_strength=rows["habit_strength"][place] / _A_MILLION,
        probe=rows["probe"][place],
        suggestion=rows["suggestion"][place],
    )


def probed_members(*, organisation_id: int, week: int) -> Ints:
    """For whom chance keeps a week free, given as its running number."""
    year, number = iso_of(week)
    rows = copy_out(
        """SELECT d.member_id FROM prompting_probedraw d WHERE d.organisation_id = %s
           AND d.iso_year = %s AND d.iso_week = %s AND d.is_free""",
        [organisation_id, year, number],
        columns={"member": "bigint"},
    )
    return rows["member"]
