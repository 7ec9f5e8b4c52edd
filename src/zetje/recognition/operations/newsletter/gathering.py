"""An edition in one language as it may be read at this moment: for every rendering the same.

Nothing of it is kept. Shout-outs are asked anew, so that whoever takes a yes back is gone from the
mail that is about to leave, the page, the feed, the printed sheet and the slides alike; a story
that was taken back is gone too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.content import queries as content
from zetje.recognition.operations.newsletter.making import moments_of
from zetje.recognition.operations.newsletter.words import days_of, figure_lines, shared_by
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.shoutouts import shoutouts_between
from zetje.recognition.rules import newsletter as rules

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.recognition.models import Edition, EditionBlock
    from zetje.recognition.queries.shoutouts import PublicShoutout

SHOWN_SHOUTOUTS: Final = 8
# These say something with words alone.
_OF_WORDS: Final = (rules.OWN, rules.NEXT, rules.CHALLENGE)


@dataclass(frozen=True)
class Thanks:
    """A shout-out in an edition: its words, in which language, and who gave it if they agree."""

    token: str
    text: str
    language: str
    giver: str


@dataclass(frozen=True)
class StoryLine:
    """A story in an edition, where to read it, and how many shared it."""

    title: str
    summary: str
    language: str
    address: str
    note: str


@dataclass(frozen=True)
class Figure:
    """A count, and what it counts."""

    count: str
    label: str


@dataclass(frozen=True)
class Step:
    """Something to do next, and where."""

    label: str
    address: str


@dataclass(frozen=True)
class Block:
    """One part of an edition. Which of its lists hold something depends on its kind."""

    kind: str
    heading: str
    paragraphs: Sequence[str]
    thanks: Sequence[Thanks] = ()
    stories: Sequence[StoryLine] = ()
    figures: Sequence[Figure] = ()
    steps: Sequence[Step] = ()


@dataclass(frozen=True)
class Read:
    """An edition as it is read: its title, its days, and the parts that have something to say."""

    token: str
    language: str
    title: str
    lead: Sequence[str]
    days: str
    sender: str
    blocks: Sequence[Block]

    def block(self, kind: str) -> Block | None:
        """One part by its kind, or None where it is not shown."""
        return next((block for block in self.blocks if block.kind == kind), None)


def read_edition(edition: Edition, *, language: str) -> Read:
    """An edition in a language as it may be read now; its tenant's block must be open.

    Args:
        edition: with its organisation and blocks.
        language: "nl" or "en".
    """
    blocks = sorted(edition.blocks.all(), key=lambda block: (block.position, block.kind))
    organisation = edition.organisation
    with override(language):
        opening = next((block for block in blocks if block.kind == rules.OPENING), None)
        parts = [_part(edition, block, language) for block in blocks if block.is_shown]
        return Read(
            token=edition.token,
            language=language,
            title=(opening.heading(language) if opening else "") or organisation.name,
            lead=_paragraphs(opening.text(language)) if opening and opening.is_shown else (),
            days=days_of(edition.starts_on, edition.ends_on),
            sender=", ".join(filter(None, (organisation.name, organisation.postal_address))),
            blocks=[part for part in parts if part is not None],
        )


def _part(edition: Edition, block: EditionBlock, language: str) -> Block | None:
    """A part with what belongs in it; None where it would say nothing."""
    said: dict[str, Any] = {}
    if block.kind == rules.OPENING:
        return None
    if block.kind == rules.CHALLENGE and not game_switches(edition.organisation_id).challenges:
        return None
    if block.kind == rules.SHOUTOUTS:
        said["thanks"] = thanks_of(edition, language)
    elif block.kind == rules.STORIES:
        said["stories"] = _stories(edition)
    elif block.kind == rules.NUMBERS:
        said["figures"] = [Figure(*line) for line in figure_lines(edition.figures)]
    elif block.kind == rules.NEXT:
        said["steps"] = _steps(edition.organisation_id)
    paragraphs = _paragraphs(block.text(language))
    if not any(said.values()) and (block.kind not in _OF_WORDS or not paragraphs):
        return None
    return Block(block.kind, block.heading(language), paragraphs, **said)


def shoutouts_of(edition: Edition) -> Sequence[PublicShoutout]:
    """The shout-outs of an edition's days that may be shown now, also those left out."""
    since, until = moments_of(edition.organisation, edition.starts_on, edition.ends_on)
    return shoutouts_between(
        organisation_id=edition.organisation_id, since=since, until=until, limit=50
    )


def thanks_of(edition: Edition, language: str) -> list[Thanks]:
    """The shout-outs that an edition shows now."""
    left_out = set(edition.left_out)
    shown = [one for one in shoutouts_of(edition) if one.token not in left_out]
    return [
        Thanks(
            one.token,
            one.text(language),
            one.language(language),
            ", ".join(filter(None, (one.giver, one.giver_team))),
        )
        for one in shown[:SHOWN_SHOUTOUTS]
    ]


def _stories(edition: Edition) -> list[StoryLine]:
    sharers = {int(each["id"]): int(each["sharers"]) for each in edition.stories}
    found = content.stories_by_ids(edition.organisation_id, list(sharers))
    return [
        StoryLine(
            title=" ".join(story.title.split()),
            summary=" ".join(story.summary.split()),
            language=story.language,
            address=content.public_address(story, organisation=edition.organisation),
            note=shared_by(sharers[pk]),
        )
        for pk in sharers
        if (story := found.get(pk)) is not None and _may_be_told(story)
    ]


def _may_be_told(story: Story) -> bool:
    """Whether a story can be read by all colleagues still."""
    is_there = story.published_at is not None and story.withdrawn_at is None
    return is_there and content.is_for_everyone(story)


def _steps(organisation_id: int) -> list[Step]:
    site = settings.SITE_ADDRESS
    steps = [Step(_("Your week"), f"{site}/week/")]
    if game_switches(organisation_id).shoutouts:
        steps.append(Step(_("Thank a colleague"), f"{site}/shout-outs/new/"))
    return [*steps, Step(_("Give a tip"), f"{site}/tips/")]


def _paragraphs(text: str) -> tuple[str, ...]:
    """The parts between empty lines."""
    parts = ("\n".join(line.rstrip() for line in part.splitlines()) for part in _split(text))
    return tuple(part.strip() for part in parts if part.strip())


def _split(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    parts: list[str] = [""]
    for line in lines:
        if line.strip():
            parts[-1] = f"{parts[-1]}\n{line}" if parts[-1] else line
        elif parts[-1]:
            parts.append("")
    return parts
