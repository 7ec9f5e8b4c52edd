"""Decides on what feeds offer and colleagues suggest: make a story of it, pass, or look later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from zetje.content.events import TipTaken
from zetje.content.models import FeedItem, Picture, Story, Tip
from zetje.content.operations.drafting import StoryKnown, add_story, add_story_from_address
from zetje.content.operations.pages import picture_at
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.operations.pictures import keep_picture
from zetje.content.operations.tips import held_tip
from zetje.content.rules.targets import TargetRefused
from zetje.content.rules.words import StoryRefused, StoryWords
from zetje.lib.events import publish_on_commit
from zetje.lib.fetching import FetchFailed, FetchRefused

if TYPE_CHECKING:
    from zetje.people.models import Member

LATER: Final = timedelta(days=7)


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
    words = StoryWords(
        title=item.title, summary=item.summary, url=item.address, language=item.language
    )
    story = _story_at(item.address, by=by, now=now)
    if story is None:
        found = picture_at(item.picture_address)
        picture = found and keep_picture(
            organisation_id=item.organisation_id, picture=found, now=now
        )
        story = _story_of(words, by=by, now=now, picture=picture or None, alt=item.picture_alt)
    item.story, item.taken_at, item.decided_by = story, now, by
    item.save(update_fields=["story", "taken_at", "decided_by"])
    return story


@transaction.atomic
def take_tip(*, tip: Tip, by: Member, now: datetime) -> Story:
    """Make a draft of what a colleague suggests; taking it twice gives the same draft.

    Its page is read, where it has one that a story may lead to; else its own words do, and an
    address that this organisation's stories may not lead to is left out.
    Raises StoryRefused for a tip that somebody passed meanwhile, or that is not confirmed.
    """
    check_may_edit_stories(by)
    tip = held_tip(tip)
    if tip.story is not None:
        return tip.story
    if tip.passed_at is not None or tip.confirmed_at is None:
        raise StoryRefused("passed")
    words = StoryWords(title=tip.title, summary=tip.text, url=tip.address, language=tip.language)
    try:
        story = _story_at(tip.address, by=by, now=now) or _story_of(words, by=by, now=now)
    except TargetRefused:
        story = _story_of(replace(words, url=""), by=by, now=now)
    tip.story, tip.taken_at, tip.decided_by = story, now, by
    tip.save(update_fields=["story", "taken_at", "decided_by"])
    publish_on_commit(
        TipTaken(
            organisation_id=tip.organisation_id,
            tip_id=tip.pk,
            member_id=tip.member_id,
            story_id=story.pk,
        )
    )
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


@transaction.atomic
def pass_tip(*, tip: Tip, by: Member, now: datetime) -> Tip:
    """Let a tip go by. What was taken stays taken."""
    check_may_edit_stories(by)
    tip = held_tip(tip)
    if tip.confirmed_at is not None and tip.taken_at is None and tip.passed_at is None:
        tip.passed_at, tip.decided_by = now, by
        tip.save(update_fields=["passed_at", "decided_by"])
    return tip


@transaction.atomic
def put_off(*, item: FeedItem | Tip, by: Member, now: datetime) -> None:
    """Look at something in a week; it waits apart until then."""
    check_may_edit_stories(by)
    rows = type(item)._default_manager.filter(organisation_id=by.organisation_id, pk=item.pk)
    rows.filter(taken_at__isnull=True, passed_at__isnull=True).update(later_until=now + LATER)


def _story_at(address: str, *, by: Member, now: datetime) -> Story | None:
    """The draft that a page gives, or the story there is; None where it cannot be read."""
    if not address:
        return None
    try:
        return add_story_from_address(by=by, address=address, now=now)
    except StoryKnown as known:
        return known.story
    except (FetchRefused, FetchFailed):
        return None  # whoever offered it said enough to begin with


def _story_of(
    words: StoryWords,
    *,
    by: Member,
    now: datetime,
    picture: Picture | None = None,
    alt: str = "",
) -> Story:
    return add_story(by=by, words=words, now=now, picture=picture, picture_alt=alt)


def _held(item: FeedItem) -> FeedItem:
    rows = FeedItem.objects.filter(organisation_id=item.organisation_id)
    return rows.select_for_update(of=("self",)).select_related("story").get(pk=item.pk)
