"""Stories as the lines of a table, whatever stands beside them read in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from zetje.content.models import Story, StoryEvent, StoryTeam, Variant
from zetje.content.queries.stories import state_on
from zetje.content.rules.states import State

# What brings a story where it is; changes of its words leave it there.
_MOVES: Final = (
    "drafted",
    "submitted",
    "approved",
    "sent_back",
    "published",
    "corrected",
    "withdrawn",
    "archived",
    "brought_back",
)


@dataclass(frozen=True)
class Wording:
    """One wording of a story, without its text."""

    network: str
    language: str
    tone: str
    is_drafted: bool


@dataclass(frozen=True)
class Move:
    """What brought a story where it is: by whom (empty for who left) and when."""

    kind: str
    name: str
    at: datetime


@dataclass(frozen=True)
class TableStory:
    """One story with what a line of the table says."""

    pk: int
    token: str
    title: str
    language: str
    state: State
    starts_on: date
    ends_on: date | None
    languages: tuple[str, ...]
    teams: tuple[str, ...]
    has_phases: bool
    only_topic: str
    is_pinned: bool
    campaign: str
    campaign_token: str
    wordings: tuple[Wording, ...]
    move: Move | None


def table_of(stories: QuerySet[Story], *, on: date) -> list[TableStory]:
    """Some stories as lines, with their state on a day, in one query."""
    teams = StoryTeam.objects.filter(story=OuterRef("pk")).order_by("team__name")
    variants = Variant.objects.filter(story=OuterRef("pk")).order_by("pk")
    moves = StoryEvent.objects.filter(story=OuterRef("pk"), kind__in=_MOVES).order_by("-pk")
    rows = stories.select_related("campaign").annotate(
        team_names=ArraySubquery(teams.values("team__name")),
        wordings=ArraySubquery(
            variants.values(
                of=JSONObject(
                    network="network", language="language", tone="tone", is_drafted="is_drafted"
                )
            )
        ),
        moves=ArraySubquery(
            moves.values(
                of=JSONObject(
                    kind="kind",
                    given=F("member__given_name"),
                    family=F("member__family_name"),
                    at="at",
                )
            )[:1]
        ),
    )
    return [_line(story, vars(story), on=on) for story in rows]


def _line(story: Story, beside: dict[str, Any], *, on: date) -> TableStory:
    return TableStory(
        pk=story.pk,
        token=story.token,
        title=story.title,
        language=story.language,
        state=state_on(story, on=on),
        starts_on=story.starts_on,
        ends_on=story.ends_on,
        languages=tuple(story.languages),
        teams=tuple(beside["team_names"]),
        has_phases=bool(story.phases),
        only_topic=story.topic if story.is_for_topic_only else "",
        is_pinned=story.pinned_at is not None,
        campaign=story.campaign.name if story.campaign else "",
        campaign_token=story.campaign.token if story.campaign else "",
        wordings=tuple(Wording(**wording) for wording in beside["wordings"]),
        move=_move(beside["moves"][0]) if beside["moves"] else None,
    )


def _move(found: dict[str, str | None]) -> Move:
    name = f"{found['given'] or ''} {found['family'] or ''}".strip()
    return Move(kind=found["kind"] or "", name=name, at=datetime.fromisoformat(found["at"] or ""))
