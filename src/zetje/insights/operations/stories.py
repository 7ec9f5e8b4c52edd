"""Freezes with a week what stories came to."""

from __future__ import annotations

from datetime import datetime

from zetje.insights.door.stories import stories_by
from zetje.insights.models import StoryWeek
from zetje.insights.rules.stories import Came, told_of


def freeze_stories(*, organisation_id: int, week: int, until: datetime, least: int) -> int:
    """Write how far stories came by the end of a week, where it is further; how many rows.

    Args:
        organisation_id: whose; the tenant's block must be open, and the week's seating be kept.
        week: as `behaviour.weeks` numbers them.
        until: its end, excluded.
        least: k.
    """
    rows = StoryWeek.objects.filter(organisation_id=organisation_id)
    found = stories_by(organisation_id, until=until)
    newest = rows.filter(story__in=list(found)).order_by("story", "-week").distinct("story")
    before = {row.story: Came(row.sharers, row.clicks, row.skips) for row in newest}
    told = {
        story: told_of(facts, before=before.get(story, Came()), least=least)
        for story, facts in found.items()
    }
    made = [
        StoryWeek(
            organisation_id=organisation_id,
            week=week,
            story=story,
            sharers=came.sharers,
            clicks=came.clicks,
            skips=came.skips,
        )
        for story, came in told.items()
        if came != before.get(story, Came())
    ]
    return len(StoryWeek.objects.bulk_create(made))
