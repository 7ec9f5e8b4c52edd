"""Decides on what feeds offer: make a story of it, or pass."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.content.models import FeedItem, Story
from zetje.content.operations.drafting import StoryKnown, add_story, add_story_from_address
from zetje.content.operations.pages import picture_at
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.operations.pictures import keep_picture
from zetje.content.rules.words import StoryRefused, StoryWords
from zetje.lib.fetching import FetchFailed, FetchRefused

if TYPE_CHECKING:
    from zetje.people.models import Member


@transaction.atomic
def take_feed_item(*, item: FeedItem, by: Member, now: datetime) -> Story:
    """Make a draft of something a feed offers; taking it twice gives the same draft.

    Its page is read for what the feed left out; where that fails, the feed's own words do.
    Raises TargetRefused for an address that a story may not lead to, StoryRefused for an item
    that somebody passed meanwhile.
    """
    check_may_edit_stories(by)
    item = _held(item)
    if item.story is not None:
        return item.story
    if item.passed_at is not None:
        raise StoryRefused("passed")
    story = _story_of(item, by=by, now=now)
    item.story, item.taken_at, item.decided_by = story, now, by
    item.save(update_fields=["story", "taken_at", "decided_by"])
    return story


@transaction.atomic
def pass_feed_item(*, item: FeedItem, by: Member, now: datetime) -> FeedItem:
    """Let something a feed offers go by. What was taken stays taken."""
    check_may_edit_stories(by)
    item = _held(item)
    if item.taken_at is None and item.passed_at is None:
        item.passed_at, item.decided_by = now, by
        item.save(update_fields=["passed_at", "decided_by"])
    return item


def _story_of(item: FeedItem, *, by: Member, now: datetime) -> Story:
    if item.address:
        try:
            return add_story_from_address(by=by, address=item.address, now=now)
        except StoryKnown as known:
            return known.story
        except (FetchRefused, FetchFailed):
            pass  # the feed itself said enough to begin with
    words = StoryWords(
        title=item.title, summary=item.summary, url=item.address, language=item.language
    )
    found = picture_at(item.picture_address)
    picture = found and keep_picture(organisation_id=item.organisation_id, picture=found, now=now)
    return add_story(
        by=by, words=words, now=now, picture=picture or None, picture_alt=item.picture_alt
    )


def _held(item: FeedItem) -> FeedItem:
    rows = FeedItem.objects.filter(organisation_id=item.organisation_id)
    return rows.select_for_update(of=("self",)).select_related("story").get(pk=item.pk)
