"""What a text claims: a figure, a name, a date, a link, or that something is best or certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["figure", "name", "date", "link", "superlative", "comparison", "cause", "promise"]


@dataclass(frozen=True)
class Claim:
    """Something that a text says and that can be true or untrue.

    Args:
        kind: what sort of claim it is.
        words: the words of the text that make it.
        start: where they begin, in code points.
        end: where they end.
        value: what they come to, the same for every way of writing it in Dutch or English.
    """

    kind: Kind
    words: str
    start: int
    end: int
    value: str
