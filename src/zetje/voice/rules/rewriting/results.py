"""Several distinct ways to say a story, in the order in which somebody would like them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.rewriting.material import GivenWording, StoryFacts
from zetje.voice.rules.suggesting import MOST, Span

_ROOM = 3_000


@dataclass(frozen=True)
class Rewritten:
    """One way to say a story.

    Attributes:
        kind: what kind of way it is, a key of `wording.LABELS`.
        text: the words, without link and disclosure.
        changes: the stretches that are not the story's own wording.
        reasons: what was changed, keys of `wording.REASONS`.
    """

    kind: str
    text: str
    changes: tuple[Span, ...] = ()
    reasons: tuple[str, ...] = ()


def rewrite(
    variants: Sequence[GivenWording],
    facts: StoryFacts,
    profile: Profile,
    *,
    language: str,
    network: str = "",
    room: int = _ROOM,
    skip: int = 0,
    avoid: Sequence[str] = (),
    liking: Mapping[str, float] | None = None,
) -> tuple[Rewritten, ...]:
    """At most three distinct ways to say a story, the same for the same input.

    Args:
        variants: the editor's wordings, in any language.
        facts: what the story is.
        profile: how the person writes.
        language: of the post. Where the story has no words in it, theirs stay as they are: nothing
            is translated.
        network: where it goes; "" for any.
        room: how long it may be, in graphemes, without link and disclosure.
        skip: how many of the best to pass over: 3 for "three others".
        avoid: texts that none of them may be nearly the same as.
        liking: by kind, how much the person liked it before, -1 to 1; none of them is 0.
    """
    given = [one.text for one in variants if one.language == language]
    texts = [*given, f"{facts.title}\n\n{facts.summary}".strip(), facts.title]
    distinct = [one for one in dict.fromkeys(texts) if one not in avoid and len(one) <= room]
    chosen = distinct[skip : skip + MOST]
    kinds = ("statement", "whole", "short")
    return tuple(Rewritten(kind=kind, text=text) for kind, text in zip(kinds, chosen, strict=False))
