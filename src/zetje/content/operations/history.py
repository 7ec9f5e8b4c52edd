"""Writes down what was done with a story, in its own history and in the event record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from zetje.content.models import Story, StoryEvent
from zetje.content.rules.text import clean_lines, shortened
from zetje.lib.record.operations import record

if TYPE_CHECKING:
    from zetje.people.models import Member

_RECORDED: Final = frozenset({"published", "corrected", "withdrawn"})


def note_event(*, story: Story, kind: str, by: Member, now: datetime, note: str = "") -> StoryEvent:
    """Write one event of a story; what colleagues notice goes into the event record too."""
    event = StoryEvent.objects.create(
        organisation_id=story.organisation_id,
        story=story,
        kind=kind,
        member=by,
        at=now,
        note=shortened(clean_lines(note), 1_000),
    )
    if kind in _RECORDED:
        record(
            organisation_id=story.organisation_id,
            kind=f"story.{kind}",
            person_key=by.person_key,
            subject=f"story:{story.pk}",
            at=now,
            source="person",
        )
    return event


def locked(story: Story) -> Story:
    """The story as it stands now, held until the transaction ends."""
    return Story.objects.of(story.organisation_id).select_for_update(of=("self",)).get(pk=story.pk)
