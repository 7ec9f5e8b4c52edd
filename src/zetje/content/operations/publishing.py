"""Puts stories live, corrects them and takes them back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.content.events import StoryCorrected, StoryPublished, StoryWithdrawn
from zetje.content.models import Story
from zetje.content.operations.colleagues import check_colleague_agreed, check_not_agreed
from zetje.content.operations.drafting import ready_words, write_words
from zetje.content.operations.history import locked, note_event
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.operations.wordings import draft_missing
from zetje.content.queries.reviews import review_of
from zetje.content.queries.stories import today_of
from zetje.content.rules.words import StoryRefused, StoryWords
from zetje.lib.events import publish_on_commit

if TYPE_CHECKING:
    from zetje.people.models import Member


@transaction.atomic
def publish_story(*, story: Story, by: Member, now: datetime) -> Story:
    """Put a draft live; wordings that are missing are drafted. A second time changes nothing.

    Raises StoryRefused while something is missing or somebody else has to approve it too, or
    TargetRefused for an address that a story may not lead to any more.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if not story.is_draft:
        return story
    check_ready(story, by=by, now=now)
    if not review_of(story).is_last(by):
        raise StoryRefused("needs_second")
    return put_live(story, by=by, now=now)


def check_ready(story: Story, *, by: Member, now: datetime) -> None:
    """Raises StoryRefused or TargetRefused while a draft lacks what a live story needs."""
    ready_words(_words(story), organisation=by.organisation)
    if not story.url and not story.summary:
        raise StoryRefused("needs_summary")
    if story.ends_on is not None and story.ends_on < today_of(by.organisation, at=now):
        raise StoryRefused("ended_already")


def put_live(story: Story, *, by: Member, now: datetime, note: str = "") -> Story:
    """Put a draft that is held, ready and approved live, and tell of it.

    Raises StoryRefused while the colleague whom it names did not say yes.
    """
    check_colleague_agreed(story)
    story.published_at, story.submitted_at = now, None
    story.save(update_fields=["published_at", "submitted_at"])
    draft_missing(story)
    note_event(story=story, kind="published", by=by, now=now, note=note)
    publish_on_commit(StoryPublished(organisation_id=story.organisation_id, story_id=story.pk))
    return story


@transaction.atomic
def correct_story(
    *, story: Story, by: Member, words: StoryWords, now: datetime, note: str = ""
) -> Story:
    """Change what a live story says, and tell who shared it. The note says what was wrong.

    Raises StoryRefused for a story that is not live, or whose words a colleague agreed to,
    TargetRefused for its address.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if story.is_draft or story.withdrawn_at is not None:
        raise StoryRefused("not_live")
    ready = ready_words(words, organisation=by.organisation)
    if ready == _words(story):
        return story
    if (ready.title, ready.summary) != (story.title, story.summary):
        check_not_agreed(story)
    write_words(story, ready)
    # Our own drafts quote the title and summary that have just been put right.
    story.variants.filter(is_drafted=True).delete()
    draft_missing(story)
    story.corrected_at = now
    story.save(update_fields=["corrected_at"])
    note_event(story=story, kind="corrected", by=by, now=now, note=note)
    publish_on_commit(StoryCorrected(organisation_id=story.organisation_id, story_id=story.pk))
    return story


@transaction.atomic
def withdraw_story(*, story: Story, by: Member, now: datetime, note: str = "") -> Story:
    """Take a live story back: no digest holds it, its links say so, its sharers hear of it.

    A second time changes nothing. Raises StoryRefused for a draft.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if story.is_draft:
        raise StoryRefused("not_live")
    if story.withdrawn_at is not None:
        return story
    story.withdrawn_at = now
    story.save(update_fields=["withdrawn_at"])
    note_event(story=story, kind="withdrawn", by=by, now=now, note=note)
    publish_on_commit(StoryWithdrawn(organisation_id=story.organisation_id, story_id=story.pk))
    return story


def _words(story: Story) -> StoryWords:
    return StoryWords(
        title=story.title,
        summary=story.summary,
        url=story.url,
        kind=story.kind,
        language=story.language,
        topic=story.topic,
    )
