"""Tests of reading choices and shares into arrays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.sharing.models import Choice, Share
from zetje.sharing.queries import planning

pytestmark = pytest.mark.django_db

SUNDAY_NIGHT = datetime(2026, 9, 13, 21, 30, tzinfo=UTC)
MONDAY = datetime(2026, 9, 14, 9, tzinfo=UTC)
# Mondays since the year 1, which was one.
WEEK_38 = (date(2026, 9, 14).toordinal() - 1) // 7


def share(member: Any, story: Any, *, network: str = "x", **fields: Any) -> Share:
    return Share.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        story=story,
        network=network,
        text="",
        **{"started_at": MONDAY, "confirmed_at": MONDAY} | fields,
    )


def choose(member: Any, story: Any, kind: str = "skip", **fields: Any) -> Choice:
    return Choice.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        story=story,
        kind=kind,
        **{"chosen_at": MONDAY} | fields,
    )


def test_weeks_count_confirmed_shares_and_skips_on_the_persons_own_clock() -> None:
    organisation = make_organisation()
    anna = make_member(organisation)
    one, two, three = (make_story(organisation) for _ in range(3))
    with tenant(organisation.pk):
        share(anna, one, started_at=SUNDAY_NIGHT, confirmed_at=MONDAY)
        share(anna, two)
        share(anna, two, network="linkedin")
        share(anna, three, network="bluesky", confirmed_at=None)
        share(anna, three, undone_at=MONDAY)
        choose(anna, three)
        choose(anna, one, undone_at=MONDAY)

        found = planning.choice_weeks(organisation_id=organisation.pk, member_ids=[anna.pk])
        everyone = planning.choice_weeks(organisation_id=organisation.pk)

    rows = zip(found.week.tolist(), found.shares.tolist(), found.skips.tolist(), strict=True)
    assert sorted(rows) == [(WEEK_38 - 1, 1, 0), (WEEK_38, 2, 1)]
    assert everyone.member.tolist() == [anna.pk, anna.pk]


def test_pairs_hold_whatever_was_chosen_and_not_undone() -> None:
    organisation = make_organisation()
    anna, bram = make_member(organisation), make_member(organisation)
    one, two = make_story(organisation), make_story(organisation)
    with tenant(organisation.pk):
        choose(anna, one)
        choose(bram, one, undone_at=MONDAY)
        share(bram, two)
        share(anna, two, undone_at=MONDAY)

        members, stories = planning.chosen_pairs(
            organisation_id=organisation.pk, story_ids=[one.pk, two.pk]
        )
        none, _ = planning.chosen_pairs(organisation_id=organisation.pk, story_ids=[])

    assert set(zip(members.tolist(), stories.tolist(), strict=True)) == {
        (anna.pk, one.pk),
        (bram.pk, two.pk),
    }
    assert none.size == 0


def test_sharers_are_counted_as_people_not_as_shares() -> None:
    organisation = make_organisation()
    anna, bram = make_member(organisation), make_member(organisation)
    story, other = make_story(organisation), make_story(organisation)
    with tenant(organisation.pk):
        share(anna, story)
        share(anna, story, network="linkedin")
        share(bram, story)
        share(bram, other, confirmed_at=None)

        counts = planning.sharer_counts(
            organisation_id=organisation.pk, story_ids=[story.pk, other.pk]
        )

    assert counts == {story.pk: 2}


def test_weeks_are_those_of_the_persons_own_clock_and_know_week_53() -> None:
    organisation = make_organisation()
    near, far = (
        make_member(organisation, time_zone=zone)
        for zone in ("Europe/Amsterdam", "Pacific/Auckland")
    )
    sunday_evening = datetime(2026, 9, 20, 20, tzinfo=UTC)
    week_53 = datetime(2027, 1, 3, 12, tzinfo=UTC)
    with tenant(organisation.pk):
        for member in (near, far):
            share(
                member,
                make_story(organisation),
                started_at=sunday_evening,
                confirmed_at=sunday_evening,
            )
        share(near, make_story(organisation), started_at=week_53, confirmed_at=week_53)

        found = planning.choice_weeks(organisation_id=organisation.pk)

    mondays = [date.fromordinal(7 * week + 1).isocalendar()[:2] for week in found.week.tolist()]
    assert set(zip(found.member.tolist(), mondays, strict=True)) == {
        (near.pk, (2026, 38)),
        (near.pk, (2026, 53)),
        (far.pk, (2026, 39)),
    }
