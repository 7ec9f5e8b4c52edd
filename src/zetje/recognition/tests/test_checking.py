"""Tests of comparing kept chains with the facts: what only grew old is no fault."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from zetje.behaviour.weeks import number_of
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.recognition import operations, queries
from zetje.recognition.models import ChainWeek
from zetje.recognition.testing import make_shared_weeks, make_skip

pytestmark = pytest.mark.django_db
JOINED = datetime(2026, 6, 29, 9, tzinfo=UTC)


def wednesday(week: int) -> datetime:
    day = date.fromisocalendar(2026, week, 3)
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def make_sharer(*weeks: int) -> Any:
    member = make_member(make_organisation(), joined_at=JOINED)
    make_shared_weeks(member, make_story(member.organisation), *map(wednesday, weeks))
    return member


def keep(member: Any, week: int) -> None:
    operations.rebuild_chain(
        organisation_id=member.organisation_id, member_id=member.pk, now=wednesday(week)
    )


def note_quiet(member: Any, week: int, now: datetime) -> None:
    operations.note_quiet_weeks(
        organisation_id=member.organisation_id,
        member_ids=[member.pk],
        week=number_of(2026, week),
        now=now,
    )


def amiss(member: Any, week: int) -> list[str]:
    with tenant(member.organisation_id):
        return queries.chains_amiss(organisation_id=member.organisation_id, now=wednesday(week))


def test_a_missed_week_that_was_mended_since_is_no_fault() -> None:
    member = make_sharer(34, 35)
    keep(member, 37)

    make_shared_weeks(
        member, make_story(member.organisation), wednesday(37), wednesday(37) + timedelta(hours=1)
    )
    keep(member, 37)

    assert amiss(member, 37) == amiss(member, 39) == []


def test_a_share_that_the_kept_week_does_not_know_of_is_a_fault() -> None:
    member = make_sharer(34)
    keep(member, 37)
    make_shared_weeks(member, make_story(member.organisation), wednesday(35))

    assert amiss(member, 37) == [
        f"chain of member:{member.pk} in 2026-W{week}" for week in (35, 36)
    ]


def test_nobody_s_kept_chain_is_no_fault() -> None:
    assert amiss(make_sharer(34, 35), 37) == []


def test_a_quiet_week_noted_after_a_missed_one_lets_that_one_be_mended() -> None:
    member = make_sharer(34, 35, 38)
    keep(member, 38)

    note_quiet(member, 37, wednesday(38))

    with tenant(member.organisation_id):
        kept = set(ChainWeek.objects.values_list("iso_week", flat=True))
    assert max(kept) == 35
    assert amiss(member, 38) == []


@pytest.mark.parametrize("seed", range(20))
def test_whatever_happened_a_chain_that_was_kept_before_is_no_fault(seed: int) -> None:
    rng = Random(seed)
    member = make_sharer(*(week for week in range(27, 36) if rng.random() < 0.6))
    story = make_story(member.organisation)
    for week in range(36, 42):
        if rng.random() < 0.5:
            moments = [wednesday(week) + timedelta(hours=hour) for hour in range(rng.randint(1, 2))]
            make_shared_weeks(member, story, *moments)
        elif rng.random() < 0.3:
            make_skip(member, make_story(member.organisation), wednesday(week))
        if rng.random() < 0.6:
            keep(member, week)
        if rng.random() < 0.4:
            note_quiet(member, rng.randint(27, week), wednesday(week))

    # Something done is always kept in step with; only time passes by itself.
    assert amiss(member, 41) == amiss(member, 43) == []
