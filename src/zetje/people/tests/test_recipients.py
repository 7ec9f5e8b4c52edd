"""Tests of reading members into arrays."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zetje.lib.tenancy import tenant
from zetje.people import queries
from zetje.people.models import Leave, Member, Membership, Pause
from zetje.people.testing import make_member, make_organisation, make_team

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def test_recipients_come_with_their_own_day_or_the_organisations() -> None:
    organisation = make_organisation(digest_weekday=2, digest_hour=10)
    team = make_team(organisation)
    own = make_member(
        organisation,
        team=team,
        time_zone="Asia/Kathmandu",
        country="DE",
        region="BY",
        working_days=[0, 2],
        preferences={"digest_weekday": 4, "slot_hour": 15, "languages": ["en", "nl"]},
    )
    other = make_member(organisation, language="en")
    make_member(organisation, joined=False)
    make_member(organisation, left_on=date(2026, 9, 1))
    make_member(organisation, joined_at=LATER)
    make_member(make_organisation())

    with tenant(organisation.pk):
        found = queries.recipients(organisation=organisation, languages=["nl", "en"], now=NOW)

    assert found.member.tolist() == [own.pk, other.pk]
    assert found.team.tolist() == [team.pk, 0]
    assert [found.zones[zone] for zone in found.zone] == ["Asia/Kathmandu", "Europe/Amsterdam"]
    assert [found.countries[each] for each in found.country] == [("DE", "BY"), ("NL", "")]
    assert (found.weekday.tolist(), found.hour.tolist()) == ([4, 2], [15, 10])
    assert found.working.tolist() == [0b00101, 0b11111]
    assert found.languages.tolist() == [0b11, 0b10]


def test_nobody_is_read_where_nobody_joined_or_outside_the_tenant() -> None:
    organisation = make_organisation()
    with tenant(organisation.pk):
        empty = queries.recipients(organisation=organisation, languages=["nl"], now=NOW)
    make_member(organisation)

    outside = queries.recipients(organisation=organisation, languages=["nl"], now=NOW)

    assert (empty.member.size, outside.member.size) == (0, 0)


def test_asked_topics_are_those_on_offer_only() -> None:
    organisation = make_organisation()
    one = make_member(organisation, preferences={"topics": ["bikes", "people"]})
    two = make_member(organisation, preferences={"topics": ["people", "gone"]})
    make_member(organisation)

    with tenant(organisation.pk):
        members, topics = queries.asked_topics(
            organisation_id=organisation.pk, topics=["people", "bikes"], now=NOW
        )

    assert sorted(zip(members.tolist(), topics.tolist(), strict=True)) == [
        (one.pk, 0),
        (one.pk, 1),
        (two.pk, 0),
    ]


def away(member: Member, member_ids: list[int] | None = None) -> list[tuple[int, date, date]]:
    with tenant(member.organisation_id):
        spans = queries.absences(
            organisation_id=member.organisation_id,
            first=date(2026, 9, 14),
            last=date(2026, 9, 20),
            member_ids=member_ids,
        )
    rows = zip(spans.member, spans.starts_on, spans.ends_on, strict=True)
    return [
        (int(whose), date.fromordinal(int(first)), date.fromordinal(int(last)))
        for whose, first, last in rows
    ]


def test_leave_and_pauses_that_touch_the_days_are_absences() -> None:
    member = make_member(make_organisation())
    colleague = make_member(member.organisation)
    leave = {"organisation": member.organisation, "member": member}
    with tenant(member.organisation_id):
        Leave.objects.create(**leave, starts_on=date(2026, 9, 10), ends_on=date(2026, 9, 14))
        Leave.objects.create(**leave, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 13))
        Leave.objects.create(**leave, starts_on=date(2026, 9, 21), ends_on=date(2026, 9, 22))

    mine = [(member.pk, date(2026, 9, 10), date(2026, 9, 14))]
    assert away(member) == mine
    assert away(member, [member.pk]) == mine
    assert away(member, [colleague.pk]) == []


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        ("2026-09-15T21:59Z", None, (date(2026, 9, 15), date.max)),
        ("2026-09-15T22:00Z", "2026-09-17T22:00Z", (date(2026, 9, 16), date(2026, 9, 17))),
        ("2026-09-15T10:00Z", "2026-09-17T10:00Z", (date(2026, 9, 15), date(2026, 9, 17))),
        ("2026-09-01T10:00Z", "2026-09-13T22:00Z", None),
    ],
)
def test_a_pause_takes_the_days_it_touches_on_the_persons_own_clock(
    starts_at: str, ends_at: str | None, expected: tuple[date, date] | None
) -> None:
    member = make_member(make_organisation(), time_zone="Europe/Amsterdam")
    with tenant(member.organisation_id):
        Pause.objects.create(
            organisation=member.organisation,
            member=member,
            starts_at=datetime.fromisoformat(starts_at),
            ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
        )

    assert away(member) == ([(member.pk, *expected)] if expected else [])


def test_joined_spans_are_days_on_the_persons_own_clock() -> None:
    member = make_member(
        make_organisation(),
        time_zone="America/New_York",
        joined_at=datetime(2026, 1, 6, 3, tzinfo=UTC),
    )
    with tenant(member.organisation_id):
        Membership.objects.update(left_at=datetime(2026, 2, 1, 12, tzinfo=UTC))
        Membership.objects.create(
            organisation=member.organisation,
            member=member,
            house_rules_version=1,
            joined_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
        )

        spans = queries.joined_spans(organisation_id=member.organisation_id, member_ids=[member.pk])

    days = zip(spans.starts_on, spans.ends_on, strict=True)
    assert [(date.fromordinal(int(a)), date.fromordinal(int(b))) for a, b in days] == [
        (date(2026, 1, 5), date(2026, 2, 1)),
        (date(2026, 3, 1), date.max),
    ]


def test_working_weeks_say_which_days_and_whose_holidays() -> None:
    organisation = make_organisation()
    one = make_member(organisation, working_days=[1, 2, 3], country="BE")
    two = make_member(organisation, time_zone="Pacific/Auckland")
    now = datetime(2026, 9, 13, 13, tzinfo=UTC)

    with tenant(organisation.pk):
        every = queries.working_weeks(organisation_id=organisation.pk, now=now)
        alone = queries.working_weeks(organisation_id=organisation.pk, now=now, member_ids=[two.pk])

    assert every.member.tolist() == [one.pk, two.pk]
    assert every.working.tolist() == [0b01110, 0b11111]
    assert [every.countries[each] for each in every.country] == [("BE", ""), ("NL", "")]
    assert [date.fromordinal(day).day for day in every.today.tolist()] == [13, 14]
    assert (alone.member.tolist(), alone.countries) == ([two.pk], [("NL", "")])
