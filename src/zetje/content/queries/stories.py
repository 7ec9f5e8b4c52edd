"""Looks up stories, always from their organisation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from zetje.content.models import Story, StoryEvent, StoryQuerySet, StoryTeam
from zetje.content.queries.tips import credited_names
from zetje.content.rules.permissions import roles_may_edit_stories
from zetje.content.rules.states import State, day_in, state_of
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation


def today_of(organisation: Organisation, *, at: datetime) -> date:
    """The day that a moment is, where the organisation lives."""
    return day_in(organisation.time_zone, at)


def stories_live(organisation: Organisation, *, at: datetime) -> StoryQuerySet:
    """The stories that people may be offered at a moment, newest first."""
    live = _shown(organisation.pk).live(today_of(organisation, at=at))
    return live.filter(published_at__lte=at).order_by("-published_at", "-pk")


def for_audience(stories: StoryQuerySet, *, team_id: int | None, phase: str = "") -> StoryQuerySet:
    """Of some stories those that are for everyone or for a team, and for a phase if one is named.

    Those for a topic alone are left out: who asked for it gets them in the digest.
    """
    audience = StoryTeam.objects.filter(story=OuterRef("pk"))
    in_phase = Q(phases=[]) | Q(phases__contains=[phase])
    return stories.filter(
        ~Exists(audience) | Exists(audience.filter(team_id=team_id)),
        in_phase,
        is_for_topic_only=False,
    )


def is_for_everyone(story: Story) -> bool:
    """Whether a story is for all colleagues: no team, no phase, and not for a topic alone."""
    return not (story.phases or story.is_for_topic_only or story.audience.exists())


def audience_teams(organisation_id: int, story_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The teams that stories are for, by story; those for every team are left out."""
    rows = StoryTeam.objects.filter(organisation_id=organisation_id, story__in=list(story_ids))
    found: dict[int, set[int]] = {}
    for story, team in rows.values_list("story_id", "team_id"):
        found.setdefault(story, set()).add(team)
    return {story: frozenset(teams) for story, teams in found.items()}


def stories_by_ids(organisation_id: int, ids: Collection[int]) -> dict[int, Story]:
    """Stories with their pictures, variants and whose tip they were, by id, in whatever state."""
    names = credited_names().filter(story=OuterRef("pk")).values("named")
    found = _shown(organisation_id).filter(pk__in=ids).annotate(credited=ArraySubquery(names))
    return {story.pk: story for story in found.prefetch_related("variants")}


def story_by_token(organisation_id: int, token: str) -> Story | None:
    """One story with its picture and variants, or None where there is none of this organisation."""
    return _shown(organisation_id).filter(token=token).prefetch_related("variants").first()


def story_history(story: Story) -> QuerySet[StoryEvent]:
    """What was done with a story by whom, newest first."""
    return story.events.select_related("member").order_by("-pk")


def state_on(story: Story, *, on: date) -> State:
    """The state of a story on a day."""
    return state_of(
        published_at=story.published_at,
        submitted_at=story.submitted_at,
        archived_at=story.archived_at,
        withdrawn_at=story.withdrawn_at,
        starts_on=story.starts_on,
        ends_on=story.ends_on,
        on=on,
    )


def is_live_on(story: Story, *, on: date) -> bool:
    """Whether people may be offered a story on a day."""
    return state_on(story, on=on) in ("live", "expiring")


def public_path(story: Story, *, organisation: Organisation) -> str:
    """Where anybody can read a story, without the site's own address."""
    return reverse("content:public_story", args=[organisation.slug, story.token])


def public_address(story: Story, *, organisation: Organisation) -> str:
    """Where anybody can read a story, as a whole address."""
    return f"{settings.SITE_ADDRESS}{public_path(story, organisation=organisation)}"


def target_of(story: Story, *, organisation: Organisation) -> str:
    """Where a story's links lead: its own address, or else its public page."""
    return story.url or public_address(story, organisation=organisation)


def may_edit_stories(member: Member) -> bool:
    """Whether a member may draft, publish, correct and withdraw stories."""
    return roles_may_edit_stories(people.roles_of(member.pk))


def topics_of(organisation_id: int) -> list[str]:
    """The topics that an organisation's stories have, in order of the alphabet."""
    named = Story.objects.of(organisation_id).exclude(topic="")
    return list(named.order_by("topic").values_list("topic", flat=True).distinct())


def _shown(organisation_id: int) -> StoryQuerySet:
    rows = Story.objects.of(organisation_id).select_related("picture")
    return rows.defer("picture__content")
