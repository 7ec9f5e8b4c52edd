"""The voice profile: how somebody writes, in counts and in turns of phrase from a closed list.

Nothing of what somebody writes *about* is in it: no word of their own, no tag, no opinion, nothing
about health, belief or party. `tests/test_profiles.py` shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LANGUAGES: Final = ("nl", "en")
FORMALITIES: Final = ("je", "u", "none")
OPENINGS: Final = ("statement", "question", "first_person", "figure")
LINE_BREAKS: Final = ("block", "paragraphs", "lines")


@dataclass(frozen=True)
class Profile:
    """How somebody writes.

    Attributes:
        languages: that they write in, the most used first.
        formality: by language, how they address their readers: "je", "u" or "none".
        length: of a post, in graphemes, the median; 0 where it is not known.
        sentence_length: in words, the median; 0 where it is not known.
        opening: how they begin most often, one of `OPENINGS`; "" where it is not known.
        warmth: from 0, dry, to 1, warm.
        emoji: in a post, the mean.
        favourite_emoji: of a closed list of neutral ones, the most used first.
        hashtags: in a post, the mean. Never which.
        line_breaks: "block", "paragraphs" or "lines"; "" where it is not known.
        favourite_turns: keys of `turns.TURNS`, the most used first.
        basis: from how many samples it was counted.
        edited: the fields that the person set by hand.
    """

    languages: tuple[str, ...] = ()
    formality: Mapping[str, str] = field(default_factory=dict[str, str])
    length: int = 0
    sentence_length: int = 0
    opening: str = ""
    warmth: float = 0.5
    emoji: float = 0.0
    favourite_emoji: tuple[str, ...] = ()
    hashtags: float = 0.0
    line_breaks: str = ""
    favourite_turns: tuple[str, ...] = ()
    basis: int = 0
    edited: frozenset[str] = frozenset()

    def formality_in(self, language: str) -> str:
        """How they address their readers in a language; "none" where it is not known."""
        return self.formality.get(language, "none")

    def knows(self, name: str) -> bool:
        """Whether a field is known: counted, set by hand, or anything but what it is at first."""
        first = Profile.__dataclass_fields__[name].default
        return self.basis > 0 or name in self.edited or getattr(self, name) != first
