"""The sameness guard: from when texts are one on a network, and how many of one it takes.

Many accounts with one text are what every network's rules on coordinated posting and spam describe,
and readers smell it. How alike two texts are is measured in `alike`.

To find the few texts worth comparing among very many, each text keeps a sketch: the smallest hashes
of its pairs of telling words, small words between them left out. Texts that are alike share some
(bottom-k sketch, Broder 1997, "On the resemblance and containment of documents"); a new text asks
with all its pairs, so that a part of a post, or one with every third word changed, finds it too.
The database finds them by an index on the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Literal

from zetje.sharing.rules.alike import Sentence, part_score, score, sentences_of, telling, words_of

__all__ = [
    "THRESHOLDS",
    "Level",
    "Likeness",
    "Threshold",
    "Wording",
    "likeness",
    "pairs_of",
    "sketch",
    "wording_number",
    "words_of",
]

Level = Literal["fine", "adapt_first", "never"]

SKETCH_SIZE = 16
# No text asks with more than this many pairs, and none is compared with more others.
MOST_PAIRS = 64
MOST_COMPARED = 32


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
    "x": Threshold(alike_from=0.58, adapt_from=3, never_from=10, days=30),
    # Tolerates colleagues who repeat each other, but shows a reader one of them and hides the rest.
    "linkedin": Threshold(alike_from=0.62, adapt_from=10, never_from=None, days=14),
    # Identical text lowers reach and reads as spam to Meta's systems; inauthentic behaviour is
    # about who hides behind accounts, which employees who say so do not.
    "facebook": Threshold(alike_from=0.62, adapt_from=10, never_from=None, days=14),
    "instagram": Threshold(alike_from=0.62, adapt_from=10, never_from=None, days=14),
    "threads": Threshold(alike_from=0.58, adapt_from=5, never_from=25, days=30),
    # Small, chronological, moderated by people: sameness is seen at once and reported.
    "bluesky": Threshold(alike_from=0.58, adapt_from=5, never_from=25, days=30),
    "mastodon": Threshold(alike_from=0.58, adapt_from=3, never_from=10, days=30),
    "xing": Threshold(alike_from=0.62, adapt_from=10, never_from=None, days=14),
    # A message to people one knows; nobody sees two of them side by side.
    "whatsapp": Threshold(alike_from=0.9, adapt_from=100, never_from=None, days=7),
}


LONGEST_DAYS = max(threshold.days for threshold in THRESHOLDS.values())


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


def pairs_of(words: Sequence[str]) -> list[int]:
    """The numbers with which a text asks for its likes: of its pairs of telling words."""
    said = telling(words)
    pairs = {" ".join(sorted(pair)) for pair in pairwise(said)} or set(said or words)
    return sorted(map(_number, pairs))[:MOST_PAIRS]


def sketch(words: Sequence[str]) -> list[int]:
    """A few numbers that texts with the same pairs share. Fits a bigint column."""
    return pairs_of(words)[:SKETCH_SIZE]


def wording_number(words: Sequence[str]) -> int:
    """One number for one wording, so that equal ones are counted without reading them."""
    return _number(" ".join(words))


def likeness(
    text: str,
    others: Iterable[Wording],
    *,
    threshold: Threshold,
    leaving_out: Sequence[str] = (),
) -> Likeness:
    """How alike a text is to what colleagues posted.

    The rest is not looked at once the network's last threshold is passed.

    Args:
        text: what somebody is about to post.
        others: wordings of colleagues, the likeliest first.
        threshold: from when two texts count as one.
        leaving_out: phrases that everybody has to use, such as the disclosure.
    """
    sentences = sentences_of(text, leaving_out)
    nearest, alike, compared = 0.0, 0, 0
    enough = max(threshold.adapt_from, threshold.never_from or 0)
    for other in others:
        beside = sentences_of(other.text, leaving_out)
        found = _compared(sentences, beside)
        nearest, compared = max(nearest, found), compared + 1
        alike += other.count if found >= threshold.alike_from else 0
        if alike >= enough:
            break
    return Likeness(score=nearest, most_alike_count=alike, compared=compared)


def _compared(sentences: Sequence[Sentence], others: Sequence[Sentence]) -> float:
    if sentences == others:
        return 1.0 if sentences else 0.0
    return max(score(sentences, others), part_score(sentences, others))


def _number(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
