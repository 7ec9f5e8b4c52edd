"""Freezes the figures of the present week's page: teams by average, all together, and the goal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection

from zetje.behaviour.weeks import DAYS, monday_of, week_of
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.people.queries.players import players
from zetje.recognition.models import Board, BoardTeam, CollectiveGoal
from zetje.recognition.queries.boards import goal_that_stands
from zetje.recognition.queries.teams import team_averages
from zetje.recognition.rules.teams import SMALLEST_TEAM
from zetje.sharing.queries.engagement import engagement

_LOCK = 0x5A42_0000_0000_0000


def make_board(*, organisation_id: int, now: datetime) -> bool:
    """Count the month so far up to this week's Monday, once; True when it was not there yet."""
    with tenant(organisation_id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK + organisation_id])
        zone = ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)
        week = week_of(now, zone=zone)
        rows = Board.objects.filter(organisation_id=organisation_id)
        if rows.filter(week=week).exists():
            return False
        since, until = month_of(monday_of(week))
        teams = team_averages(
            organisation_id=organisation_id, since=_start(since, zone), until=_start(until, zone)
        )
        sharers, posts = _together(organisation_id, since, until, zone, now)
        goal, reached = _goal(organisation_id, monday_of(week), zone, now)
        Board.objects.create(
            organisation_id=organisation_id,
            week=week,
            since=since,
            until=until,
            sharers=sharers,
            posts=posts,
            average=teams.average,
            goal=goal,
            goal_posts=reached,
            made_at=now,
        )
        BoardTeam.objects.bulk_create(
            BoardTeam(
                organisation_id=organisation_id,
                week=week,
                team_id=each.team_id,
                average=each.average,
            )
            for each in teams.teams
        )
    return True


def month_of(monday: date) -> tuple[date, date]:
    """The month so far on a Monday, its end excluded; in its first week the month before."""
    first = monday.replace(day=1)
    if monday.day > DAYS:
        return first, monday
    return (first - timedelta(days=1)).replace(day=1), first


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _together(
    organisation_id: int, since: date, until: date, zone: ZoneInfo, now: datetime
) -> tuple[int, int]:
    """How many people shared and how much, in whole blocks of five; 0 and 0 below one block.

    Those who did not must be five as well: else it would say of a few that they did not.
    """
    playing = players(organisation_id=organisation_id, now=now).member
    found = engagement(
        organisation_id=organisation_id, since=_start(since, zone), until=_start(until, zone)
    )
    posts = found.posts[np.isin(found.member, playing)]
    sharers = min(posts.size, playing.size - SMALLEST_TEAM)
    if sharers < SMALLEST_TEAM:
        return 0, 0
    total = int(posts.sum())
    return sharers - sharers % SMALLEST_TEAM, total - total % SMALLEST_TEAM


def _goal(
    organisation_id: int, until: date, zone: ZoneInfo, now: datetime
) -> tuple[CollectiveGoal | None, int]:
    """The goal that stands, and the posts that count towards it by now."""
    goal = goal_that_stands(organisation_id)
    # It stays for a week after its end, with what came of it.
    if goal is None or goal.starts_on >= until or goal.ends_on < until - timedelta(days=7):
        return None, 0
    end = min(until, goal.ends_on + timedelta(days=1))
    _, posts = _together(organisation_id, goal.starts_on, end, zone, now)
    return goal, posts
