"""Reads the goals somebody chose for themselves, and how far they are; for that person alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from zetje.content import queries as content
from zetje.prompting.models import Goal
from zetje.prompting.rules.goals import (
    EXPERTISE,
    GOALS,
    HELPING,
    NETWORK,
    VISIBILITY,
    Progress,
    progress,
)
from zetje.recognition.queries.deeds import helped_by
from zetje.sharing.queries.posts import Post, posts_of, readers_since

if TYPE_CHECKING:
    from zetje.people.models import Member

_VACANCY: Final = "vacancy"


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """One goal that somebody may choose.

    Attributes:
        kind: which.
        chosen_at: since when they work on it; None while they do not.
        progress: how far they are; None while they do not work on it.
    """

    kind: str
    chosen_at: datetime | None = None
    progress: Progress | None = None


def goals_of(*, member: Member) -> tuple[OwnGoal, ...]:
    """All goals that somebody may choose, with the progress of those they chose."""
    rows = Goal.objects.filter(organisation_id=member.organisation_id, member=member)
    chosen = dict(rows.values_list("kind", "chosen_at"))
    counted = _counted(member, chosen) if chosen else {}
    return tuple(
        OwnGoal(kind, chosen[kind], progress(kind, counted[kind]))
        if kind in chosen
        else OwnGoal(kind)
        for kind in GOALS
    )


def _counted(member: Member, chosen: Mapping[str, datetime]) -> dict[str, int]:
    """What was counted for each goal since it was chosen."""
    posts = posts_of(organisation_id=member.organisation_id, member_ids=[member.pk])
    found: dict[str, int] = {}
    for kind, since in chosen.items():
        after = [post for post in posts if post.confirmed_at >= since]
        if kind == VISIBILITY:
            found[kind] = readers_since(member=member, since=since)
        elif kind == EXPERTISE:
            found[kind] = sum(post.own_words for post in after)
        elif kind == NETWORK:
            found[kind] = len({post.week for post in after})
        elif kind == HELPING:
            found[kind] = _helped(member, after, since)
    return found


def _helped(member: Member, posts: list[Post], since: datetime) -> int:
    """Vacancies passed on, own tips that colleagues shared, and words that were thanked for."""
    ids = {post.story_id for post in posts if post.story_id is not None}
    stories = content.stories_by_ids(member.organisation_id, ids) if ids else {}
    vacancies = {key for key, story in stories.items() if story.kind == _VACANCY}
    helped = helped_by(organisation_id=member.organisation_id, member_id=member.pk)
    return len(vacancies) + sum(at >= since for at in helped)
