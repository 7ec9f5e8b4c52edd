"""What the buttons of a card are about: tokens of ours, never a number of a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# In the place of a digest: the week that it is for whoever taps.
THIS_WEEK: Final = "week"
# Before a decision's token: what an undo takes back is "not this kind".
KIND: Final = "kind"
_WRITTEN: Final = re.compile(r"([\w-]+)(?:\.([\w-]+))?(?:\.([\w-]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class About:
    """What somebody tapped on.

    Attributes:
        digest: the token of the digest it stands in, or `THIS_WEEK`.
        story: the token of a story of it; "" for the week as a whole.
        stamp: which choice an undo takes back, so that a late tap never takes back a newer one.
    """

    digest: str
    story: str = ""
    stamp: str = ""

    @property
    def value(self) -> str:
        """The text that a button carries."""
        return ".".join(filter(None, (self.digest, self.story, self.stamp)))


def read_value(value: str) -> About:
    """What a button's text is about; a text that is none of ours is about nothing."""
    found = _WRITTEN.fullmatch(value)
    return About(*(part or "" for part in found.groups())) if found else About("")


def undo_of_kind(decision: str) -> str:
    """What the button carries that takes "not this kind" back."""
    return f"{KIND}.{decision}"


def decision_of_undo(value: str) -> str:
    """The token of the decision whose "not this kind" is taken back; "" for another."""
    head, _dot, decision = value.partition(".")
    return decision if head == KIND else ""
