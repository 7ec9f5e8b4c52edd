"""A story and a profile from anywhere, said by the method that needs no model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zetje.voice.queries.suggestions import suggestion_from
from zetje.voice.rules.rewriting import rewrite
from zetje.voice.rules.suggesting import Suggestion
from zetje.voice.rules.trial import story_from, voice_from


def tried(
    *,
    story: Mapping[str, Any],
    profile: Mapping[str, Any],
    language: str = "",
    network: str = "",
    room: int = 0,
    skip: int = 0,
    salt: str = "",
) -> tuple[Suggestion, ...]:
    """At most three ways to say a story, without a database.

    Args:
        story: as `rules.trial.story_from` reads it.
        profile: as `rules.trial.voice_from` reads it.
        language: of the post; "" for the story's own.
        network: where it goes; "" for any.
        room: how long it may be, in graphemes; 0 for 3,000.
        skip: how many of the best to pass over.
        salt: makes the lines around a story differ between people.

    Raises:
        TrialRefusedError: something in them cannot be.
    """
    facts, variants = story_from(story)
    found = rewrite(
        variants,
        facts,
        voice_from(profile),
        language=language or facts.language,
        network=network,
        room=room or 3_000,
        skip=skip,
        salt=salt,
    )
    return tuple(suggestion_from(one) for one in found)
