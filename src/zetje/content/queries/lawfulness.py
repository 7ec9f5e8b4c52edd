"""Looks a text of a story over: what it claims that nobody can prove, and what it may not say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zetje.content.rules.facts import unsupported
from zetje.content.rules.lawfulness import Problem, problems_of_claims
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.content.models import Story


def source_texts(story: Story) -> tuple[str, ...]:
    """What is known to be so: the title, the summary, and the wordings that an editor wrote.

    Reads `story.variants`.
    """
    written = (variant.text for variant in story.variants.all() if not variant.is_drafted)
    return tuple(text for text in (story.title, story.summary, story.url, *written) if text)


def problems_in(
    *, text: str, story: Story, network: str, language: str, own: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """What in a text about a story may not stay as it is, in the order of the text.

    Args:
        text: as it would be posted, without the disclosure.
        story: what it is about.
        network: where it would stand, or "" for any.
        language: of the text.
        own: words of the author's own that may be relied on: name, team, job.
    """
    claims = unsupported(
        text,
        sources=source_texts(story),
        language=language,
        known_names=[*known_names(story), *own],
    )
    del network
    return tuple(sorted(problems_of_claims(claims), key=lambda problem: problem.start))


def known_names(story: Story) -> list[str]:
    """Names that may stand in any text about a story: the organisation's and its teams'."""
    organisation = story.organisation
    teams = people.teams_of(story.organisation_id).values_list("name", flat=True)
    return [organisation.name, *teams]
