"""Reads a story with two pairs of eyes: hand it in, talk about it, approve it or send it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zetje.content.models import ReviewSetting, Story, StoryEvent
from zetje.content.operations.history import locked, note_event
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.operations.publishing import check_ready, put_live
from zetje.content.queries.reviews import review_of, review_steps
from zetje.content.rules.text import clean_lines
from zetje.content.rules.words import StoryRefused
from zetje.people import operations as people
from zetje.people import queries as people_queries

if TYPE_CHECKING:
    from zetje.people.models import Member


@transaction.atomic
def submit_story(*, story: Story, by: Member, now: datetime, note: str = "") -> Story:
    """Hand a draft in to be read. A second time changes nothing.

    Raises StoryRefused while something is missing, or for a story that was put live meanwhile;
    TargetRefused for its address.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if not story.is_draft:
        raise StoryRefused("already_live")
    if story.submitted_at is None:
        check_ready(story, by=by, now=now)
        _submit(story, by=by, now=now, note=note)
    return story


@transaction.atomic
def approve_story(*, story: Story, by: Member, now: datetime, note: str = "") -> Story:
    """Say that a story may go live as it stands; with the last approval it does.

    With one step that is everybody's first approval, the writer's own too; with two steps two
    different people have to, of whom the writer may be one. Raises StoryRefused where something is
    missing or this member approved it already, TargetRefused for its address.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if not story.is_draft:
        return story
    check_ready(story, by=by, now=now)
    review = review_of(story)
    if review.is_last(by):
        return put_live(story, by=by, now=now, note=note)
    if review.waits_for_another(by):
        raise StoryRefused("approved_by_you")
    if story.submitted_at is None:
        _submit(story, by=by, now=now)
    note_event(story=story, kind="approved", by=by, now=now, note=note)
    return story


@transaction.atomic
def send_back(*, story: Story, by: Member, note: str, now: datetime) -> Story:
    """Give a story back to its writer with what should change.

    Raises StoryRefused without a reason, or for a story that is not in review.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if story.submitted_at is None:
        raise StoryRefused("not_in_review")
    if not clean_lines(note):
        raise StoryRefused("needs_reason")
    story.submitted_at = None
    story.save(update_fields=["submitted_at"])
    note_event(story=story, kind="sent_back", by=by, now=now, note=note)
    return story


@transaction.atomic
def comment_on_story(*, story: Story, by: Member, text: str, now: datetime) -> StoryEvent:
    """Say something about a story to whoever works on it. Raises StoryRefused for nothing said."""
    check_may_edit_stories(by)
    story = locked(story)
    if not clean_lines(text):
        raise StoryRefused("needs_comment")
    return note_event(story=story, kind="commented", by=by, now=now, note=text)


@transaction.atomic
def set_review_steps(*, by: Member, steps: int, now: datetime) -> int:
    """Say how many different people approve a story, one or two; stories in review included.

    Raises PermissionDenied for who is no administrator, StoryRefused for another number.
    """
    if "administrator" not in people_queries.roles_of(by.pk):
        raise PermissionDenied(_("How many people approve a story is for an administrator to say."))
    if steps not in (1, 2):
        raise StoryRefused("steps_unknown")
    if steps != review_steps(by.organisation_id):
        ReviewSetting.objects.create(
            organisation_id=by.organisation_id, steps=steps, set_by=by, set_at=now
        )
        people.record_audit(
            actor_member_id=by.pk,
            action="review.steps_changed",
            details={"steps": steps},
            now=now,
        )
    return steps


def _submit(story: Story, *, by: Member, now: datetime, note: str = "") -> None:
    story.submitted_at = now
    story.save(update_fields=["submitted_at"])
    note_event(story=story, kind="submitted", by=by, now=now, note=note)
