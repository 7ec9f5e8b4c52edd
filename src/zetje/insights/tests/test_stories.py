"""What stories came to is told in blocks of people, once a week, and never falls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from zetje.behaviour.weeks import monday_of, week_number
from zetje.content.testing import make_story
from zetje.insights.models import StoryWeek
from zetje.insights.operations.freezing import freeze_period
from zetje.insights.queries.stories import StoryTold, sharers_told, stories_told
from zetje.insights.rules.stories import Came, StoryFacts, told_of
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member, make_organisation, make_team
from zetje.sharing.testing import make_share, make_skip

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = week_number(NOW.date())


@pytest.mark.parametrize(
    ("clicks", "people", "told"),
    [
        ((1,) * 4, 40, Came()),
        ((1, 10, 100, 1_000, 10_000), 40, Came(5, 11_111)),
        # The sixth one's readers wait until there are ten.
        ((1, 10, 100, 1_000, 10_000, 100_000), 40, Came(5, 11_111)),
        # That all of a small team did, or all but a few, is told of nobody.
        ((1,) * 7, 9, Came()),
        ((1,) * 7, 10, Came(5, 5)),
    ],
)
def test_people_are_told_of_in_blocks_while_as_many_stay_outside(clicks, people, told) -> None:
    assert told_of(StoryFacts(clicks, 0, people), before=Came(), least=5) == told


def test_what_was_told_never_falls() -> None:
    before = Came(10, 300, 5)

    assert told_of(StoryFacts((9,) * 8, 2, 40), before=before, least=5) == before


counts = st.integers(0, 60)


@given(counts, counts, counts, counts, st.integers(5, 9))
def test_people_come_into_a_figure_in_company_alone(first, second, skips, people, least) -> None:
    before = told_of(StoryFacts((1,) * first, skips, people), before=Came(), least=least)
    after = told_of(StoryFacts((1,) * second, skips, people), before=before, least=least)

    assert (after.sharers - before.sharers) % least == 0
    assert after.sharers >= before.sharers
    assert not after.sharers or least <= after.sharers <= people - least


@pytest.mark.django_db
def test_a_story_is_told_of_on_tuesday_whoever_is_erased_later() -> None:
    here = make_organisation()
    teams = [make_team(here) for _ in range(2)]
    crew = [make_member(here, team=teams[at % 2]) for at in range(24)]
    for_all, for_one = (make_story(here, published_at=NOW) for _ in range(2))
    for member in crew[:6]:
        make_share(member, for_all, now=NOW)
        make_skip(member, for_one, now=NOW)
    ids = [for_all.pk, for_one.pk]

    def told():
        with tenant(here.pk):
            return stories_told(here.pk, ids)

    def freeze(week):
        after = datetime.combine(monday_of(week + 1), datetime.min.time(), UTC) + timedelta(days=1)
        freeze_period(organisation_id=here.pk, week=week, now=after)

    assert told() == dict.fromkeys(ids, StoryTold())
    freeze(WEEK)
    with tenant(here.pk):
        clicks = told()[for_all.pk].clicks
        assert told() == {for_all.pk: StoryTold(5, clicks), for_one.pk: StoryTold(skips=5)}
        assert sharers_told(ids) == {for_all.pk: 5}
        for member in crew[:3]:
            people.deactivate_member(member=member, by=None, now=NOW + timedelta(days=7))
            people.erase_person(member=member, by=None, now=NOW + timedelta(days=7))
    before = told()
    freeze(WEEK + 1)

    assert told() == before
    with tenant(here.pk), pytest.raises(DatabaseError), transaction.atomic():
        StoryWeek.objects.update(sharers=0)
