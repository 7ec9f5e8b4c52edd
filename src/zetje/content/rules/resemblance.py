"""Tells when two titles speak of the same thing, in Dutch and English."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

# Measured on the titles in the tests: the alike ones stand above it, the different ones below.
ALIKE: Final = 84.0
# Where one is taken for the other, and the words of one of them are let go.
THE_SAME: Final = 93.0
_FEWEST_WORDS: Final = 3
_MOST_TITLES: Final = 2_000
# What stands behind a title on many sites: its name, after a bar or a long dash.
_SITE_NAME: Final = re.compile(r"\s+(?:[|·•»]|[–—-])\s+[^|·•»–—]{2,40}$")
_SMALL: Final = frozenset(
    re.findall(
        r"\w+",
        "de het een en of van in op aan te voor met bij naar uit om er is zijn was wordt dat die "
        "dit deze ons onze wij we je jij uw ook nog als door over the a an and or of in on at to "
        "for with by from is are was be that this these those our we you your it its as has have",
    )
)


def are_alike(one: str, other: str) -> bool:
    """Whether two titles are so near each other that one would call them the same.

    Numbers must be the same ones: "open day 2026" is not the open day of 2025.
    """
    return likest(one, [other]) is not None


def likest(title: str, others: Sequence[str], *, near: float = ALIKE) -> int | None:
    """The place of the title that is most like this one, or None where none is near enough."""
    asked = _words(title)
    if len(asked) < _FEWEST_WORDS:
        plain = " ".join(asked)
        same = (place for place, other in enumerate(others) if " ".join(_words(other)) == plain)
        return next(same, None) if plain else None
    numbers = _numbers(asked)
    written = {
        place: " ".join(words)
        for place, words in enumerate(map(_words, others[:_MOST_TITLES]))
        if len(words) >= _FEWEST_WORDS and _numbers(words) == numbers
    }
    found = process.extractOne(
        " ".join(asked), written, scorer=fuzz.token_sort_ratio, score_cutoff=near
    )
    return int(found[2]) if found else None


def _words(title: str) -> list[str]:
    """The words that carry a title, without case, accents and signs."""
    bare = _SITE_NAME.sub("", title[:300])
    flat = "".join(
        sign for sign in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(sign)
    )
    found = re.findall(r"[^\W_]+", flat.casefold())
    return [word for word in found if word not in _SMALL] or found


def _numbers(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if any(sign.isdigit() for sign in word))
