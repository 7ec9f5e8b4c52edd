"""What people did with a story is read of those who are asked about, in the order they came."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast
from zetje.sharing.models import Link, LinkCount, Share
from zetje.sharing.queries.results import StoryActs, acts_on_stories
from zetje.sharing.testing import NOW, make_skip

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


def make_shared(member: Member, story: Story, *, minute: int = 0, clicks: int = 0) -> None:
    """A share that was confirmed, and what its link brought; texts do not matter here."""
    here = member.organisation
    at = NOW + timedelta(minutes=minute)
    link = Link.objects.create(
        organisation=here, member=member, story=story, target=story.url, created_at=at
    )
    LinkCount.objects.create(organisation=here, link=link, human=clicks, counted=clicks)
    Share.objects.create(
        organisation=here,
        member=member,
        story=story,
        network="linkedin",
        text="Kijk.",
        link=link,
        started_at=at,
        confirmed_at=at,
    )


@pytest.mark.django_db
def test_acts_are_those_of_who_is_asked_about_up_to_a_moment() -> None:
    cast = make_cast()
    popular, skipped, unseen = (make_story(cast.organisation) for _ in range(3))
    with tenant(cast.organisation.pk):
        make_shared(cast.bram, popular, minute=2, clicks=20)
        make_shared(cast.anna, popular, minute=1, clicks=3)
        make_shared(cast.wil, popular, minute=3, clicks=500)
        make_shared(cast.pim, popular, minute=9, clicks=7)
        make_skip(cast.anna, skipped)
        make_skip(cast.wil, skipped)

        found = acts_on_stories(
            organisation_id=cast.organisation.pk,
            story_ids=[popular.pk, skipped.pk, unseen.pk],
            member_ids=[cast.anna.pk, cast.bram.pk, cast.pim.pk],
            until=NOW + timedelta(minutes=9),
        )

    assert found == {popular.pk: StoryActs(clicks=(3, 20)), skipped.pk: StoryActs(skips=1)}
