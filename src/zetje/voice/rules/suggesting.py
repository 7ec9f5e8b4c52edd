"""What a suggestion is, whoever made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Method = Literal["rules", "model"]
MOST: Final = 3


@dataclass(frozen=True)
class Span:
    """A stretch of a text, by its code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Suggestion:
    """One way somebody might say it.

    Attributes:
        key: names it among the suggestions of a story; the same text has the same key.
        label: what kind of way it is, "Starts with you".
        text: the words, without link and disclosure.
        changes: the stretches that are not the story's own wording.
        because: what was changed and why, "I instead of we, half as long".
        method: who made it: rules of ours, or a language model.
    """

    key: str
    label: str
    text: str
    changes: tuple[Span, ...]
    because: str
    method: Method = "rules"
