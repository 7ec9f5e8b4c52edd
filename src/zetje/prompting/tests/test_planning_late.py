"""Tests of digests that could not go out, and of weeks that bring nothing."""

from datetime import timedelta
from typing import Any

import pytest

from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member
from zetje.prompting.models import DigestStory
from zetje.prompting.tests.planning import (
    EARLY,
    NINE,
    Membership,
    Message,
    QuietWeek,
    SendingStop,
    local,
    make_stories,
    plan,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    return tuesdays


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


def test_a_week_in_which_nothing_was_planned_is_quiet_afterwards(
    organisation: Any,
) -> None:
    member = make_member(organisation)

    plan(organisation, local("2026-09-14T06:00"))

    (quiet,) = rows(organisation, QuietWeek)
    assert (quiet.member_id, quiet.iso_week) == (member.pk, 37)
