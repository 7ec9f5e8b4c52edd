"""Studies read of the counted what they did, and tell it once for each quarter or month."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.db import connection

from zetje.behaviour.weeks import monday_of, number_of
from zetje.content.testing import make_story
from zetje.insights.door.content import content
from zetje.insights.door.hold_out import hold_out
from zetje.insights.door.moves import moves
from zetje.insights.door.starts import starts
from zetje.insights.door.stayers import stayers
from zetje.insights.models import StudyResult
from zetje.insights.rules.studies import Studied
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, make_team

pytestmark = pytest.mark.django_db

# The last week of a quarter, and of a month.
WEEK = number_of(2026, 39)
PEOPLE = 60
_SHARES = """
    INSERT INTO sharing_share (organisation_id, token, member_id, network, text, own_words, wording,
        started_at, confirmed_at)
    SELECT %s, md5(random()::text), unnest(%s::bigint[]), 'linkedin', 'x', true, 0, at, at
    FROM (SELECT %s::timestamptz AS at) a
"""
_DRAWS = """
    INSERT INTO prompting_holdoutdraw (organisation_id, member_id, is_held_out, share, drawn_at)
    SELECT %s, unnest(%s::bigint[]), unnest(%s::boolean[]), 0.5, %s
"""
_PHASES = """
    INSERT INTO record_event (organisation_id, kind, person_key, at, source, subject, details)
    SELECT %s, 'phase.changed', m.person_key, %s, 'system', '',
        jsonb_build_object('before', 1, 'after', %s)
    FROM people_member m WHERE m.id = ANY(%s::bigint[])
"""


@pytest.fixture
def crowd():
    here = make_organisation(time_zone="Europe/Amsterdam")
    team = make_team(here)
    then = datetime.combine(monday_of(WEEK - 30), time(9), UTC)
    members = [
        make_member(here, given_name=f"C{n}", family_name="", team=team, joined_at=then)
        for n in range(PEOPLE)
    ]
    make_story(here)
    return here, sorted(member.pk for member in members)


def studied(here, members, week=WEEK):
    return Studied(
        organisation_id=here.pk,
        week=week,
        zone=ZoneInfo("Europe/Amsterdam"),
        least=5,
        members=np.array(members, dtype=np.int64),
    )


def during(week):
    return datetime.combine(monday_of(week), time(9), UTC) + timedelta(days=1)


def run(statement, *given):
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))


def keep(here, study, week, details):
    StudyResult.objects.create(
        organisation_id=here.pk,
        week=week,
        study=study,
        people=PEOPLE,
        details=details,
        studied_at=during(week + 1),
    )


def test_moves_are_told_once_a_quarter_of_who_is_counted(crowd) -> None:
    here, members = crowd
    with tenant(here.pk):
        for week, phase, who in (
            (WEEK - 20, 2, members[:20]),
            (WEEK - 5, 2, members[20:32]),
            (WEEK - 4, 1, members[:9]),
            # After the quarter, and of somebody who waits for others.
            (WEEK + 1, 1, members[9:20]),
        ):
            run(_PHASES, here.pk, during(week), phase, who)

        found = moves(studied(here, members[:-1], WEEK + 2))
        told = {"on": 10, "back": 10}
        assert found == {"first": WEEK - 12, "last": WEEK, "steps": [told, None, None]}
        keep(here, "moves", WEEK + 2, found)
        assert moves(studied(here, members, WEEK + 12)) is None
        assert moves(studied(here, members, WEEK + 13))["first"] == WEEK + 1


def test_who_stays_is_told_once_a_month_and_stands(crowd) -> None:
    here, members = crowd
    with tenant(here.pk):
        # July has five weeks, August four, September four.
        for week in range(WEEK - 12, WEEK + 1):
            run(_SHARES, here.pk, members[:10], during(week))
        run(_SHARES, here.pk, members[10:20], during(WEEK - 12))

        assert stayers(studied(here, members, WEEK - 9)) is None
        first = stayers(studied(here, members, WEEK - 1))
        assert [(each["people"], each["told"]) for each in first["cohorts"]] == [(20, [50])]
        keep(here, "stayers", WEEK - 1, first)
        # Eight of them go; what was told of August is not worked out again.
        later = stayers(studied(here, members[8:], WEEK))
        assert later["cohorts"][0] | {"told": None} == first["cohorts"][0] | {"told": None}
        assert later["cohorts"][0]["told"] == [50, "few"]
        keep(here, "stayers", WEEK, later)
        assert stayers(studied(here, members, WEEK + 1)) is None


def test_the_hold_out_is_compared_week_by_week(crowd, monkeypatch) -> None:
    here, members = crowd
    monkeypatch.setattr("zetje.behaviour.power.HELD_OUT_AT_LEAST", 20)
    monkeypatch.setattr("zetje.behaviour.power.HOLD_OUT_FINDS", 2.0)
    held = [place < 30 for place in range(PEOPLE)]
    with tenant(here.pk):
        assert hold_out(studied(here, members)) is None
        run(_DRAWS, here.pk, members, held, during(WEEK - 5))
        for week in range(WEEK - 9, WEEK + 1):
            run(_SHARES, here.pk, members[:6] + members[35:], during(week))

        found = hold_out(studied(here, members))

        assert (found["is_shown"], found["held_out"], found["verdict"]) == (True, 30, "works")
        assert (found["base"], found["rate"], found["estimate"]) == (20, 85, 65)
        # The week of the draw is of before it. Five in six are told as 85 in 100: one weighs 3.3.
        assert found["weeks"] == [[week, 85, 20] for week in range(WEEK - 4, WEEK + 1)]
        keep(here, "hold_out", WEEK, found)
        assert hold_out(studied(here, members[3:], WEEK + 1))["weeks"] == [
            *found["weeks"],
            [WEEK + 1, None, None],
        ]


_READ = """
    INSERT INTO sharing_link (organisation_id, code, member_id, story_id, network, target,
        created_at)
    SELECT %s, md5(m::text || %s), m, %s, 'linkedin', 'https://example.org/', %s
    FROM unnest(%s::bigint[]) m
"""
_COUNTED = """
    INSERT INTO sharing_linkcount (organisation_id, link_id, human, counted, probable_bot, bot)
    SELECT organisation_id, id, %s, %s, 0, 0 FROM sharing_link
    WHERE organisation_id = %s AND story_id = %s
"""
_POSTED = """
    INSERT INTO sharing_share (organisation_id, token, member_id, story_id, link_id, network, text,
        own_words, wording, started_at, confirmed_at)
    SELECT organisation_id, md5(random()::text), member_id, story_id, id, network, 'x', false, 0,
        created_at, created_at
    FROM sharing_link WHERE organisation_id = %s AND story_id = %s
"""


def test_content_is_told_once_a_quarter_by_what_the_stories_are(crowd) -> None:
    here, members = crowd
    read, dull = (make_story(here, kind=kind, topic="Metal") for kind in ("vacancy", "news"))
    with tenant(here.pk):
        for story, clicks, who in ((read, 6, members[:30]), (dull, 1, members[30:])):
            run(_READ, here.pk, str(story.pk), story.pk, during(WEEK - 3), who)
            run(_COUNTED, clicks, clicks, here.pk, story.pk)
            run(_POSTED, here.pk, story.pk)

        found = content(studied(here, members, WEEK + 5))

        assert (found["first"], found["last"]) == (WEEK - 12, WEEK)
        rows = [(row["name"], row["posts"], row["is_best"]) for row in found["kind"]]
        assert rows == [("vacancy", 30, True), ("news", 30, False)]
        assert found["kind"][0]["lower"] > found["kind"][1]["upper"]
        # All posts are of one topic: there is nothing to tell apart.
        assert found["topic"] == []
        keep(here, "content", WEEK + 5, found)
        assert content(studied(here, members, WEEK + 12)) is None


def test_who_started_is_told_four_weeks_after_the_quarter(crowd) -> None:
    here, members = crowd
    with tenant(here.pk):
        run(
            "UPDATE people_membership SET joined_at = %s WHERE member_id = ANY(%s)",
            during(WEEK - 1),
            members[:24],
        )
        run(_SHARES, here.pk, members[:12], during(WEEK + 1))
        run(_SHARES, here.pk, members[12:20], during(WEEK + 4))

        assert starts(studied(here, members, WEEK + 3))["last"] == WEEK - 13
        found = starts(studied(here, members, WEEK + 4))
        assert found == {"first": WEEK - 12, "last": WEEK, "part": 50}
        keep(here, "starts", WEEK + 4, found)
        assert starts(studied(here, members, WEEK + 16)) is None
