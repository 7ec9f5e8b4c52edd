"""The success story or the expert's example that a prompt shows along with its own story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zetje.content import queries as content

if TYPE_CHECKING:
    from zetje.content.models import Story

# The kinds of prompt that show one; a story's kind has the same name.
ARMS = frozenset({"success_story", "expert_example"})


@dataclass(frozen=True, slots=True)
class Example:
    """What is shown along: its title, and where the reader finds it."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Examples:
    """The live ones of an organisation by kind, newest first."""

    stories: Mapping[str, Sequence[Story]]

    def for_reader(self, member: Any, arm: str, *, link: str) -> Example | None:
        """The newest that is meant for this member, in their language if there is one.

        An expert's example opens word by word below the member's own week, given as `link`; a
        success story on its public page.
        """
        fitting = [story for story in self.stories.get(arm, ()) if _is_for(member, story)]
        if not fitting:
            return None
        own = [story for story in fitting if story.language == member.language]
        story = (own or fitting)[0]
        address = f"{link}{story.token}/example/"
        if arm != "expert_example":
            address = content.public_address(story, organisation=member.organisation)
        return Example(" ".join(story.title.split()), address)


def examples_of(organisation: Any, arms: set[str], now: datetime) -> Examples:
    """The live examples of an organisation for these kinds of prompt; no query if none is asked."""
    wanted = arms & ARMS
    found: dict[str, list[Story]] = {arm: [] for arm in wanted}
    if wanted:
        live = content.stories_live(organisation, at=now).filter(kind__in=wanted)
        for story in live.prefetch_related("audience"):
            found[story.kind].append(story)
    return Examples(found)


def _is_for(member: Any, story: Story) -> bool:
    teams = {row.team_id for row in story.audience.all()}
    speaks = not story.languages or member.language in story.languages
    # Whose phase it is or who asked for what is not looked up here, so those stay out.
    if story.phases or story.is_for_topic_only:
        return False
    return speaks and (not teams or member.team_id in teams)
