"""Tests of the chain as its owner sees it, and of keeping it in step."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import TestCase
from pytest_django import DjangoAssertNumQueries

from zetje.behaviour.weeks import number_of
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.recognition import operations, queries
from zetje.recognition.models import ChainWeek
from zetje.recognition.testing import make_shared_weeks, make_skip

pytestmark = pytest.mark.django_db

Leave: Any = apps.get_model("people", "Leave")
Share: Any = apps.get_model("sharing", "Share")
Pause: Any = apps.get_model("people", "Pause")

JOINED = datetime(2026, 6, 29, 9, tzinfo=UTC)
# Wednesday of week 38.
NOW = datetime(2026, 9, 16, 10, tzinfo=UTC)
TODAY = NOW.date()


def wednesday(week: int, *, hour: int = 10, year: int = 2026) -> datetime:
    day = date.fromisocalendar(year, week, 3)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def make_sharer(*weeks: int, **fields: Any) -> Any:
    member = make_member(make_organisation(), joined_at=JOINED, **fields)
    make_shared_weeks(member, make_story(member.organisation), *map(wednesday, weeks))
    return member


def chain_of(member: Any, today: date = TODAY) -> queries.Chain:
    with tenant(member.organisation_id):
        return queries.chain_for(member, today=today)


def shown(chain: queries.Chain) -> dict[int, str]:
    return {node.iso_week: node.state for node in chain.nodes}


def test_the_chain_of_a_newcomer_is_the_open_week() -> None:
    member = make_member(make_organisation(), joined_at=NOW)

    chain = chain_of(member)

    assert [(node.iso_week, node.state, node.is_now) for node in chain.nodes] == [
        (38, "open", True)
    ]
    assert (chain.length, chain.longest, chain.started, chain.rest_weeks_left) == (0, 0, None, 2)
    assert chain.may_rest


def test_shares_leave_and_quiet_weeks_make_the_chain() -> None:
    member = make_sharer(30, 31, 33, 36, 37)
    with tenant(member.organisation_id):
        Leave.objects.create(
            organisation=member.organisation,
            member=member,
            starts_on=date(2026, 8, 3),
            ends_on=date(2026, 8, 7),
        )
        Pause.objects.create(
            organisation=member.organisation,
            member=member,
            starts_at=datetime(2026, 8, 17, 8, tzinfo=UTC),
            ends_at=datetime(2026, 8, 22, 8, tzinfo=UTC),
        )
    operations.note_quiet_weeks(
        organisation_id=member.organisation_id,
        member_ids=[member.pk],
        week=number_of(2026, 35),
        now=NOW,
    )

    chain = chain_of(member)

    assert shown(chain) == {
        27: "gap",
        28: "gap",
        29: "gap",
        30: "shared",
        31: "shared",
        32: "rest",
        33: "shared",
        34: "rest",
        35: "rest",
        36: "shared",
        37: "shared",
        38: "open",
    }
    assert (chain.length, chain.longest, chain.started) == (5, 5, (2026, 30))


def test_a_skipped_week_rests_once_it_is_over() -> None:
    member = make_sharer(36)
    make_skip(member, make_story(member.organisation), wednesday(37))
    make_skip(member, make_story(member.organisation), wednesday(38))

    chain = chain_of(member)

    assert shown(chain) | {37: "rest", 38: "open"} == shown(chain)
    assert chain.length == 1


def test_a_week_is_the_week_of_the_persons_own_clock() -> None:
    # Monday 00:30 in Auckland is still Sunday everywhere west of it.
    auckland = make_member(make_organisation(), time_zone="Pacific/Auckland", joined_at=JOINED)
    honolulu = make_member(make_organisation(), time_zone="Pacific/Honolulu", joined_at=JOINED)
    moment = datetime(2026, 9, 6, 12, 30, tzinfo=UTC)
    for member in (auckland, honolulu):
        make_shared_weeks(member, make_story(member.organisation), moment)

    assert shown(chain_of(auckland))[37] == "shared"
    assert shown(chain_of(honolulu))[36] == "shared"


def test_week_53_and_the_turn_of_the_year_hold_together() -> None:
    member = make_member(make_organisation(), joined_at=wednesday(50))
    turns = [wednesday(52), wednesday(53), wednesday(1, year=2027)]
    make_shared_weeks(member, make_story(member.organisation), *turns)

    chain = chain_of(member, today=date(2027, 1, 8))

    assert [(node.iso_year, node.iso_week, node.state) for node in chain.nodes] == [
        (2026, 50, "gap"),
        (2026, 51, "gap"),
        (2026, 52, "shared"),
        (2026, 53, "shared"),
        (2027, 1, "shared"),
    ]
    assert (chain.length, chain.started) == (3, (2026, 52))


def test_the_chain_shows_twelve_weeks_and_counts_all_of_them() -> None:
    member = make_member(make_organisation(), joined_at=datetime(2026, 1, 5, 9, tzinfo=UTC))
    make_shared_weeks(
        member, make_story(member.organisation), *(wednesday(week) for week in range(10, 38))
    )

    chain = chain_of(member)

    assert [node.iso_week for node in chain.nodes] == list(range(27, 39))
    assert (chain.length, chain.rest_weeks_left) == (28, 2)


def test_a_missed_week_can_be_mended_by_two_shares() -> None:
    member = make_sharer(34, 35, 36)
    assert (chain_of(member).is_mendable, chain_of(member).length) == (True, 3)

    story = make_story(member.organisation)
    make_shared_weeks(member, story, NOW, NOW + timedelta(hours=1))

    chain = chain_of(member)
    assert (chain.is_mendable, chain.length, shown(chain)[37]) == (False, 4, "rest")


def seat(member: Any, now: datetime = NOW) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        operations.seat_week(organisation_id=member.organisation_id, member_id=member.pk, now=now)


def test_a_seated_week_reads_in_one_query_and_as_the_facts_say(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    member = make_sharer(34, 35, 36, 38)
    from_facts = chain_of(member)

    seat(member)

    with tenant(member.organisation_id), django_assert_num_queries(1):
        kept = queries.chain_for(member, today=TODAY)
    assert kept == from_facts
    assert kept.this_week == "shared"


def test_a_share_that_is_undone_frees_its_week_again() -> None:
    member = make_sharer(37)
    make_shared_weeks(member, make_story(member.organisation), NOW)
    seat(member)
    assert chain_of(member).length == 2

    with tenant(member.organisation_id):
        apps.get_model("sharing", "Share")._default_manager.filter(started_at=NOW).update(
            undone_at=NOW
        )
    seat(member)

    chain = chain_of(member)
    assert (chain.length, chain.this_week) == (1, "open")


def test_when_the_week_has_turned_the_chain_is_judged_anew() -> None:
    member = make_sharer(37)
    seat(member)

    later = chain_of(member, today=TODAY + timedelta(days=7))

    assert shown(later) | {37: "shared", 38: "gap", 39: "open"} == shown(later)
    assert later.is_mendable


def test_a_rebuild_changes_nothing_that_was_kept_in_step() -> None:
    organisation = make_organisation()
    members = [
        make_member(organisation, joined_at=JOINED, time_zone=zone)
        for zone in ("Europe/Amsterdam", "America/New_York", "Asia/Kathmandu")
    ]
    story = make_story(organisation)
    for number, member in enumerate(members):
        make_shared_weeks(member, story, *(wednesday(week) for week in range(30 + number, 38)))
        seat(member)
    kept = list(ChainWeek.objects.values_list("member_id", "iso_week", "state", "reason"))
    before = [chain_of(member) for member in members]

    changed = operations.rebuild_chains(organisation_id=organisation.pk, now=NOW)

    assert changed == 0
    assert [chain_of(member) for member in members] == before
    assert kept == list(ChainWeek.objects.values_list("member_id", "iso_week", "state", "reason"))


def test_a_rebuild_mends_whatever_was_broken_and_touches_no_other_organisation() -> None:
    member, stranger = make_sharer(36, 37), make_sharer(36, 37)
    seat(member)
    seat(stranger)
    with tenant(member.organisation_id):
        ChainWeek.objects.filter(member=member, iso_week=37).update(state="gap", reason="missed")
        ChainWeek.objects.filter(member=member, iso_week=36).delete()
        extra = {"iso_year": 2025, "iso_week": 1, "state": "shared", "reason": "shared"}
        ChainWeek.objects.create(organisation_id=member.organisation_id, member=member, **extra)

    changed = operations.rebuild_chains(organisation_id=member.organisation_id, now=NOW)

    assert changed == 3
    assert chain_of(member).length == chain_of(stranger).length == 2


def test_a_quiet_week_that_is_noted_late_rests_although_the_chain_was_kept() -> None:
    member = make_sharer(36, 38)
    seat(member)
    assert shown(chain_of(member))[37] == "gap"

    note = {
        "organisation_id": member.organisation_id,
        "member_ids": [member.pk],
        "week": number_of(2026, 37),
        "now": NOW,
    }
    assert operations.note_quiet_weeks(**note) == 1
    assert operations.note_quiet_weeks(**note) == 0

    chain = chain_of(member)
    assert (shown(chain)[37], chain.length) == ("rest", 2)


def test_chains_of_another_organisation_are_not_read() -> None:
    member = make_sharer(37)
    seat(member)
    other = make_organisation()

    with tenant(other.pk):
        chains = queries.chains_for(
            organisation_id=other.pk, member_ids=[member.pk], week=number_of(2026, 38)
        )

    assert chains == {}
