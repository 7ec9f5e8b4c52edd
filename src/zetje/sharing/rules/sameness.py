"""The sameness guard: how alike a text is to what colleagues posted.

Many accounts with one text are what every network's rules on coordinated posting and spam describe,
and readers smell it. Two texts are compared by their words, after links, disclosure, signs, accents
and capitals were taken off: the share of words that stand in the same order in both, or the same
with sentences shuffled. Changing two words of twenty leaves 0.9; two people writing about one story
in their own words stay under 0.5.

To find the few texts worth comparing among very many, each text keeps a sketch: the smallest hashes
of its word pairs. Texts that are alike share one (bottom-k sketch, Broder 1997, "On the resemblance
and containment of documents"); the database finds those by an index on the numbers.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Literal

import regex
from rapidfuzz.distance import Indel

from zetje.sharing.rules.addresses import without_links

Level = Literal["fine", "adapt_first", "never"]

SKETCH_SIZE = 12
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’][\p{L}]+)*")


@dataclass(frozen=True)
class Threshold:
    """From when two texts are one on a network, and how many of one it takes."""

    alike_from: float
    adapt_from: int
    never_from: int | None
    days: int


# How many colleagues may have posted a wording before the next one is asked for their own words
# (adapt_from), when it may not go out at all (never_from), and for how long a post counts.
THRESHOLDS: Mapping[str, Threshold] = {
    # "Substantially similar" posts over accounts are named in its rules on platform manipulation,
    # and accounts are suspended for it: strictest, and a wall after ten.
    "x": Threshold(alike_from=0.75, adapt_from=3, never_from=10, days=30),
    # Tolerates colleagues who repeat each other, but shows a reader one of them and hides the rest.
    "linkedin": Threshold(alike_from=0.85, adapt_from=10, never_from=None, days=14),
    # Identical text lowers reach and reads as spam to Meta's systems; inauthentic behaviour is
    # about who hides behind accounts, which employees who say so do not.
    "facebook": Threshold(alike_from=0.85, adapt_from=10, never_from=None, days=14),
    "instagram": Threshold(alike_from=0.85, adapt_from=10, never_from=None, days=14),
    "threads": Threshold(alike_from=0.8, adapt_from=5, never_from=25, days=30),
    # Small, chronological, moderated by people: sameness is seen at once and reported.
    "bluesky": Threshold(alike_from=0.8, adapt_from=5, never_from=25, days=30),
    "mastodon": Threshold(alike_from=0.8, adapt_from=3, never_from=10, days=30),
    "xing": Threshold(alike_from=0.85, adapt_from=10, never_from=None, days=14),
    # A message to people one knows; nobody sees two of them side by side.
    "whatsapp": Threshold(alike_from=0.95, adapt_from=100, never_from=None, days=7),
}


@dataclass(frozen=True)
class Wording:
    """A text as posted, and by how many colleagues."""

    text: str
    count: int = 1


@dataclass(frozen=True)
class Likeness:
    """How near the nearest wording is, and how many posts count as the same. Never whose."""

    score: float
    most_alike_count: int
    compared: int

    def level(self, threshold: Threshold) -> Level:
        """What the network's threshold makes of it."""
        if threshold.never_from is not None and self.most_alike_count >= threshold.never_from:
            return "never"
        return "adapt_first" if self.most_alike_count >= threshold.adapt_from else "fine"


def words_of(text: str, leaving_out: Sequence[str] = ()) -> list[str]:
    """The words that make a text itself, without links, given phrases, signs, accents, capitals."""
    left = f" {' '.join(_words(without_links(text)))} "
    for phrase in leaving_out:
        left = left.replace(f" {' '.join(_words(phrase))} ", " ")
    return left.split()


def sketch(words: Sequence[str]) -> list[int]:
    """A few numbers that texts with the same word pairs share. Fits a bigint column."""
    pairs = {f"{one} {other}" for one, other in pairwise(words)} or set(words)
    return sorted(map(_number, pairs))[:SKETCH_SIZE]


def wording_number(words: Sequence[str]) -> int:
    """One number for one wording, so that equal ones are counted without reading them."""
    return _number(" ".join(words))


def score(words: Sequence[str], others: Sequence[str]) -> float:
    """How alike two texts are by their words, from 0 to 1."""
    in_order = Indel.normalized_similarity(words, others)
    shuffled = Indel.normalized_similarity(sorted(words), sorted(others))
    # The same words in any order are half of a likeness: Dutch and English run on few small words.
    return max(in_order, shuffled - 0.1) if words or others else 0.0


class Wordings:
    """What colleagues posted, kept so that a new text meets only those it might be like."""

    def __init__(self, leaving_out: Sequence[str] = ()) -> None:
        self._leaving_out = leaving_out
        self._counts: dict[tuple[str, ...], int] = {}
        self._by_number: dict[int, set[tuple[str, ...]]] = defaultdict(set)

    def add(self, wording: Wording) -> None:
        """Take in a wording; the same words again only count up."""
        words = tuple(words_of(wording.text, self._leaving_out))
        if words not in self._counts:
            for number in sketch(words):
                self._by_number[number].add(words)
        self._counts[words] = self._counts.get(words, 0) + wording.count

    def likeness(self, text: str, threshold: Threshold) -> Likeness:
        """How alike a text is to all that was taken in."""
        words = words_of(text, self._leaving_out)
        near = {found for number in sketch(words) for found in self._by_number.get(number, ())}
        scores = {found: score(words, found) for found in near}
        return Likeness(
            score=max(scores.values(), default=0.0),
            most_alike_count=sum(
                self._counts[found] for found, at in scores.items() if at >= threshold.alike_from
            ),
            compared=len(near),
        )


def likeness(
    text: str,
    others: Iterable[Wording],
    *,
    threshold: Threshold,
    leaving_out: Sequence[str] = (),
) -> Likeness:
    """How alike a text is to what colleagues posted.

    Args:
        text: what somebody is about to post.
        others: wordings of colleagues.
        threshold: from when two texts count as one.
        leaving_out: phrases that everybody has to use, such as the disclosure.
    """
    known = Wordings(leaving_out)
    for other in others:
        known.add(other)
    return known.likeness(text, threshold)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def _number(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
