"""Keeps pictures, made anew, with what they show; and puts them with stories."""

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

DESCRIPTION_LENGTH = 300
CREDIT_LENGTH = 120


def store_picture(
    *, organisation_id: int, raw: bytes, now: datetime, description: str = ""
) -> Picture:
    """Keep the picture of a file, made anew from its pixels. Raises PictureRefused."""
    return keep_picture(
        organisation_id=organisation_id, picture=remade(raw), now=now, description=description
    )


def keep_picture(
    *,
    organisation_id: int,
    picture: RemadePicture,
    now: datetime,
    description: str = "",
    credit: str = "",
    by: Member | None = None,
) -> Picture:
    """Keep a picture; the same one is kept once, and described by who described it first."""
    words = shortened(one_line(description), DESCRIPTION_LENGTH)
    kept, is_new = Picture.objects.get_or_create(
        organisation_id=organisation_id,
        digest=picture.digest,
        defaults={
            "content": picture.content,
            "content_type": picture.content_type,
            "width": picture.width,
            "height": picture.height,
            "description": words,
            "credit": shortened(one_line(credit), CREDIT_LENGTH),
            "added_at": now,
            "added_by": by,
        },
    )
    if not is_new:
        describe_if_bare(kept, words)
    return kept


def describe_if_bare(picture: Picture, description: str) -> None:
    """Keep what a picture shows where nobody said so yet, so that it can be used again."""
    words = shortened(one_line(description), DESCRIPTION_LENGTH)
    if words and not picture.description:
        picture.description = words
        picture.save(update_fields=["description"])


@transaction.atomic
def add_picture(
    *, by: Member, raw: bytes, description: str, now: datetime, credit: str = ""
) -> Picture:
    """Put a picture into the library.

    Raises StoryRefused without a description, PictureRefused for a file that is no usable picture.
    """
    check_may_edit_stories(by)
    if not one_line(description):
        raise StoryRefused("needs_alt")
    return keep_picture(
        organisation_id=by.organisation_id,
        picture=remade(raw),
        now=now,
        description=description,
        credit=credit,
        by=by,
    )


@transaction.atomic
def describe_picture(
    *, picture: Picture, by: Member, description: str, credit: str = ""
) -> Picture:
    """Say what a picture of the library shows, and whose it is.

    Stories that showed it with the old description show the new one; one that an editor wrote for a
    story alone stays. Raises StoryRefused without a description.
    """
    check_may_edit_stories(by)
    words = shortened(one_line(description), DESCRIPTION_LENGTH)
    if not words:
        raise StoryRefused("needs_alt")
    before = picture.description
    if before:
        told = Story.objects.of(picture.organisation_id).filter(picture=picture)
        told.filter(picture_alt=before).update(picture_alt=words)
    picture.description = words
    picture.credit = shortened(one_line(credit), CREDIT_LENGTH)
    picture.save(update_fields=["description", "credit"])
    return picture


@transaction.atomic
def discard_picture(*, picture: Picture, by: Member) -> None:
    """Take a picture out of the library. Raises StoryRefused while a story shows it."""
    check_may_edit_stories(by)
    # Held, so that no story takes it meanwhile.
    held = Picture.objects.filter(organisation_id=picture.organisation_id, pk=picture.pk)
    held = held.select_for_update().defer("content")
    if held.first() is None:
        return
    if Story.objects.of(picture.organisation_id).filter(picture=picture).exists():
        raise StoryRefused("picture_in_use")
    Picture.objects.filter(pk=picture.pk).delete()


@transaction.atomic
def use_picture(*, story: Story, by: Member, picture: Picture, now: datetime) -> Story:
    """Give a story a picture of the library, with its description.

    Raises StoryRefused for a picture that nobody described, or a story that was withdrawn.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if story.withdrawn_at is not None:
        raise StoryRefused("withdrawn")
    if not picture.description:
        raise StoryRefused("needs_alt")
    story.picture, story.picture_alt = picture, picture.description
    story.save(update_fields=["picture", "picture_alt"])
    note_event(story=story, kind="edited", by=by, now=now)
    return story


@transaction.atomic
def set_picture(
    *, story: Story, by: Member, alt: str, now: datetime, raw: bytes | None = None
) -> Story:
    """Give a story a picture, or another description of the one it has.

    Raises StoryRefused without a description, PictureRefused for a file that is no usable picture.
    """
    check_may_edit_stories(by)
    story = locked(story)
    description = shortened(one_line(alt), DESCRIPTION_LENGTH)
    if not description:
        raise StoryRefused("needs_alt")
    if raw is not None:
        story.picture = keep_picture(
            organisation_id=story.organisation_id,
            picture=remade(raw),
            now=now,
            description=description,
            by=by,
        )
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
