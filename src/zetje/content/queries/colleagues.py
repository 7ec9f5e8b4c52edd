"""Looks up the colleague whom a story is about, and the stories that are about somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from zetje.content.models import Story, StoryColleague

if TYPE_CHECKING:
    from zetje.people.models import Member


def colleague_of(story: Story) -> StoryColleague | None:
    """Who a story is about, or None where it names nobody."""
    rows = StoryColleague.objects.filter(organisation_id=story.organisation_id, story=story)
    return rows.select_related("member").first()


def post_of(story: Story) -> str:
    """The post that a story shows word by word; empty where it shows none."""
    colleague = colleague_of(story)
    return colleague.post if colleague else ""


def stories_about(member: Member) -> list[StoryColleague]:
    """The stories that name a member, what waits for their answer first."""
    rows = StoryColleague.objects.filter(organisation_id=member.organisation_id, member=member)
    found = list(rows.select_related("story").order_by("-asked_at", "-pk"))
    return sorted(found, key=lambda row: row.agreed_at is not None or row.declined_at is not None)


def story_about(member: Member, token: str) -> StoryColleague | None:
    """One story that names a member, or None where there is none."""
    rows = StoryColleague.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.select_related("story").filter(token=token).first()


def mark_of_words(row: StoryColleague) -> str:
    """What tells the words that somebody reads of a story about them from any others."""
    story = row.story
    said = (story.title, story.summary, row.post, row.post_network, row.remark)
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:32]


def naming_by_ids(organisation_id: int, ids: Sequence[int]) -> dict[int, StoryColleague]:
    """Of these the ones that wait for a member's answer, with their stories, by id."""
    rows = StoryColleague.objects.filter(
        organisation_id=organisation_id,
        pk__in=ids,
        member__isnull=False,
        agreed_at__isnull=True,
        declined_at__isnull=True,
        story__withdrawn_at__isnull=True,
    )
    return {row.pk: row for row in rows.select_related("story")}
