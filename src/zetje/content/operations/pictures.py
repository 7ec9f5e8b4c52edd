"""Keeps pictures, made anew, and puts them with stories."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.content.models import Picture, Story
from zetje.content.operations.history import locked, note_event
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.rules.pictures import RemadePicture, remade
from zetje.content.rules.text import one_line, shortened
from zetje.content.rules.words import StoryRefused

if TYPE_CHECKING:
    from zetje.people.models import Member


def store_picture(*, organisation_id: int, raw: bytes, now: datetime) -> Picture:
    """Keep the picture of a file, made anew from its pixels. Raises PictureRefused."""
    return keep_picture(organisation_id=organisation_id, picture=remade(raw), now=now)


def keep_picture(*, organisation_id: int, picture: RemadePicture, now: datetime) -> Picture:
    """Keep a picture; the same one is kept once."""
    kept, _ = Picture.objects.get_or_create(
        organisation_id=organisation_id,
        digest=picture.digest,
        defaults={
            "content": picture.content,
            "content_type": picture.content_type,
            "width": picture.width,
            "height": picture.height,
            "added_at": now,
        },
    )
    return kept


@transaction.atomic
def set_picture(
    *, story: Story, by: Member, alt: str, now: datetime, raw: bytes | None = None
) -> Story:
    """Give a story a picture, or another description of the one it has.

    Raises StoryRefused without a description, PictureRefused for a file that is no usable picture.
    """
    check_may_edit_stories(by)
    story = locked(story)
    description = shortened(one_line(alt), 300)
    if not description:
        raise StoryRefused("needs_alt")
    if raw is not None:
        story.picture = store_picture(organisation_id=story.organisation_id, raw=raw, now=now)
    if story.picture is None:
        raise StoryRefused("needs_picture")
    story.picture_alt = description
    story.save(update_fields=["picture", "picture_alt"])
    note_event(story=story, kind="edited", by=by, now=now)
    return story


@transaction.atomic
def remove_picture(*, story: Story, by: Member, now: datetime) -> Story:
    """Take a story's picture away; its fixed drawing stands in for it."""
    check_may_edit_stories(by)
    story = locked(story)
    story.picture, story.picture_alt = None, ""
    story.save(update_fields=["picture", "picture_alt"])
    note_event(story=story, kind="edited", by=by, now=now)
    return story
