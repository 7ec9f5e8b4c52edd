"""What stories came to is shown in frozen blocks of five people, and never below one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast, make_member
from zetje.sharing.models import Link, LinkCount, Share
from zetje.sharing.queries.results import StoryResult, results_of_stories, sharers_together
from zetje.sharing.testing import NOW, make_skip

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


LATER = NOW + timedelta(days=1)


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
def test_results_come_in_blocks_that_nobody_can_be_told_out_of() -> None:
    cast = make_cast()
    here = cast.organisation
    popular, quiet, unseen = (make_story(here) for _ in range(3))
    crowd = [make_member(here, given_name=f"P{number}") for number in range(7)]
    with tenant(here.pk):
        for number, member in enumerate(crowd[:6]):
            make_shared(member, popular, minute=number, clicks=10**number)
        for member in crowd[2:6]:
            make_shared(member, quiet)
        for member in (cast.anna, cast.bram, cast.femke, cast.marijke, cast.pim, cast.wil):
            make_skip(member, unseen)

        stories = [popular.pk, quiet.pk, unseen.pk]
        assert results_of_stories(organisation_id=here.pk, story_ids=stories, now=LATER) == {
            # The sixth sharer's 100,000 clicks wait until there are ten.
            popular.pk: StoryResult(sharers=5, clicks=11_111),
            quiet.pk: StoryResult(),
            unseen.pk: StoryResult(skips=5),
        }
        # Together a person counts once, however many of the stories they shared.
        groups = {1: stories, 2: [quiet.pk], 3: []}
        assert sharers_together(organisation_id=here.pk, groups=groups, now=LATER) == {1: 5}


@pytest.mark.django_db
def test_nobody_can_step_out_of_a_block_to_see_who_steps_in() -> None:
    cast = make_cast()
    here = cast.organisation
    story = make_story(here)
    with tenant(here.pk):
        for number in range(6):
            member = make_member(here, given_name=f"P{number}")
            make_shared(member, story, minute=number, clicks=10**number)

        def told(minute: int) -> StoryResult:
            now = NOW + timedelta(minutes=minute)
            given = {"organisation_id": here.pk, "now": now}
            together = sharers_together(groups={1: [story.pk]}, **given)
            found = results_of_stories(story_ids=[story.pk], **given)[story.pk]
            assert together.get(1) == found.sharers
            return found

        # The fifth shared at minute 4 and may take it back until minute 14 is over.
        assert told(14) == StoryResult()
        assert told(15) == StoryResult(sharers=5, clicks=11_111)
