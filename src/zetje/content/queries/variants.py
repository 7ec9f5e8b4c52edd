"""Finds the wording of a story that fits a network, a language and a tone best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zetje.content.models import Story, Variant
from zetje.content.queries.lawfulness import with_fields
from zetje.content.rules.drafts import drafted_text

if TYPE_CHECKING:
    from zetje.people.models import Member


@dataclass(frozen=True)
class Wording:
    """The text to offer, and what it turned out to be."""

    text: str
    language: str
    tone: str
    network: str
    is_drafted: bool


def variant_for(
    story: Story,
    *,
    network: str,
    language: str,
    tone: str = "plain",
    author: Member | None = None,
) -> Wording:
    """The wording that fits best.

    What the editor wrote for the network wins over what is for any network, then the tone; in
    another language only when there is nothing in the wanted one, and then as a draft of ours.
    For an author its fields are filled in; else they stand there as they were written.
    Reads `story.variants`, so that a list of stories prefetches them in one query.
    """
    written = [variant for variant in story.variants.all() if variant.language == language]
    fitting = [variant for variant in written if variant.network in {network, ""}]
    if fitting:
        best = max(fitting, key=lambda variant: _fit(variant, network=network, tone=tone))
        return Wording(
            text=with_fields(best.text, member=author) if author else best.text,
            language=best.language,
            tone=best.tone,
            network=best.network,
            is_drafted=best.is_drafted,
        )
    text = drafted_text(
        title=story.title,
        summary=story.summary,
        kind=story.kind,
        story_language=story.language,
        language=language,
        tone=tone,
        network=network,
    )
    return Wording(text=text, language=language, tone=tone, network=network, is_drafted=True)


def _fit(variant: Variant, *, network: str, tone: str) -> tuple[bool, bool, bool]:
    is_for_network = bool(network) and variant.network == network
    return (not variant.is_drafted, is_for_network, variant.tone == tone)
