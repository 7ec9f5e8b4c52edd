"""Words a story in the other languages that its page speaks itself: nothing is translated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from zetje.content.models import Story, Variant
from zetje.content.models.stories import LANGUAGES
from zetje.content.operations.pages import allowed_target, facts_at
from zetje.content.rules.drafts import drafted_texts
from zetje.content.rules.page import PageFacts
from zetje.content.rules.targets import TargetRefused
from zetje.lib.fetching import FetchFailed, FetchRefused

if TYPE_CHECKING:
    from zetje.people.models import Organisation


def alternates_of(facts: PageFacts, *, organisation: Organisation) -> Sequence[PageFacts]:
    """The versions that a page declares of itself in our other languages, as far as they are there.

    Args:
        facts: of the page.
        organisation: whose stories may lead to both.
    """
    read = [
        _read(language, address, organisation)
        for language, address in facts.alternates
        if language in LANGUAGES and language != facts.language
    ]
    return [each for each in read if each is not None]


def word_alternates(story: Story, alternates: Iterable[PageFacts]) -> None:
    """Draft the wordings of a new story in the languages of its page's other versions."""
    Variant.objects.bulk_create(
        Variant(
            organisation_id=story.organisation_id,
            story=story,
            language=facts.language,
            network=network,
            tone=tone,
            text=text,
            is_drafted=True,
        )
        for facts in alternates
        for (network, tone), text in drafted_texts(
            title=facts.title,
            summary=facts.summary,
            kind=story.kind,
            story_language=facts.language,
            language=facts.language,
        ).items()
    )


def _read(language: str, address: str, organisation: Organisation) -> PageFacts | None:
    """That version, when it is there and speaks the language that was declared."""
    try:
        facts = facts_at(allowed_target(address, organisation=organisation))
        allowed_target(facts.address, organisation=organisation)
    except (TargetRefused, FetchRefused, FetchFailed):
        return None
    return facts if facts.title and facts.language == language else None
