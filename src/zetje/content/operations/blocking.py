"""Says which words posts may not hold, for every story or for one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from zetje.content.models import BlockedWords, Story
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.rules.text import one_line, shortened
from zetje.content.rules.words import StoryRefused
from zetje.people import operations as people

if TYPE_CHECKING:
    from zetje.people.models import Member

MOST: Final = 500
_LENGTH: Final = 200


@transaction.atomic
def block_words(
    *,
    by: Member,
    words: str,
    now: datetime,
    reason: str = "",
    instead: str = "",
    story: Story | None = None,
) -> BlockedWords:
    """Keep words out of posts about one story, or about any; said again it replaces the reason.

    A star at the end of a word stands for any ending. Raises StoryRefused without words, or where
    so many stand there that nobody would read them.
    """
    check_may_edit_stories(by)
    words = shortened(one_line(words), _LENGTH)
    if not words.strip("* .,-"):
        raise StoryRefused("needs_words")
    if BlockedWords.objects.filter(organisation_id=by.organisation_id).count() >= MOST:
        raise StoryRefused("too_many_words")
    row, _ = BlockedWords.objects.update_or_create(
        organisation_id=by.organisation_id,
        story=story,
        words=words,
        defaults={
            "reason": shortened(one_line(reason), _LENGTH),
            "instead": shortened(one_line(instead), _LENGTH),
            "added_at": now,
        },
    )
    _audit("blocked_words.added", row, by=by, now=now)
    return row


@transaction.atomic
def unblock_words(*, row: BlockedWords, by: Member, now: datetime) -> None:
    """Let posts hold these words again."""
    check_may_edit_stories(by)
    _audit("blocked_words.removed", row, by=by, now=now)
    row.delete()


def _audit(action: str, row: BlockedWords, *, by: Member, now: datetime) -> None:
    people.record_audit(
        actor_member_id=by.pk,
        action=action,
        subject=f"story:{row.story_id}" if row.story_id else "organisation",
        details={"words": row.words},
        now=now,
    )
