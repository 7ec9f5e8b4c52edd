"""A story said the way one person writes, without any model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from zetje.content import queries as content
from zetje.voice.queries.liking import liking_of
from zetje.voice.queries.profiles import profile_of
from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.rewriting import GivenWording, Rewritten, StoryFacts, rewrite
from zetje.voice.rules.suggesting import Suggestion
from zetje.voice.rules.wording import because_of, label_of

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


def suggestions_for(
    *,
    member: Member,
    story: Story,
    network: str,
    language: str,
    room: int,
    skip: int = 0,
    avoid: Sequence[str] = (),
    profile: Profile | None = None,
) -> tuple[Suggestion, ...]:
    """At most three distinct ways somebody might say a story; the same for the same input.

    Args:
        member: who would post it.
        story: what it is about; its variants are read.
        network: where it goes.
        language: of the post. Nothing is translated: a story without words in that language keeps
            its own.
        room: how long it may be, in graphemes, without link and disclosure.
        skip: how many of the best to pass over: 3 for "three others".
        avoid: texts that none of them may be nearly the same as.
        profile: how they write, from who asks for several stories at once; None reads it.
    """
    found = rewrite(
        wordings_of(story, member=member),
        facts_of(story, organisation=member.organisation.name),
        profile_of(member=member) if profile is None else profile,
        language=language,
        network=network,
        room=room,
        skip=skip,
        avoid=avoid,
        liking=liking_of(member=member),
        salt=member.token,
    )
    return tuple(suggestion_from(one) for one in found)


def wordings_of(story: Story, *, member: Member) -> list[GivenWording]:
    """The editor's wordings of a story for an author, in an order of their own."""
    rows = sorted(story.variants.all(), key=lambda one: (one.language, one.network, one.tone))
    return [
        GivenWording(
            text=content.with_fields(one.text, member=member),
            language=one.language,
            tone=one.tone,
            network=one.network,
            is_drafted=one.is_drafted,
        )
        for one in rows
    ]


def facts_of(story: Story, *, organisation: str) -> StoryFacts:
    """What a story is, for a rewriting."""
    return StoryFacts(
        title=story.title,
        summary=story.summary,
        kind=story.kind,
        language=story.language,
        topic=story.topic,
        organisation=organisation,
    )


def suggestion_from(one: Rewritten) -> Suggestion:
    """A rewriting with its words of introduction, in the language that is switched on."""
    mark = hashlib.sha256(one.text.encode()).hexdigest()[:12]
    return Suggestion(
        key=f"{one.kind}-{mark}",
        label=label_of(one.kind),
        text=one.text,
        changes=one.changes,
        because=because_of(one.reasons),
    )
