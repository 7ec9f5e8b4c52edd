"""Keeps each member's judged weeks in step with what they did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import numpy as np
from django.db import connection

from zetje.behaviour.streaks import Reason, State
from zetje.behaviour.weeks import DAYS, iso_of
from zetje.lib.arrays import copied_in
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people
from zetje.recognition.queries import judge_members
from zetje.recognition.rules import rows_of

MEMBERS_AT_ONCE: Final = 2000
_COLUMNS: Final = {
    "member_id": "bigint",
    "iso_year": "smallint",
    "iso_week": "smallint",
    "state": "smallint",
    "reason": "smallint",
}
# A week that is as it was keeps its row, so that a rebuild writes only what differs.
_STALE: Final = """
DELETE FROM recognition_chainweek kept
WHERE kept.organisation_id = %s AND kept.member_id = ANY(%s) AND NOT EXISTS (
    SELECT FROM judged j WHERE j.member_id = kept.member_id
    AND j.iso_year = kept.iso_year AND j.iso_week = kept.iso_week)
"""
_KEEP: Final = """
INSERT INTO recognition_chainweek AS kept
    (organisation_id, member_id, iso_year, iso_week, state, reason)
SELECT %s, j.member_id, j.iso_year, j.iso_week,
    (%s::text[])[j.state + 1], (%s::text[])[j.reason + 1]
FROM judged j
ON CONFLICT (organisation_id, member_id, iso_year, iso_week)
DO UPDATE SET state = excluded.state, reason = excluded.reason
WHERE (kept.state, kept.reason) IS DISTINCT FROM (excluded.state, excluded.reason)
"""
_NOTE: Final = """
INSERT INTO recognition_quietweek (organisation_id, member_id, iso_year, iso_week, noted_at)
SELECT %s, member_id, %s, %s, %s FROM unnest(%s::bigint[]) AS quiet (member_id)
ON CONFLICT (organisation_id, member_id, iso_year, iso_week) DO NOTHING
RETURNING member_id
"""
# A missed week before it may have broken the chain, and now only waits to be mended: from there on.
_FORGET: Final = """
WITH since AS (
    SELECT member_id, coalesce(max(100 * iso_year::int + iso_week) FILTER (
        WHERE (state = 'gap' OR reason = 'mended') AND (iso_year, iso_week) < (%(year)s, %(week)s)
    ), 100 * %(year)s + %(week)s) AS week
    FROM recognition_chainweek
    WHERE organisation_id = %(organisation)s AND member_id = ANY(%(members)s) GROUP BY member_id
)
DELETE FROM recognition_chainweek kept USING since
WHERE kept.organisation_id = %(organisation)s AND kept.member_id = since.member_id
    AND 100 * kept.iso_year::int + kept.iso_week >= since.week
"""


def seat_week(*, organisation_id: int, member_id: int, now: datetime) -> None:
    """Take in what a member just did: a share seats the week, an undone one frees it again."""
    rebuild_chain(organisation_id=organisation_id, member_id=member_id, now=now)


def rebuild_chain(*, organisation_id: int, member_id: int, now: datetime) -> int:
    """Judge one member's weeks anew and keep the verdicts.

    Returns:
        how many weeks came out otherwise than they stood.
    """
    with tenant(organisation_id):
        hold_chain(member_id)
        return _rebuild(organisation_id, [member_id], now)


def hold_chain(member_id: int) -> None:
    """Let nobody else change this member's chain until the transaction ends."""
    hold_turn("recognition.chains", member_id)


def rebuild_chains(
    *, organisation_id: int, now: datetime, member_ids: Sequence[int] | None = None
) -> int:
    """Judge everybody's weeks anew, or those of some members, from the facts alone.

    Returns:
        how many weeks came out otherwise than they stood.
    """
    changed = 0
    with tenant(organisation_id):
        everyone = people.working_weeks(
            organisation_id=organisation_id, now=now, member_ids=member_ids
        ).member
    for start in range(0, everyone.size, MEMBERS_AT_ONCE):
        with tenant(organisation_id):
            some: list[int] = everyone[start : start + MEMBERS_AT_ONCE].tolist()
            changed += _rebuild(organisation_id, some, now)
    return changed


def note_quiet_weeks(
    *, organisation_id: int, member_ids: Sequence[int], week: int, now: datetime
) -> int:
    """Note that a week asked these members for nothing, so that it rests by itself.

    Args:
        organisation_id: whose members.
        member_ids: for whom no story fitted, or whom no digest reached.
        week: the running number of the week.
        now: when this was found.

    Returns:
        how many did not have the note yet.
    """
    year, number = iso_of(week)
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(_NOTE, [organisation_id, year, number, now, list(member_ids)])
        noted = [row[0] for row in cursor.fetchall()]
        # A chain that was judged before this was known is judged anew when it is read next.
        named = {"organisation": organisation_id, "members": noted, "year": year, "week": number}
        cursor.execute(_FORGET, named)
    return len(noted)


def _rebuild(organisation_id: int, member_ids: Sequence[int], now: datetime) -> int:
    """Judge members whose weeks may have turned at different moments, by time zone."""
    local = people.working_weeks(organisation_id=organisation_id, now=now, member_ids=member_ids)
    changed = 0
    week_of = (local.today - 1) // DAYS
    for week in np.unique(week_of).tolist():
        members: list[int] = local.member[week_of == week].tolist()
        changed += _keep(organisation_id, members, week, now)
    return changed


def _keep(organisation_id: int, member_ids: list[int], week: int, now: datetime) -> int:
    judged = judge_members(
        organisation_id=organisation_id, member_ids=member_ids, week=week, now=now
    )
    rows = rows_of(judged.chains, members=judged.members, weeks=judged.weeks)
    states = [state.name.lower() for state in State]
    reasons = [reason.name.lower() for reason in Reason]
    with copied_in("judged", _COLUMNS, rows), connection.cursor() as cursor:
        cursor.execute(_STALE, [organisation_id, member_ids])
        changed = cursor.rowcount
        cursor.execute(_KEEP, [organisation_id, states, reasons])
        return changed + cursor.rowcount
