"""Tests of planning the digests of an organisation: who, when, and once."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zetje.delivery import operations as delivery
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.prompting.models import DigestStory
from zetje.prompting.tests.planning import (
    EARLY,
    NINE,
    Leave,
    Membership,
    Message,
    Pause,
    local,
    make_stories,
    plan,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    return tuesdays


def test_each_person_gets_three_stories_and_one_message(organisation: Any) -> None:
    make_stories(organisation)
    member = make_member(organisation)

    assert plan(organisation) == 1

    (digest,) = rows(organisation)
    assert (digest.member_id, digest.iso_year, digest.iso_week) == (member.pk, 2026, 38)
    assert (digest.send_at, digest.useful_until) == (NINE, local("2026-09-15T18:00"))
    stories = rows(organisation, DigestStory)
    assert [(story.position, story.digest_id) for story in stories] == [
        (1, digest.pk),
        (2, digest.pk),
        (3, digest.pk),
    ]
    (message,) = rows(organisation, Message)
    assert (message.member_id, message.kind, message.subject_id) == (
        member.pk,
        "digest",
        digest.pk,
    )
    assert (message.not_before, message.useful_until) == (NINE, digest.useful_until)
    assert message.state == "planned"


def test_a_digest_is_planned_only_shortly_before_it_goes_out(organisation: Any) -> None:
    make_stories(organisation)
    make_member(organisation)

    assert plan(organisation, local("2026-09-15T05:59")) == 0
    assert plan(organisation, local("2026-09-15T06:00")) == 1


def test_planning_twice_makes_one_plan(organisation: Any) -> None:
    make_stories(organisation, 9)
    for _ in range(5):
        make_member(organisation)

    assert plan(organisation) == 5
    before = [(row.digest_id, row.story_id, row.reason) for row in rows(organisation, DigestStory)]
    assert plan(organisation) == 0
    assert plan(organisation, EARLY + timedelta(hours=5)) == 0

    after = [(row.digest_id, row.story_id, row.reason) for row in rows(organisation, DigestStory)]
    assert before == after
    assert len(rows(organisation, Message)) == 5


def test_a_plan_that_died_midway_leaves_nothing_and_the_next_one_is_whole(
    organisation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_stories(organisation)
    make_member(organisation)
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "queue_messages", None)
        with pytest.raises(TypeError):
            plan(organisation)
    assert (rows(organisation), rows(organisation, DigestStory)) == ([], [])

    assert plan(organisation) == 1
    assert len(rows(organisation, Message)) == 1


def test_the_own_day_and_hour_win_over_the_organisations(organisation: Any) -> None:
    make_stories(organisation)
    make_member(organisation, preferences={"digest_weekday": 3, "slot_hour": 14})

    assert plan(organisation) == 0
    assert plan(organisation, local("2026-09-17T12:00")) == 1

    assert rows(organisation)[0].send_at == local("2026-09-17T14:00")


def test_nine_is_nine_where_the_person_is(organisation: Any) -> None:
    make_stories(organisation)
    kathmandu = make_member(organisation, time_zone="Asia/Kathmandu", country="NP")
    new_york = make_member(organisation, time_zone="America/New_York", country="US")

    plan(organisation, local("2026-09-15T03:00"))
    plan(organisation, local("2026-09-15T13:00"))

    sent = {digest.member_id: digest.send_at for digest in rows(organisation)}
    assert sent == {
        kathmandu.pk: local("2026-09-15T09:00", ZoneInfo("Asia/Kathmandu")),
        new_york.pk: local("2026-09-15T09:00", ZoneInfo("America/New_York")),
    }


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/New_York", "Asia/Kathmandu"])
def test_over_the_changes_of_the_clock_each_week_sends_once_at_nine(
    organisation: Any, zone: str
) -> None:
    here = ZoneInfo(zone)
    make_stories(organisation, 12, published_at=local("2026-01-05T09:00"))
    make_member(organisation, time_zone=zone, preferences={"digest_weekday": 0})
    now = local("2026-10-19T00:00", here)
    while now < local("2026-11-13T00:00", here):
        plan(organisation, now)
        now += timedelta(hours=3)

    weeks = [digest.iso_week for digest in rows(organisation)]
    moments = {
        digest.send_at.astimezone(here).strftime("%a %H:%M") for digest in rows(organisation)
    }
    assert weeks == [43, 44, 45, 46]
    assert moments == {"Mon 09:00"}


@pytest.mark.parametrize(
    ("fields", "sent_on"),
    [
        ({}, 15),
        ({"working_days": [0, 2, 4]}, 16),
        ({"working_days": [0]}, None),
    ],
)
def test_days_off_of_part_timers_move_the_digest(
    organisation: Any, fields: dict[str, Any], sent_on: int | None
) -> None:
    make_stories(organisation)
    make_member(organisation, **fields)

    for day in range(15, 19):
        plan(organisation, local(f"2026-09-{day}T08:00"))

    assert [digest.send_at.day for digest in rows(organisation)] == ([sent_on] if sent_on else [])


def test_a_time_zone_that_nobody_knows_is_the_organisations(organisation: Any) -> None:
    make_stories(organisation)
    make_member(organisation, time_zone="Europe/Zwolle")

    plan(organisation)

    assert [digest.send_at for digest in rows(organisation)] == [NINE]


def test_leave_and_holidays_move_the_digest_to_the_next_working_day(
    organisation: Any,
) -> None:
    make_stories(organisation, published_at=local("2026-04-01T09:00"))
    away = make_member(organisation, preferences={"digest_weekday": 0})
    with tenant(organisation.pk):
        Leave.objects.create(
            organisation=organisation,
            member=away,
            starts_on=date(2026, 4, 28),
            ends_on=date(2026, 4, 29),
        )

    # Monday 27 April 2026 is King's Day.
    for day in (27, 28, 29, 30):
        plan(organisation, local(f"2026-04-{day}T08:00"))

    assert [digest.send_at for digest in rows(organisation)] == [local("2026-04-30T09:00")]


def test_who_paused_left_never_joined_or_unsubscribed_gets_none(
    organisation: Any,
) -> None:
    make_stories(organisation)
    paused, gone, refused = (make_member(organisation) for _ in range(3))
    make_member(organisation, joined=False)
    make_member(organisation, left_on=date(2026, 9, 1))
    with tenant(organisation.pk):
        Pause.objects.create(organisation=organisation, member=paused, starts_at=EARLY)
        Membership.objects.filter(member=gone).update(left_at=EARLY)
        delivery.unsubscribe(
            organisation_id=organisation.pk,
            member_id=refused.pk,
            kind="digest",
            via="page",
            now=EARLY,
        )

    assert plan(organisation) == 0


def test_week_53_has_a_digest_of_its_own(organisation: Any) -> None:
    make_stories(organisation, 1, published_at=local("2026-12-01T09:00"))
    make_member(organisation)

    planned = [
        plan(organisation, local("2026-12-22T08:00") + timedelta(days=7 * week))
        for week in range(3)
    ]

    assert planned == [1, 1, 0]
    assert [(row.iso_year, row.iso_week) for row in rows(organisation)] == [
        (2026, 52),
        (2026, 53),
    ]


def test_other_organisations_are_not_touched(organisation: Any) -> None:
    make_stories(organisation)
    make_member(organisation)
    other = make_organisation()
    make_stories(other)
    make_member(other)

    assert plan(organisation) == 1
    assert rows(other) == []
