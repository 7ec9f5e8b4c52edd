"""Writes the variants of a story."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.content.models import Story, Tone, Variant
from zetje.content.models.stories import LANGUAGES
from zetje.content.operations.history import locked, note_event
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.rules.drafts import drafted_texts
from zetje.content.rules.text import clean_lines
from zetje.content.rules.words import StoryRefused

if TYPE_CHECKING:
    from zetje.people.models import Member

MAX_TEXT = 5_000


@transaction.atomic
def write_variant(
    *,
    story: Story,
    by: Member,
    text: str,
    now: datetime,
    language: str,
    network: str = "",
    tone: str = Tone.PLAIN,
) -> Variant | None:
    """Write one wording, for a network or for any; an empty text takes it away.

    Raises StoryRefused for a withdrawn story, a text past all bounds, or an unknown language.
    """
    check_may_edit_stories(by)
    story = locked(story)
    text = clean_lines(text)
    if story.withdrawn_at is not None:
        raise StoryRefused("withdrawn")
    if language not in LANGUAGES or tone not in Tone.values or len(text) > MAX_TEXT:
        raise StoryRefused("variant_unusable")
    variant = None
    if text:
        variant, _ = Variant.objects.update_or_create(
            organisation_id=story.organisation_id,
            story=story,
            network=network,
            language=language,
            tone=tone,
            defaults={"text": text, "is_drafted": False},
        )
    else:
        story.variants.filter(network=network, language=language, tone=tone).delete()
    note_event(story=story, kind="edited", by=by, now=now)
    return variant


@transaction.atomic
def draft_missing_variants(*, story: Story, by: Member, now: datetime) -> int:
    """Draft a wording for any network in each language of the audience that has none yet."""
    check_may_edit_stories(by)
    story = locked(story)
    drafted = draft_missing(story)
    if drafted:
        note_event(story=story, kind="edited", by=by, now=now)
    return drafted


def draft_missing(story: Story) -> int:
    """Keep drafts of ours for what is missing, and say how many."""
    present = set(story.variants.values_list("language", "network", "tone"))
    missing = [
        Variant(
            organisation_id=story.organisation_id,
            story=story,
            language=language,
            network=network,
            tone=tone,
            text=text,
            is_drafted=True,
        )
        for language in story.languages or LANGUAGES
        for (network, tone), text in drafted_texts(
            title=story.title,
            summary=story.summary,
            kind=story.kind,
            story_language=story.language,
            language=language,
        ).items()
        if (language, network, tone) not in present
    ]
    return len(Variant.objects.bulk_create(missing))
