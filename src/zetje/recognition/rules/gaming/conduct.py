"""What is looked at, as arrays: confirmed shares and readers that count; and what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Posts:
    """Confirmed shares on scored networks, one a row, in any order.

    `share`, `member`, `story` (0 for an idea of one's own) and `link` (0 without one) are numbers;
    `opened` and `confirmed` are seconds since 1970; `own_words` flags; `wording` groups texts of
    one member that say nearly the same: equal numbers, below 0 for those that say what the story
    says, 0 where nothing is known.
    """

    share: Ints
    member: Ints
    story: Ints
    link: Ints
    opened: Floats
    confirmed: Floats
    own_words: Flags
    wording: Ints


@dataclass(frozen=True, slots=True)
class Reads:
    """Clicks that count, one a row, in any order.

    `link` and `member` (the link's) are numbers; `at` seconds since 1970; `in_ring` flags those
    of colleagues in a circle that opens each other's links.
    """

    link: Ints
    member: Ints
    at: Floats
    in_ring: Flags


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule was met by what one member did.

    `at` is the last moment of it, seconds since 1970; `shares`, `own_words` and `links` name what
    waits: the points of those shares, of the own words of those shares, of readers of those links.
    """

    rule: str
    member: int
    at: float
    count: int
    shares: frozenset[int] = frozenset()
    own_words: frozenset[int] = frozenset()
    links: frozenset[int] = frozenset()
    facts: Mapping[str, int] = field(default_factory=dict[str, int])


def runs(flags: Flags) -> list[tuple[int, int]]:
    """The stretches of a row in which the flag holds, as (first, behind the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
