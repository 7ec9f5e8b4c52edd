"""Whose a story is: of whoever gave the tip for it, and of the colleague whom it is about."""

from __future__ import annotations

from zetje.content.models import StoryColleague
from zetje.content.queries.tips import stories_of_tips


def stories_by_credit(organisation_id: int) -> frozenset[tuple[int, int]]:
    """Pairs of a member and a story that came from their tip, or is about them with their yes."""
    about = StoryColleague.objects.filter(
        organisation_id=organisation_id, member__isnull=False, agreed_at__isnull=False
    )
    pairs = [*stories_of_tips(organisation_id), *about.values_list("member_id", "story_id")]
    return frozenset((int(member), int(story)) for member, story in pairs if member is not None)
