"""Turns the leagues each week: seats for the week that begins, the next wind for the front."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.behaviour.ranking import expect
from zetje.behaviour.weeks import monday_of, week_number, week_of
from zetje.lib.arrays import copied_in, copy_out
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people
from zetje.people.queries import players
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.leagues import (
    HIGHEST_WIND,
    WEEKS_KEPT,
    WEEKS_LOOKED_BACK,
    risen,
    seats,
)
from zetje.sharing.queries.engagement import engagement

Ints = NDArray[np.int64]

_SEATS: Final = {"member_id": "bigint", "league": "integer", "wind": "smallint"}
_SIT: Final = """
INSERT INTO recognition_leagueseat (organisation_id, member_id, week, league, wind, seated_at)
SELECT %s, member_id, %s, league, wind, %s FROM seated
ON CONFLICT (organisation_id, member_id, week) DO NOTHING
"""
_FORGET: Final = "DELETE FROM recognition_leagueseat WHERE organisation_id = %s AND week < %s"
# The wind of somebody's latest seat, one more where the next one was caught there.
_WINDS: Final = """
SELECT DISTINCT ON (member_id) member_id, least(wind + coalesce(rose, false)::int, %s)::smallint
FROM recognition_leagueseat WHERE organisation_id = %s AND week < %s
ORDER BY member_id, week DESC
"""
_STANDINGS: Final = """
SELECT s.member_id, s.league, coalesce(r.points, 0)
FROM recognition_leagueseat s
LEFT JOIN recognition_rankedweek r ON r.organisation_id = s.organisation_id AND r.week = s.week
    AND r.member_id = s.member_id
WHERE s.organisation_id = %s AND s.week = %s
"""
_SETTLE: Final = """
UPDATE recognition_leagueseat s SET rose = r.rose FROM risen r
WHERE s.organisation_id = %s AND s.week = %s AND s.member_id = r.member_id
"""
# The seats of the weeks after it were taken before this was known.
_LIFT: Final = """
UPDATE recognition_leagueseat later SET wind = least(later.wind + 1, %s)
FROM recognition_leagueseat s
WHERE s.organisation_id = %s AND s.week = %s AND s.rose
    AND later.organisation_id = s.organisation_id AND later.member_id = s.member_id
    AND later.week > s.week
"""


def turn_leagues(*, organisation_id: int, now: datetime) -> int:
    """Seat people for the present week of the organisation, and settle the weeks that are over.

    Done twice it changes nothing.

    Returns:
        how many seats were taken.
    """
    with tenant(organisation_id):
        if not game_switches(organisation_id).has_leagues:
            return 0
        _hold(organisation_id)
        # Over everywhere, twelve hours after midnight in Greenwich.
        over = week_number((now.astimezone(UTC) - timedelta(hours=12)).date())
        for week in _unsettled(organisation_id, before=over):
            _settle(organisation_id, week)
        zone = ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)
        return _seat(organisation_id, week_of(now, zone=zone), zone, now)


def _hold(organisation_id: int) -> None:
    hold_turn("recognition.leagues", organisation_id)


def _seat(organisation_id: int, week: int, zone: ZoneInfo, now: datetime) -> int:
    """Deal out everybody who shared in the last weeks and would be in a league."""
    if _is_seated(organisation_id, week):
        return 0
    until = datetime.combine(monday_of(week), time(), zone)
    found = engagement(
        organisation_id=organisation_id,
        since=until - timedelta(weeks=WEEKS_LOOKED_BACK),
        until=until,
    )
    playing = np.isin(
        found.member,
        players.players(organisation_id=organisation_id, now=now, member_ids=found.member).member,
    )
    member, posts = found.member[playing], found.posts[playing]
    usual = expect(
        past_clicks=found.clicks[playing], past_posts=posts, posts=posts / WEEKS_LOOKED_BACK
    )
    wind = _winds(organisation_id, member, week)
    league = seats(posts=posts, expected=usual.expected, wind=wind)
    sits = league > 0
    rows = {"member_id": member[sits], "league": league[sits], "wind": wind[sits]}
    with copied_in("seated", _SEATS, rows), connection.cursor() as cursor:
        cursor.execute(_FORGET, [organisation_id, week - WEEKS_KEPT])
        cursor.execute(_SIT, [organisation_id, week, now])
        return cursor.rowcount


def _is_seated(organisation_id: int, week: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM recognition_leagueseat "
            "WHERE organisation_id = %s AND week = %s)",
            [organisation_id, week],
        )
        (found,) = cursor.fetchone() or (False,)
    return bool(found)


def _winds(organisation_id: int, member: Ints, week: int) -> Ints:
    """The wind that each of these members has; who never had a seat begins with the first."""
    known = copy_out(
        _WINDS,
        [HIGHEST_WIND, organisation_id, week],
        columns={"member": "bigint", "wind": "smallint"},
    )
    wind = np.ones(member.size, dtype=np.int64)
    at = np.searchsorted(known["member"], member)
    inside = at < known["member"].size
    same = inside.copy()
    same[inside] = known["member"][at[inside]] == member[inside]
    wind[same] = known["wind"][at[same]]
    return wind


def _unsettled(organisation_id: int, *, before: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT week FROM recognition_leagueseat "
            "WHERE organisation_id = %s AND week < %s AND rose IS NULL ORDER BY week",
            [organisation_id, before],
        )
        return [week for (week,) in cursor.fetchall()]


def _settle(organisation_id: int, week: int) -> None:
    """Say of each seat of a week whether the next wind was caught there."""
    columns: Mapping[str, str] = {"member": "bigint", "league": "integer", "points": "integer"}
    stand = copy_out(_STANDINGS, [organisation_id, week], columns=columns)
    rose = risen(points=stand["points"], league=stand["league"])
    rows = {"member_id": stand["member"], "rose": rose}
    with (
        copied_in("risen", {"member_id": "bigint", "rose": "boolean"}, rows),
        connection.cursor() as cursor,
    ):
        cursor.execute(_SETTLE, [organisation_id, week])
        cursor.execute(_LIFT, [HIGHEST_WIND, organisation_id, week])
