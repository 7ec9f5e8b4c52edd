"""Keeps the shelf in order: pins, the archive and campaigns."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from zetje.content.models import Campaign, Story
from zetje.content.operations.history import locked, note_event
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.queries.stories import today_of
from zetje.content.rules.text import one_line, shortened
from zetje.content.rules.words import StoryRefused
from zetje.lib.turns import hold_turn

if TYPE_CHECKING:
    from zetje.people.models import Member

# Of the weekly three one place always stays for what fits a person best.
MOST_PINNED: Final = 2
_NAME_LENGTH: Final = 80


@transaction.atomic
def pin_story(*, story: Story, by: Member, now: datetime) -> Story:
    """Give a story a place in the weekly three of everybody it is for, until each of them had it.

    Raises StoryRefused when two others are pinned, or for a story that is over.
    """
    check_may_edit_stories(by)
    story = locked(story)
    _check_not_over(story)
    if story.pinned_at is None:
        # So that two editors at once do not pin a third.
        hold_turn("content.pinning", by.organisation_id)
        today = today_of(by.organisation, at=now)
        running = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        pinned = Story.objects.of(story.organisation_id).filter(
            running, pinned_at__isnull=False, archived_at__isnull=True, withdrawn_at__isnull=True
        )
        if pinned.count() >= MOST_PINNED:
            raise StoryRefused("pins_full")
        story.pinned_at = now
        story.save(update_fields=["pinned_at"])
        note_event(story=story, kind="pinned", by=by, now=now)
    return story


@transaction.atomic
def unpin_story(*, story: Story, by: Member, now: datetime) -> Story:
    """Let a story take its turn like any other."""
    check_may_edit_stories(by)
    story = locked(story)
    if story.pinned_at is not None:
        story.pinned_at = None
        story.save(update_fields=["pinned_at"])
        note_event(story=story, kind="unpinned", by=by, now=now)
    return story


@transaction.atomic
def archive_story(*, story: Story, by: Member, now: datetime) -> Story:
    """Offer a story to nobody any more; its links and page stay. A second time changes nothing.

    Raises StoryRefused for a draft or a story that was withdrawn.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if story.is_draft:
        raise StoryRefused("not_live")
    if story.withdrawn_at is not None:
        raise StoryRefused("withdrawn")
    if story.archived_at is None:
        story.archived_at, story.pinned_at = now, None
        story.save(update_fields=["archived_at", "pinned_at"])
        note_event(story=story, kind="archived", by=by, now=now)
    return story


@transaction.atomic
def bring_back_story(*, story: Story, by: Member, now: datetime) -> Story:
    """Offer a story out of the archive again; one whose last day has passed loses that day.

    Raises StoryRefused for a story that was withdrawn or never live.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if story.is_draft or story.withdrawn_at is not None:
        raise StoryRefused("withdrawn" if story.withdrawn_at else "not_live")
    has_ended = story.ends_on is not None and story.ends_on < today_of(by.organisation, at=now)
    if story.archived_at is not None or has_ended:
        story.archived_at = None
        story.ends_on = None if has_ended else story.ends_on
        story.save(update_fields=["archived_at", "ends_on"])
        note_event(story=story, kind="brought_back", by=by, now=now)
    return story


@transaction.atomic
def add_campaign(
    *,
    by: Member,
    name: str,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Campaign:
    """Begin a campaign. Raises StoryRefused without a name, for one that there is, or its days."""
    check_may_edit_stories(by)
    campaign = Campaign(organisation_id=by.organisation_id, created_by=by, created_at=now)
    return _write(campaign, name=name, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def edit_campaign(
    *, campaign: Campaign, by: Member, name: str, starts_on: date | None, ends_on: date | None
) -> Campaign:
    """Give a campaign another name or other days. Raises StoryRefused as `add_campaign` does."""
    check_may_edit_stories(by)
    return _write(campaign, name=name, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: Member, now: datetime) -> Campaign:
    """End a campaign: it is on no list any more. Its stories run on, and keep its name."""
    check_may_edit_stories(by)
    if campaign.closed_at is None:
        campaign.closed_at = now
        campaign.save(update_fields=["closed_at"])
    return campaign


@transaction.atomic
def set_campaign(*, story: Story, by: Member, campaign: Campaign | None, now: datetime) -> Story:
    """Say which campaign a story belongs to, or that it belongs to none."""
    check_may_edit_stories(by)
    story = locked(story)
    if story.withdrawn_at is not None:
        raise StoryRefused("withdrawn")
    if story.campaign_id != (campaign.pk if campaign else None):
        story.campaign = campaign
        story.save(update_fields=["campaign"])
        note_event(story=story, kind="filed", by=by, now=now)
    return story


def _write(
    campaign: Campaign, *, name: str, starts_on: date | None, ends_on: date | None
) -> Campaign:
    name = shortened(one_line(name), _NAME_LENGTH)
    if not name:
        raise StoryRefused("needs_name")
    if starts_on and ends_on and ends_on < starts_on:
        raise StoryRefused("ends_before_start")
    others = Campaign.objects.filter(
        organisation_id=campaign.organisation_id, name=name, closed_at__isnull=True
    )
    if others.exclude(pk=campaign.pk).exists():
        raise StoryRefused("campaign_known")
    campaign.name, campaign.starts_on, campaign.ends_on = name, starts_on, ends_on
    campaign.save()
    return campaign


def _check_not_over(story: Story) -> None:
    if story.withdrawn_at is not None:
        raise StoryRefused("withdrawn")
    if story.archived_at is not None:
        raise StoryRefused("archived")
