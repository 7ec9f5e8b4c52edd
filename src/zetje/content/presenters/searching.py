"""What a search found: stories with their state and topic, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from zetje.content import queries
from zetje.content.rules.labels import KINDS, STATE_DISCS, STATES
from zetje.content.rules.text import one_line, shortened

if TYPE_CHECKING:
    from zetje.content.models import Story


@dataclass(frozen=True)
class FoundStory:
    """One story that was found."""

    title: str
    language: str
    address: str
    state: str
    disc: str
    about: str
    summary: str


def found_stories(stories: Sequence[Story], *, today: date) -> list[FoundStory]:
    """The stories as lines."""
    return [_found(story, today=today) for story in stories]


def headline(text: str, count: int) -> str:
    """What the search came to, as one sentence."""
    if not text:
        return _("What are you looking for?")
    if not count:
        return _("No story says “{words}”.").replace("{words}", text)
    if count == 1:
        return _("One story says “{words}”.").replace("{words}", text)
    several = _("{count} stories say “{words}”.").replace("{count}", str(count))
    return several.replace("{words}", text)


def _found(story: Story, *, today: date) -> FoundStory:
    state = queries.state_on(story, on=today)
    about = (str(KINDS[story.kind]), story.topic)
    return FoundStory(
        title=story.title,
        language=story.language,
        address=reverse("content:story", args=[story.token]),
        state=str(STATES[state]),
        disc=STATE_DISCS.get(state, state),
        about=", ".join(part for part in about if part),
        summary=shortened(one_line(story.summary), 160),
    )
