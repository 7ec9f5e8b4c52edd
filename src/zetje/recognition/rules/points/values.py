"""The figures of the published rules, as we ship them and as an organisation may set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

SHARE, OWN_WORDS, READERS, TIP, HELP = "share", "own_words", "readers", "tip", "help"
REASONS = (SHARE, OWN_WORDS, READERS, TIP, HELP)
# Why a line takes another one back: its post was, its readers were none, another line stands in its
# place, or somebody decided that it does not count.
TAKEN_BACK, NOT_COUNTED, MOVED, KEPT_OUT = "taken_back", "not_counted", "moved", "kept_out"
CAUSES = (TAKEN_BACK, NOT_COUNTED, MOVED, KEPT_OUT)

# How long readers of a post earn for it.
READ_DAYS = 28
# In how many weeks helping the same person counts once.
HELP_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Rules:
    """What earns what in a week. All in points, but for `posts`.

    Attributes:
        version: 0 for the rules as we ship them.
        posts: how many posts of a week count.
        share: for a post that counts.
        own_words: on top, for one in own words.
        readers: at most, for the readers of one post.
        tip: for each colleague who shared the story of a tip.
        tip_most: at most for one tip, and in one week.
        help: for an expert's word that somebody read.
        help_most: at most in one week.
    """

    version: int = 0
    posts: int = 1
    share: int = 10
    own_words: int = 5
    readers: int = 5
    tip: int = 1
    tip_most: int = 5
    help: int = 2
    help_most: int = 4


# The least and the most that an organisation may set.
LIMITS: Mapping[str, tuple[int, int]] = {
    "posts": (1, 3),
    "share": (0, 50),
    "own_words": (0, 50),
    "readers": (0, 20),
    "tip": (0, 10),
    "tip_most": (0, 50),
    "help": (0, 10),
    "help_most": (0, 50),
}


def rules_from(values: Mapping[str, int], *, version: int = 0) -> Rules:
    """The rules that an organisation set; what it left out is as we ship it.

    Raises:
        ValueError: for a name that is none, or a figure that may not be.
    """
    names = {field.name for field in fields(Rules)} - {"version"}
    for name, value in values.items():
        if name not in names:
            raise ValueError(f"{name} is no figure of the rules")
        least, most = LIMITS[name]
        if not least <= value <= most:
            raise ValueError(f"{name} lies between {least} and {most}")
    return Rules(**{"version": version, **values})
