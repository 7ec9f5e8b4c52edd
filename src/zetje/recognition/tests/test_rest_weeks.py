"""Tests of making a week a rest week."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.recognition import operations, queries
from zetje.recognition.models import RestWeek
from zetje.recognition.testing import make_shared_weeks

pytestmark = pytest.mark.django_db

Leave: Any = apps.get_model("people", "Leave")

JOINED = datetime(2026, 6, 29, 9, tzinfo=UTC)
NOW = datetime(2026, 9, 16, 10, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def member() -> Any:
    found = make_member(make_organisation(), joined_at=JOINED)
    make_shared_weeks(found, make_story(found.organisation), NOW - 2 * WEEK, NOW - WEEK)
    return found


def chain_of(member: Any, now: datetime = NOW) -> queries.Chain:
    with tenant(member.organisation_id):
        return queries.chain_for(member, today=now.date())


def take(member: Any, now: datetime = NOW) -> RestWeek:
    return operations.take_rest_week(member=member, today=now.date(), now=now)


def test_a_rest_week_holds_the_chain_and_uses_one_up(member: Any) -> None:
    take(member)

    chain = chain_of(member)
    assert (chain.length, chain.rest_weeks_left, chain.is_resting) == (2, 1, True)
    assert not chain.may_rest


def test_asking_twice_is_asking_once(member: Any) -> None:
    assert take(member) == take(member)
    assert chain_of(member).rest_weeks_left == 1


def test_a_rest_week_can_be_taken_back_and_taken_again(member: Any) -> None:
    take(member)
    operations.undo_rest_week(member=member, today=NOW.date(), now=NOW)
    assert (chain_of(member).this_week, chain_of(member).rest_weeks_left) == ("open", 2)

    take(member)
    assert chain_of(member).is_resting


def test_taking_back_what_is_not_there_does_nothing(member: Any) -> None:
    operations.undo_rest_week(member=member, today=NOW.date(), now=NOW)

    with tenant(member.organisation_id):
        assert not RestWeek.objects.exists()


def test_a_share_in_a_rest_week_gives_it_back(member: Any) -> None:
    take(member)
    make_shared_weeks(member, make_story(member.organisation), NOW)
    operations.seat_week(organisation_id=member.organisation_id, member_id=member.pk, now=NOW)

    chain = chain_of(member)
    assert (chain.length, chain.rest_weeks_left) == (3, 2)


def test_a_third_rest_week_is_refused_until_eight_weeks_were_shared(member: Any) -> None:
    take(member, NOW)
    take(member, NOW + WEEK)

    with pytest.raises(operations.RestWeekRefusedError, match="Eight weeks"):
        take(member, NOW + 2 * WEEK)

    shares = [NOW + number * WEEK for number in range(2, 8)]
    make_shared_weeks(member, make_story(member.organisation), *shares)
    take(member, NOW + 8 * WEEK)
    assert chain_of(member, NOW + 8 * WEEK).rest_weeks_left == 0


def test_a_week_that_needs_no_rest_is_refused_one(member: Any) -> None:
    with tenant(member.organisation_id):
        Leave.objects.create(
            organisation=member.organisation,
            member=member,
            starts_on=(NOW - timedelta(days=2)).date(),
            ends_on=(NOW + timedelta(days=2)).date(),
        )
    with pytest.raises(operations.RestWeekRefusedError, match="rests by itself"):
        take(member)

    make_shared_weeks(member, make_story(member.organisation), NOW)
    with pytest.raises(operations.RestWeekRefusedError, match="shared this week"):
        take(member)


def test_rest_weeks_stand_in_the_event_record_under_the_persons_key(member: Any) -> None:
    take(member)
    operations.undo_rest_week(member=member, today=NOW.date(), now=NOW)

    with tenant(member.organisation_id):
        events = list(Event.objects.order_by("id").values_list("kind", "subject", "person_key"))
    assert events == [
        ("week.rested", "week:2026-W38", member.person_key),
        ("week.rest_undone", "week:2026-W38", member.person_key),
    ]
