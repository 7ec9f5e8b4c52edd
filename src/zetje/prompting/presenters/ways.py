"""The ways in which a person might say a story, to choose from and to change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from zetje.sharing import queries as sharing
from zetje.voice import queries as voice

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


@dataclass(frozen=True)
class Piece:
    """A stretch of a way of saying it, and whether it is not the story's."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Way:
    """One way of saying it.

    Attributes:
        key: names it and who made it, for whoever puts it below.
        label: what kind of way it is.
        text: the words.
        pieces: the same words, cut at what is not the story's.
        because: what was changed and why.
        by_model: whether a language model wrote it.
    """

    key: str
    label: str
    text: str
    pieces: Sequence[Piece]
    because: str
    by_model: bool


@dataclass(frozen=True)
class Used:
    """Which way somebody put below, as their form remembers it."""

    key: str
    method: str
    mark: str

    def __str__(self) -> str:
        return f"{self.method}:{self.key}:{self.mark}"

    def is_still(self, text: str) -> bool:
        """Whether a text is that way word for word."""
        return mark_of(text) == self.mark


def way_of(suggestion: voice.Suggestion) -> Way:
    """A suggestion as the page shows it."""
    return Way(
        key=f"{suggestion.method}:{suggestion.key}",
        label=suggestion.label,
        text=suggestion.text,
        pieces=pieces_of(suggestion.text, suggestion.changes),
        because=suggestion.because,
        by_model=suggestion.method == "model",
    )


def pieces_of(text: str, changes: Sequence[voice.Span]) -> list[Piece]:
    """A text cut at the stretches that are not the story's."""
    pieces: list[Piece] = []
    at = 0
    for span in sorted(changes, key=lambda span: span.start):
        start, end = max(at, span.start), min(len(text), span.end)
        if start < end:
            pieces += [Piece(text[at:start], changed=False), Piece(text[start:end], changed=True)]
            at = end
    pieces.append(Piece(text[at:], changed=False))
    return [piece for piece in pieces if piece.text]


def ways_for(
    *,
    member: Member,
    story: Story,
    network: sharing.Network,
    language: str,
    skip: int,
    now: datetime,
) -> list[Way]:
    """At most three ways in which few colleagues said it already, by the rules of the voice."""
    found = voice.suggestions_for(
        member=member,
        story=story,
        network=network.key,
        language=language,
        room=sharing.room_for(member=member, story_id=story.pk, network=network, language=language),
        skip=skip,
    )
    return [way_of(one) for one in apart(found, member=member, network=network, now=now)]


def apart(
    found: Sequence[voice.Suggestion], *, member: Member, network: sharing.Network, now: datetime
) -> list[voice.Suggestion]:
    """Those suggestions that few colleagues posted anything like."""
    texts = [sharing.Planned(one.key, one.text, network) for one in found]
    busy = sharing.texts_to_adapt(member=member, texts=texts, now=now)
    return [one for one in found if one.key not in busy]


def mark_of(text: str) -> str:
    """A short mark of a text: two that are the same but for their line ends share it."""
    words = "\n".join(line.rstrip() for line in text.replace("\r", "").strip().split("\n"))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def used_way(key: str, text: str) -> str:
    """What a form remembers of the way that was put below."""
    method, _colon, name = key.partition(":")
    return str(Used(name, method, mark_of(text))) if method in ("rules", "model") and name else ""


def read_used(said: str) -> Used | None:
    """What a form remembered; None where that was nothing, or nothing of ours."""
    parts = said.split(":")
    if len(parts) != 3 or parts[0] not in ("rules", "model") or not all(parts):
        return None
    method, key, mark = parts
    return Used(key[:80], method, mark)
