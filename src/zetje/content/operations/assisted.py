"""Drafts of a language model, for an editor who asks; never over what an editor wrote."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.content.models import Story, Variant
from zetje.content.models.stories import LANGUAGES
from zetje.content.operations.history import locked, note_event
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.registry import Drafted, DraftWish, drafter_of
from zetje.content.rules.drafts import PLACES, room_for
from zetje.content.rules.words import StoryRefused

if TYPE_CHECKING:
    from zetje.people.models import Member


def draft_by_model(*, story: Story, by: Member, now: datetime) -> Drafted:
    """Let the organisation's language model draft what no editor wrote yet.

    It may take a while, and holds no row meanwhile. What an editor writes in that time stays.

    Raises:
        StoryRefused: for a withdrawn story.
    """
    check_may_edit_stories(by)
    if story.withdrawn_at is not None:
        raise StoryRefused("withdrawn")
    drafter, wishes = drafter_of(story.organisation), wished_drafts(story)
    if drafter is None:
        return Drafted({}, _("No language model is switched on."))
    if not wishes:
        return Drafted({})
    drafted = drafter.draft(story=story, wishes=wishes, by=by, now=now)
    return Drafted(_keep(story, drafted, by=by, now=now), drafted.sentence)


def wished_drafts(story: Story) -> list[DraftWish]:
    """The wordings that a model may draft: those that no editor wrote."""
    written = {_place(one) for one in story.variants.all() if not one.is_drafted}
    return [
        DraftWish(network=network, language=language, tone=tone, room=room_for(network))
        for language in story.languages or LANGUAGES
        for network, tone in PLACES
        if (network, language, tone) not in written
    ]


@transaction.atomic
def _keep(story: Story, drafted: Drafted, *, by: Member, now: datetime) -> dict[DraftWish, str]:
    story = locked(story)
    written = {_place(one) for one in story.variants.filter(is_drafted=False)}
    kept = {
        wish: text
        for wish, text in drafted.texts.items()
        if (wish.network, wish.language, wish.tone) not in written
    }
    for wish, text in kept.items():
        Variant.objects.update_or_create(
            organisation_id=story.organisation_id,
            story=story,
            network=wish.network,
            language=wish.language,
            tone=wish.tone,
            defaults={"text": text, "is_drafted": True},
        )
    if kept:
        note_event(story=story, kind="edited", by=by, now=now, note=f"AI: {len(kept)}")
    return kept


def _place(variant: Variant) -> tuple[str, str, str]:
    return variant.network, variant.language, variant.tone
