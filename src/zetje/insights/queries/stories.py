"""Gives the hub what stories came to, as it was frozen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zetje.insights.models import StoryWeek
from zetje.lib.tenancy import OutsideTransactionError, current_tenant


@dataclass(frozen=True, slots=True)
class StoryTold:
    """What a story came to; None where too few people are behind it to say."""

    sharers: int | None = None
    clicks: int | None = None
    skips: int | None = None


def stories_told(organisation_id: int, story_ids: Collection[int]) -> Mapping[int, StoryTold]:
    """What each of these stories came to by the week that was frozen last, by story.

    The tenant's block must be open.
    """
    rows = StoryWeek.objects.filter(organisation_id=organisation_id, story__in=list(story_ids))
    newest = {row.story: row for row in rows.order_by("story", "-week").distinct("story")}
    told = {
        story: StoryTold(row.sharers or None, row.clicks or None, row.skips or None)
        for story, row in newest.items()
    }
    return {story: told.get(story, StoryTold()) for story in story_ids}


def sharers_told(story_ids: Sequence[int]) -> Mapping[int, int]:
    """How many people shared stories of the tenant whose block is open; too few are left out."""
    organisation_id = current_tenant()
    if organisation_id is None:
        raise OutsideTransactionError
    told = stories_told(organisation_id, story_ids)
    return {story: each.sharers for story, each in told.items() if each.sharers}
