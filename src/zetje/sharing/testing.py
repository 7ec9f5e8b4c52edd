"""Makes choices and shares for tests, of this capability and of those above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from zetje.lib.tenancy import tenant
from zetje.sharing.models import Choice, ChoiceKind, Link, Share
from zetje.sharing.operations.choices import skip_story
from zetje.sharing.operations.shares import adapt_story, confirm_share, copy_story

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

# A Tuesday morning, 10:00 in Amsterdam.
NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)


def make_share(
    member: Member,
    story: Story,
    *,
    network: str = "linkedin",
    text: str = "",
    confirmed: bool = True,
    now: datetime = NOW,
) -> Share:
    """A share made through the operations: of the story's words, or of `text`."""
    with tenant(member.organisation_id):
        given: dict[str, Any] = {"member": member, "story": story, "network_key": network}
        if text:
            share = adapt_story(**given, text=text, now=now)
        else:
            share = copy_story(**given, now=now)
        return confirm_share(member=member, share=share, now=now) if confirmed else share


def make_skip(member: Member, story: Story, *, reason: str = "", now: datetime = NOW) -> Choice:
    """A skip made through the operation."""
    with tenant(member.organisation_id):
        return skip_story(member=member, story=story, reason=reason, now=now)


def living_kind(member: Member, story: Story) -> ChoiceKind | None:
    """What a member's choice for a story is now."""
    with tenant(member.organisation_id):
        rows = Choice.objects.living().filter(member=member, story_id=story.pk)
        found = rows.values_list("kind", flat=True).first()
    return ChoiceKind(found) if found else None


@dataclass(frozen=True)
class Kept:
    """What stands in the tables of an organisation after a test."""

    choices: list[tuple[str, int]]
    shares: int
    confirmed: int
    codes: list[str]


def kept(organisation_id: int) -> Kept:
    """What members of an organisation chose and shared, and the codes of their links."""
    with tenant(organisation_id):
        return Kept(
            choices=list(Choice.objects.living().order_by("id").values_list("kind", "story_id")),
            shares=Share.objects.count(),
            confirmed=Share.objects.confirmed().count(),
            codes=list(Link.objects.values_list("code", flat=True)),
        )
