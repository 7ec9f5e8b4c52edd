"""Changes many stories in one go, and says of each that stayed as it was why it did."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from zetje.content.models import Campaign, Story, StoryEvent, StoryTeam
from zetje.content.operations.drafting import hide_phases
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.queries.stories import today_of
from zetje.content.rules.words import StoryRefused
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member

MOST_AT_ONCE: Final = 500
# The code of what holds a story back, empty for none.
Obstacle = Callable[[Story], str]


@dataclass(frozen=True)
class Changed:
    """What came of it.

    Attributes:
        count: how many stories were changed.
        refused: title of each story that stayed as it was, with the code of the reason.
    """

    count: int
    refused: tuple[tuple[str, str], ...]


@transaction.atomic
def end_stories(
    *, tokens: Collection[str], by: Member, ends_on: date | None, now: datetime
) -> Changed:
    """Let stories run until a day, the day included, or without an end.

    Raises StoryRefused for a day that has passed.
    """
    if ends_on is not None and ends_on < today_of(by.organisation, at=now):
        raise StoryRefused("ended_already")

    def obstacle(story: Story) -> str:
        return "ends_before_start" if ends_on and ends_on < story.starts_on else _over(story)

    stories, refused = _sorted_out(tokens, by=by, obstacle=obstacle)
    Story.objects.filter(pk__in=[story.pk for story in stories]).update(ends_on=ends_on)
    return _noted(stories, refused, kind="edited", by=by, now=now)


@transaction.atomic
def file_stories(
    *, tokens: Collection[str], by: Member, campaign: Campaign | None, now: datetime
) -> Changed:
    """Put stories under a campaign, or under none."""
    stories, refused = _sorted_out(
        tokens, by=by, obstacle=lambda story: "withdrawn" if story.withdrawn_at else ""
    )
    Story.objects.filter(pk__in=[story.pk for story in stories]).update(campaign=campaign)
    return _noted(stories, refused, kind="filed", by=by, now=now)


@transaction.atomic
def address_stories(
    *, tokens: Collection[str], by: Member, team_ids: Collection[int], now: datetime
) -> Changed:
    """Say for which teams stories are; without any they are for everyone."""
    teams = list(people.teams_of(by.organisation_id).filter(pk__in=team_ids))
    are_enough = hide_phases(by.organisation_id, [team.pk for team in teams])

    def obstacle(story: Story) -> str:
        shows_phase = story.phases and not are_enough
        return _over(story) or ("too_few_for_phases" if shows_phase else "")

    stories, refused = _sorted_out(tokens, by=by, obstacle=obstacle)
    keys = [story.pk for story in stories]
    StoryTeam.objects.filter(story_id__in=keys).delete()
    StoryTeam.objects.bulk_create(
        StoryTeam(organisation_id=by.organisation_id, story_id=key, team=team)
        for key in keys
        for team in teams
    )
    return _noted(stories, refused, kind="edited", by=by, now=now)


@transaction.atomic
def archive_stories(*, tokens: Collection[str], by: Member, now: datetime) -> Changed:
    """Put stories into the archive; drafts stay, since they were never offered."""

    def obstacle(story: Story) -> str:
        return "draft" if story.is_draft else _over(story)

    stories, refused = _sorted_out(tokens, by=by, obstacle=obstacle)
    Story.objects.filter(pk__in=[story.pk for story in stories]).update(
        archived_at=now, pinned_at=None
    )
    return _noted(stories, refused, kind="archived", by=by, now=now)


def _sorted_out(
    tokens: Collection[str], *, by: Member, obstacle: Obstacle
) -> tuple[list[Story], tuple[tuple[str, str], ...]]:
    """The stories that can be changed, held until the transaction ends, and the others.

    Raises StoryRefused where no story was named.
    """
    check_may_edit_stories(by)
    named = sorted(set(tokens))[:MOST_AT_ONCE]
    # Always in the same order, so that two editors at once wait instead of locking up.
    rows = Story.objects.of(by.organisation_id).filter(token__in=named).order_by("pk")
    held = list(rows.select_for_update(of=("self",)))
    if not held:
        raise StoryRefused("none_ticked")
    codes = {story.pk: obstacle(story) for story in held}
    return (
        [story for story in held if not codes[story.pk]],
        tuple((story.title, codes[story.pk]) for story in held if codes[story.pk]),
    )


def _over(story: Story) -> str:
    if story.withdrawn_at is not None:
        return "withdrawn"
    return "archived" if story.archived_at is not None else ""


def _noted(
    stories: list[Story],
    refused: tuple[tuple[str, str], ...],
    *,
    kind: str,
    by: Member,
    now: datetime,
) -> Changed:
    StoryEvent.objects.bulk_create(
        StoryEvent(
            organisation_id=by.organisation_id, story_id=story.pk, kind=kind, member=by, at=now
        )
        for story in stories
    )
    return Changed(count=len(stories), refused=refused)
