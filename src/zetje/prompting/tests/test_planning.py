"""Tests of planning the digests of an organisation."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from zetje.content.testing import make_story
from zetje.delivery import operations as delivery
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, make_team
from zetje.prompting.models import Digest, DigestStory
from zetje.prompting.operations import plan_digests

pytestmark = pytest.mark.django_db

# Neighbours' tables, looked at to see what a plan leaves there.
Message: Any = apps.get_model("delivery", "Message")
QuietWeek: Any = apps.get_model("recognition", "QuietWeek")
Choice: Any = apps.get_model("sharing", "Choice")
Leave, Member, Membership, Pause, SendingStop = (
    apps.get_model("people", name)
    for name in ("Leave", "Member", "Membership", "Pause", "SendingStop")
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local(text: str, zone: ZoneInfo = AMSTERDAM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# Tuesday of week 38, at which the organisation's digest comes at nine.
EARLY = local("2026-09-15T07:00")
NINE = local("2026-09-15T09:00")
LEAVE = {"starts_on": date(2026, 9, 15), "ends_on": date(2026, 9, 15)}


@pytest.fixture
def organisation() -> Any:
    return make_organisation(digest_weekday=1, digest_hour=9)


def plan(organisation: Any, now: datetime = EARLY) -> int:
    return plan_digests(organisation_id=organisation.pk, now=now)


def rows(organisation: Any, model: Any = Digest) -> list[Any]:
    with tenant(organisation.pk):
        return list(model.objects.order_by("pk"))


def make_stories(organisation: Any, count: int = 4, **fields: Any) -> list[Any]:
    given = {"published_at": EARLY - timedelta(days=9)} | fields
    return [make_story(organisation, **given) for _ in range(count)]


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


def test_a_late_digest_of_somebody_who_left_is_let_go(organisation: Any) -> None:
    make_stories(organisation)
    member = make_member(organisation)
    plan(organisation)
    with tenant(organisation.pk):
        Message.objects.update(state="dropped", reason="late")
        Membership.objects.filter(member=member).update(left_at=NINE)

    plan(organisation, local("2026-09-15T21:00"))

    assert len(rows(organisation, Message)) == 1
    assert rows(organisation)[0].settled_at is not None


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


def test_nothing_is_planned_while_sending_is_stopped(organisation: Any) -> None:
    make_stories(organisation)
    make_member(organisation)
    with tenant(organisation.pk):
        stop = SendingStop.objects.create(organisation=organisation, stopped_at=EARLY)
    assert plan(organisation) == 0

    with tenant(organisation.pk):
        stop.resumed_at = EARLY
        stop.save()
    assert plan(organisation, local("2026-09-16T20:00")) == 0
    assert plan(organisation, local("2026-09-17T07:00")) == 1
    assert rows(organisation)[0].send_at == local("2026-09-17T09:00")


def test_a_server_that_was_down_sends_nothing_at_night_and_makes_up_in_the_week(
    organisation: Any,
) -> None:
    make_stories(organisation)
    make_member(organisation)
    plan(organisation)
    late = local("2026-09-15T21:00")
    with tenant(organisation.pk):
        Message.objects.update(state="dropped", reason="late")

    plan(organisation, late)

    (digest,) = rows(organisation)
    assert digest.send_at == local("2026-09-16T09:00")
    waiting = [row for row in rows(organisation, Message) if row.state == "planned"]
    assert [(row.subject_id, row.not_before) for row in waiting] == [(digest.pk, digest.send_at)]
    plan(organisation, late + timedelta(hours=1))
    assert len(rows(organisation, Message)) == 2


def test_a_clock_that_jumps_ahead_and_back_plans_no_digest_twice(organisation: Any) -> None:
    make_stories(organisation, 9)
    make_member(organisation)

    jumps = [EARLY, EARLY + timedelta(days=1), EARLY - timedelta(hours=1), EARLY]
    planned = [plan(organisation, now) for now in jumps]

    assert planned == [1, 0, 0, 0]
    assert len(rows(organisation, Message)) == 1


def test_a_digest_that_missed_its_whole_week_is_dropped_and_the_week_is_quiet(
    organisation: Any,
) -> None:
    make_stories(organisation)
    member = make_member(organisation)
    plan(organisation)
    with tenant(organisation.pk):
        Message.objects.update(state="dropped", reason="late")

    plan(organisation, local("2026-09-19T10:00"))

    assert [row.state for row in rows(organisation, Message)] == ["dropped"]
    quiet = {(row.member_id, row.iso_week) for row in rows(organisation, QuietWeek)}
    assert (member.pk, 38) in quiet
    assert rows(organisation)[0].settled_at is not None


@pytest.mark.parametrize(
    ("state", "is_quiet"), [("sent", False), ("unknown", False), ("failed", True)]
)
def test_only_a_week_whose_digest_never_arrived_is_quiet(
    organisation: Any, state: str, is_quiet: bool
) -> None:
    make_stories(organisation)
    make_member(organisation)
    plan(organisation)
    with tenant(organisation.pk):
        Message.objects.update(state=state, message_id="<1@x>", sender=1)

    plan(organisation, local("2026-09-15T19:00"))

    quiet = [row for row in rows(organisation, QuietWeek) if row.iso_week == 38]
    assert bool(quiet) is is_quiet
    assert len(rows(organisation, Message)) == 1


def test_a_message_that_still_waits_is_looked_at_again(organisation: Any) -> None:
    make_stories(organisation)
    make_member(organisation)
    plan(organisation)

    plan(organisation, local("2026-09-15T19:00"))

    assert rows(organisation)[0].settled_at is None


def test_without_stories_a_kind_word_comes_once_and_the_weeks_rest(
    organisation: Any,
) -> None:
    member = make_member(organisation, joined_at=EARLY)

    planned = [plan(organisation, EARLY + timedelta(days=7 * week)) for week in range(3)]

    assert planned == [1, 0, 0]
    assert rows(organisation, DigestStory) == []
    quiet = {(row.member_id, row.iso_week) for row in rows(organisation, QuietWeek)}
    assert quiet >= {(member.pk, 38), (member.pk, 39), (member.pk, 40)}

    make_stories(organisation, published_at=EARLY + timedelta(days=22))
    assert plan(organisation, EARLY + timedelta(days=28)) == 1


def test_stories_that_come_later_in_the_week_still_reach_who_had_none(
    organisation: Any,
) -> None:
    make_member(organisation)
    plan(organisation, EARLY - timedelta(days=7))
    assert plan(organisation) == 0

    make_stories(organisation, published_at=local("2026-09-16T08:00"))

    assert plan(organisation, local("2026-09-17T08:00")) == 1
    assert rows(organisation)[1].send_at == local("2026-09-17T09:00")


def test_a_story_does_not_come_twice_nor_after_a_choice(organisation: Any) -> None:
    first, second, third, fourth = make_stories(organisation)
    member = make_member(organisation)
    with tenant(organisation.pk):
        Choice.objects.create(
            organisation=organisation, member=member, story=first, kind="skip", chosen_at=EARLY
        )
    plan(organisation)
    fresh = make_story(organisation, published_at=EARLY)

    plan(organisation, EARLY + timedelta(days=7))

    by_digest = [
        {row.story_id for row in rows(organisation, DigestStory) if row.digest_id == digest.pk}
        for digest in rows(organisation)
    ]
    assert by_digest == [{second.pk, third.pk, fourth.pk}, {fresh.pk}]


def test_language_team_and_dates_are_kept_to(organisation: Any) -> None:
    team, other = make_team(organisation), make_team(organisation)
    dutch = make_story(organisation, published_at=EARLY, language="nl")
    english = make_story(organisation, published_at=EARLY, language="en")
    ours = make_story(organisation, published_at=EARLY, teams=[team])
    make_story(organisation, published_at=EARLY, teams=[other])
    make_story(organisation, published_at=EARLY, ends_on=date(2026, 9, 14))
    make_story(organisation, published_at=EARLY, withdrawn_at=EARLY)
    make_story(organisation, published_at=None)
    both = make_member(organisation, team=team, preferences={"languages": ["nl", "en"]})
    alone = make_member(organisation, language="en")

    plan(organisation)

    with tenant(organisation.pk):
        pairs = set(DigestStory.objects.values_list("digest__member_id", "story_id"))
    assert pairs == {
        (both.pk, dutch.pk),
        (both.pk, english.pk),
        (both.pk, ours.pk),
        (alone.pk, english.pk),
    }


def reasons(organisation: Any, member: Any) -> dict[int, str]:
    with tenant(organisation.pk):
        found = DigestStory.objects.filter(digest__member=member)
        return dict(found.values_list("story_id", "reason"))


def test_reasons_say_what_is_true_of_the_person(organisation: Any) -> None:
    team = make_team(organisation)
    long_ago = EARLY - timedelta(days=30)
    bikes = make_story(organisation, topic="bikes", published_at=long_ago)
    ours = make_story(organisation, teams=[team], published_at=long_ago)
    plain = make_story(organisation, published_at=long_ago)
    member = make_member(organisation, team=team, preferences={"topics": ["bikes"]})

    plan(organisation)

    assert reasons(organisation, member) == {
        bikes.pk: "own_topic",
        ours.pk: "own_team",
        plain.pk: "only_you",
    }


def test_what_was_told_as_the_only_one_stays_true_for_the_whole_week(
    organisation: Any,
) -> None:
    team = make_team(organisation)
    long_ago = EARLY - timedelta(days=30)
    (story,) = make_stories(organisation, 1, published_at=long_ago)
    first = make_member(organisation, team=team)
    plan(organisation)
    assert reasons(organisation, first) == {story.pk: "only_you"}
    mate = make_member(organisation, team=team, preferences={"digest_weekday": 3})
    stranger = make_member(organisation, preferences={"digest_weekday": 3})

    plan(organisation, local("2026-09-17T07:00"))

    assert reasons(organisation, mate) == {}
    assert reasons(organisation, stranger) == {story.pk: "fits"}


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


def test_a_week_in_which_nothing_was_planned_is_quiet_afterwards(
    organisation: Any,
) -> None:
    member = make_member(organisation)

    plan(organisation, local("2026-09-14T06:00"))

    (quiet,) = rows(organisation, QuietWeek)
    assert (quiet.member_id, quiet.iso_week) == (member.pk, 37)


def test_two_thousand_people_are_planned_fairly(organisation: Any) -> None:
    teams = [make_team(organisation) for _ in range(40)]
    stories = make_stories(organisation, 12, published_at=EARLY - timedelta(days=3))
    members = _many_members(organisation, teams, 2000)

    assert plan(organisation) == 2000

    with tenant(organisation.pk):
        placed = list(DigestStory.objects.values_list("digest__member_id", "story_id"))
        messages = Message.objects.count()
    assert messages == 2000
    assert len(placed) == 6000
    shown = {story.pk: sum(story.pk == each for _, each in placed) for story in stories}
    assert min(shown.values()) > 300
    sets: dict[int, set[int]] = {}
    for member_id, story_id in placed:
        sets.setdefault(member_id, set()).add(story_id)
    team_of = {member.pk: member.team_id for member in members}
    distinct = {(team_of[member_id], frozenset(chosen)) for member_id, chosen in sets.items()}
    assert len(distinct) == 2000


def _many_members(organisation: Any, teams: list[Any], count: int) -> list[Any]:
    with tenant(organisation.pk):
        members = Member.objects.bulk_create(
            Member(
                organisation=organisation,
                email=f"lid{number}@noordnaaf.example",
                given_name=f"Lid {number}",
                team=teams[number % len(teams)],
            )
            for number in range(count)
        )
        Membership.objects.bulk_create(
            Membership(
                organisation=organisation,
                member=member,
                house_rules_version=1,
                joined_at=datetime(2026, 1, 5, tzinfo=UTC),
            )
            for member in members
        )
    return members
