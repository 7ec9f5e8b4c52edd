"""Notes what became of a suggestion, which teaches what comes first; and forgets it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from zetje.people import queries as people
from zetje.voice.models import SuggestionNote
from zetje.voice.models.suggestions import Outcome

if TYPE_CHECKING:
    from zetje.people.models import Member


def note_suggestion(
    *, member: Member, story_id: int, key: str, method: str, outcome: str, now: datetime
) -> None:
    """Note that a suggestion was taken, edited or thrown away. The last word of it counts.

    Nothing is noted for who does not let Zetje learn, nor of what came back as none of ours.

    Args:
        member: whose suggestion it was.
        story_id: of the story.
        key: `Suggestion.key`.
        method: "rules" or "model".
        outcome: "taken", "edited" or "discarded".
        now: when.
    """
    is_known = outcome in Outcome.values and method in ("rules", "model") and bool(key)
    if not is_known or not people.preferences_of(member).learns:
        return
    SuggestionNote.objects.update_or_create(
        organisation_id=member.organisation_id,
        member=member,
        story_id=story_id,
        key=key.replace("\0", "")[:80],
        defaults={"method": method, "outcome": outcome, "noted_at": now},
    )


def reset_ranking(*, member: Member) -> None:
    """Forget what became of every suggestion."""
    SuggestionNote.objects.filter(organisation_id=member.organisation_id, member=member).delete()
