"""Reads the league somebody sits in, as that person may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db import connection

from zetje.behaviour.weeks import monday_of, week_of
from zetje.people.queries.players import player_names
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.leagues import FRONT, SMALLEST
from zetje.recognition.rules.ranks import NEIGHBOURS

if TYPE_CHECKING:
    from zetje.people.models import Member

_SEATS: Final = """
SELECT seat.member_id, seat.wind, coalesce(r.points, 0)
FROM recognition_leagueseat mine
JOIN recognition_leagueseat seat ON seat.organisation_id = mine.organisation_id
    AND seat.week = mine.week AND seat.league = mine.league
LEFT JOIN recognition_rankedweek r ON r.organisation_id = seat.organisation_id
    AND r.week = seat.week AND r.member_id = seat.member_id
WHERE mine.organisation_id = %(organisation)s AND mine.member_id = %(member)s
    AND mine.week = %(week)s
ORDER BY 3 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class LeaguePerson:
    """Somebody of a league who has points this week; the name only of oneself and neighbours."""

    points: int
    name: str = ""
    is_you: bool = False
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class LeagueView:
    """A league of one week as one of its people sees it.

    Nobody without points is on it, and of those behind only the two next ones: where it ends on
    that side is not seen. Who has no points themselves sees the front half.

    Attributes:
        wind: the middle one of its people's winds, from 1.
        people: how many sit in it.
        rising: how many catch the next wind when the week ends.
        line: who is ahead, oneself, and the two behind, from the front.
        place: one's own; equal points share it, 0 while it is too early.
        average: of those who have points; None while they are fewer than five.
        last_day: the Sunday with which the week ends.
        is_over: whether it is last week's, since the person has nothing in this one yet.
    """

    wind: int
    people: int
    rising: int
    line: tuple[LeaguePerson, ...]
    place: int
    points: int
    average: float | None
    last_day: date
    is_over: bool

    @property
    def is_too_early(self) -> bool:
        """Whether the person has no points that week."""
        return self.place == 0

    @property
    def neighbours(self) -> tuple[LeaguePerson, ...]:
        """Oneself between the two ahead and the two behind, from the front."""
        return tuple(each for each in self.line if each.is_you or each.is_near)


def league_of(*, member: Member, now: datetime) -> LeagueView | None:
    """The league a member sits in this week of theirs; None without one.

    Until they have points this week it is last week's, where they had some there. Whoever switched
    leagues off, left or was erased is gone from it at that moment.
    """
    if not game_switches(member.organisation_id).has_leagues:
        return None
    week = week_of(now, zone=ZoneInfo(member.time_zone))
    present = _seen(member, week, now)
    if present is not None and not present.is_too_early:
        return present
    last = _seen(member, week - 1, now, is_over=True)
    if last is not None and (present is None or not last.is_too_early):
        return last
    return present


def _seen(member: Member, week: int, now: datetime, *, is_over: bool = False) -> LeagueView | None:
    """The league of one week as the member sees it now."""
    given = {"organisation": member.organisation_id, "member": member.pk, "week": week}
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, given)
        rows = cursor.fetchall()
    present = player_names(
        organisation_id=member.organisation_id, member_ids=[row[0] for row in rows], now=now
    )
    names = {each.member_id: each.name for each in present}
    seats = [(pk, wind, points) for pk, wind, points in rows if pk in names]
    if member.pk not in names or len(seats) < SMALLEST:
        return None
    return _view(seats, names, you=member.pk, week=week, is_over=is_over)


def _view(
    seats: list[tuple[int, int, int]],
    names: dict[int, str],
    *,
    you: int,
    week: int,
    is_over: bool,
) -> LeagueView:
    winds = sorted(wind for _, wind, _ in seats)
    scored = [(pk, points) for pk, _, points in seats if points > 0]
    mine = next((points for pk, points in scored if pk == you), 0)
    at = next((index for index, (pk, _) in enumerate(scored) if pk == you), len(scored))
    # Who has no points yet sees the front half.
    shown = scored[: at + 1 + NEIGHBOURS] if mine else scored[: -(-len(scored) // 2)]
    enough = len(scored) >= SMALLEST
    return LeagueView(
        wind=winds[len(winds) // 2],
        people=len(seats),
        rising=max(1, len(seats) // FRONT),
        line=tuple(
            LeaguePerson(
                points=points,
                name=names[pk] if mine and abs(index - at) <= NEIGHBOURS else "",
                is_you=pk == you,
                is_near=bool(mine) and 0 < abs(index - at) <= NEIGHBOURS,
            )
            for index, (pk, points) in enumerate(shown)
        ),
        place=1 + sum(points > mine for _, points in scored) if mine else 0,
        points=mine,
        average=sum(points for _, points in scored) / len(scored) if enough else None,
        last_day=monday_of(week) + timedelta(days=6),
        is_over=is_over,
    )
