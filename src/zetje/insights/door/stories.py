"""Reads what those who are counted did with the stories of the last half year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from zetje.content import queries as content
from zetje.insights.models import Seat
from zetje.insights.rules.stories import StoryFacts
from zetje.people import queries as people
from zetje.sharing.queries.results import acts_on_stories

SINCE: Final = timedelta(weeks=26)


def stories_by(organisation_id: int, *, until: datetime) -> Mapping[int, StoryFacts]:
    """What came of each story of the last half year up to a moment; the tenant must be open.

    Who left counts on for what they did, as long as it is kept.
    """
    stories = content.stories_put_live_since(organisation_id, since=until - SINCE)
    seats = Seat.objects.filter(
        organisation_id=organisation_id, circle__isnull=False, member__isnull=False
    )
    counted = list(seats.values_list("member_id", flat=True))
    acts = acts_on_stories(
        organisation_id=organisation_id,
        story_ids=[story.pk for story in stories],
        member_ids=counted,
        until=until,
    )
    teams = _sizes(organisation_id, counted)
    audience = content.audience_teams(organisation_id, list(acts))
    return {
        story: StoryFacts(
            done.clicks,
            done.skips,
            sum(teams.get(team, 0) for team in audience.get(story, teams)),
        )
        for story, done in acts.items()
    }


def _sizes(organisation_id: int, counted: list[int]) -> dict[int, int]:
    """How many of these take part, by team; 0 for those without one."""
    sizes: dict[int, int] = {}
    organisation = people.organisations().get(pk=organisation_id)
    rows = people.joined_members(organisation).filter(pk__in=counted).distinct()
    for _, team in rows.values_list("pk", "team_id"):
        sizes[team or 0] = sizes.get(team or 0, 0) + 1
    return sizes
