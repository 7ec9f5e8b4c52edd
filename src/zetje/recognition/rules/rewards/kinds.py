"""The few kinds of rules by which something may be won, and what each may ask."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import regex


class Kind(StrEnum):
    """What a rule rewards."""

    # The tip, or the story about somebody, that the most colleagues shared.
    PASSED_ON = "passed_on"
    # By lot, among all who took part.
    DRAW = "draw"
    # The most readers for what is usual for the person.
    FAIR_CLICKS = "fair_clicks"
    # Something for everybody once so many colleagues shared.
    GOAL = "goal"
    # Something for each person with so many shares.
    EACH = "each"
    # Unexpected, from a manager, never for a post.
    THANKS = "thanks"


KINDS: Final = tuple(kind.value for kind in Kind)
# What a post can earn: such a post is named advertising.
OF_POSTS: Final = frozenset({Kind.PASSED_ON, Kind.DRAW, Kind.FAIR_CLICKS, Kind.GOAL, Kind.EACH})
# Who stands in no board stands in none of these.
RANKED: Final = frozenset({Kind.PASSED_ON, Kind.FAIR_CLICKS})
PERIODS: Final = ("week", "month", "quarter")
MOST_WINNERS: Final = 50
# Why a manager may thank somebody; none of them is a post.
REASONS: Final = ("helped", "welcomed", "organised", "stood_in", "kind")
# The lines of the ledger.
ENTRIES: Final = ("granted", "claimed", "declined", "expired", "reissued")

_POST: Final = regex.compile(
    r"https?://|www\.|#\w|\b(?:post|posts|posted|posting|share|shares|shared|sharing|repost\w*|"
    r"linkedin|bluesky|mastodon|instagram|facebook|twitter|threads|xing|whatsapp|tiktok|"
    r"bericht|berichten|bericht\w*|gepost|posten|postte|delen|deelde|deelt|gedeeld|geplaatst|"
    r"like|likes|geliket|tweet\w*)\b",
    regex.IGNORECASE,
)


def pays_per_share(kind: str, *, per_share: bool) -> bool:
    """Whether each further share is worth something by itself."""
    return kind == Kind.EACH or (kind == Kind.DRAW and per_share)


def speaks_of_a_post(words: str) -> bool:
    """Whether words of thanks seem to be for a post: that would have had to be disclosed in it.

    >>> speaks_of_a_post("Fijn dat je Noor hebt ingewerkt."), speaks_of_a_post("Mooie post!")
    (False, True)
    """
    return _POST.search(words) is not None
