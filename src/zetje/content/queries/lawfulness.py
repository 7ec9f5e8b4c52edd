"""Looks a text of a story over: what it claims that nobody can prove, and what it may not say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from zetje.content.models import BlockedWords, SourcePage
from zetje.content.rules.lawfulness import Blocked, Grounds, Problem, filled, find_problems
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


def source_texts(story: Story) -> tuple[str, ...]:
    """What is known to be so: title, summary and page, and the wordings that an editor wrote.

    Reads `story.variants`.
    """
    written = (variant.text for variant in story.variants.all() if not variant.is_drafted)
    return tuple(text for text in (*story_texts(story), *written) if text)


def story_texts(story: Story) -> tuple[str, ...]:
    """What the story says of itself: its title, its summary, its address and its page."""
    page = source_page_of(story)
    texts = (story.title, story.summary, story.url, page.text if page else "")
    return tuple(text for text in texts if text)


def source_page_of(story: Story) -> SourcePage | None:
    """What the page of a story said when it was read; None where it leads elsewhere by now."""
    pages = SourcePage.objects.filter(organisation_id=story.organisation_id, story_id=story.pk)
    return pages.filter(address=story.url).first() if story.url else None


def problems_in(
    *, text: str, story: Story, network: str, language: str, own: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """What in a text about a story may not stay as it is, in the order of the text.

    Args:
        text: as it would be posted, without the disclosure and the personal link.
        story: what it is about.
        network: where it would stand, or "" for any.
        language: of the text.
        own: names of the author's that may stand in it; with them the text counts as the author's
            own, whose experience is nobody else's to prove.
    """
    grounds = Grounds(
        sources=source_texts(story),
        network=network,
        language=language,
        kind=story.kind,
        blocked=blocked_words_for(story),
        known_names=[*known_names(story), *own],
        is_personal=bool(own),
    )
    return find_problems(text, grounds)


def problems_in_wording(
    *, text: str, story: Story, network: str, language: str
) -> tuple[Problem, ...]:
    """What in an editor's wording stands neither in the story nor on its page, or may not be said.

    Other wordings are no proof of this one.
    """
    grounds = Grounds(
        sources=story_texts(story),
        network=network,
        language=language,
        kind=story.kind,
        blocked=blocked_words_for(story),
        known_names=known_names(story),
    )
    return find_problems(text, grounds)


def blocked_words(organisation_id: int, *, story_id: int | None = None) -> QuerySet[BlockedWords]:
    """The words that posts of an organisation may not hold; of a story, those of that one alone."""
    return BlockedWords.objects.filter(organisation_id=organisation_id, story_id=story_id).order_by(
        "words"
    )


def blocked_words_by_token(organisation_id: int, token: str) -> BlockedWords | None:
    """Some blocked words with their story, or None where there are none of this organisation."""
    rows = BlockedWords.objects.filter(organisation_id=organisation_id, token=token)
    return rows.select_related("story").first()


def fixed_wording(*, text: str, story: Story, network: str, language: str, fix: str) -> str:
    """The wording with the words that were offered for a stretch, "12-20", in its place.

    Where nothing is offered for that stretch any more, the wording as it was.
    """
    for problem in problems_in_wording(text=text, story=story, network=network, language=language):
        if problem.instead and fix == f"{problem.start}-{problem.end}":
            return text[: problem.start] + problem.instead + text[problem.end :]
    return text


def blocked_words_for(story: Story) -> list[Blocked]:
    """What posts about a story may not hold: the organisation's words and the story's own."""
    rows = BlockedWords.objects.filter(
        Q(story_id=story.pk) | Q(story__isnull=True), organisation_id=story.organisation_id
    )
    return [Blocked(row.words, row.reason, row.instead) for row in rows.order_by("story_id", "pk")]


def known_names(story: Story) -> list[str]:
    """Names that may stand in any text about a story: the organisation's and its teams'."""
    teams = people.teams_of(story.organisation_id).values_list("name", flat=True)
    return [story.organisation.name, *teams]


def with_fields(text: str, *, member: Member) -> str:
    """A wording with its fields filled in for an author, as plain text."""
    if "[" not in text:
        return text
    return filled(
        text,
        name=member.given_name,
        team=member.team.name if member.team else "",
        organisation=member.organisation.name,
    )
