"""Keeps what the page of a story says, to hold its wordings against."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from zetje.content.models import SourcePage, Story
from zetje.content.operations.pages import allowed_target, facts_at
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.rules.words import StoryRefused

if TYPE_CHECKING:
    from zetje.people.models import Member

# Longer than any word or address that a wording could stand on; what reads claims need not try.
_NO_WORD: Final = re.compile(r"\S{500,}")


def keep_source_page(*, story: Story, text: str, now: datetime) -> None:
    """Keep the text of the page that a story leads to; an empty one leaves what there was.

    Runs of signs that are no words, as hundreds of digits, are left out.
    """
    text = _NO_WORD.sub(" ", text).strip()
    if not (text and story.url):
        return
    SourcePage.objects.update_or_create(
        organisation_id=story.organisation_id,
        story=story,
        defaults={"address": story.url, "text": text, "read_at": now},
    )


def read_source_page(*, story: Story, by: Member, now: datetime) -> None:
    """Read the page of a story again and keep what it says now.

    Raises StoryRefused for a story without an address, TargetRefused, FetchRefused or FetchFailed.
    """
    check_may_edit_stories(by)
    if not story.url:
        raise StoryRefused("no_address")
    facts = facts_at(allowed_target(story.url, organisation=by.organisation))
    if not facts.text:
        raise StoryRefused("nothing_read")
    keep_source_page(story=story, text=facts.text, now=now)
