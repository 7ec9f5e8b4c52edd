"""Who sees what of a person: the promise that is shown to everyone and tested cell by cell."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from enum import Enum

SMALLEST_GROUP = 5


class Sight(Enum):
    """How much one kind of reader sees of one kind of fact."""

    ALL = "all"
    NOTHING = "nothing"
    COUNTS_BOTH_WAYS = "counts_both_ways"
    COUNTS = "counts"
    TO_HELP_AUDITED = "to_help_audited"
    PER_STORY = "per_story"
    GROUPS = "groups"
    IF_AGREED = "if_agreed"
    IF_ASKED = "if_asked"
    AS_COLLEAGUE = "as_colleague"
    NEIGHBOURS = "neighbours"
    TEAM_AVERAGES = "team_averages"
    DRY_RUN = "dry_run"
    RULES_ONLY = "rules_only"


READERS: Sequence[str] = (
    "person",
    "colleagues",
    "expert",
    "editor",
    "manager",
    "administrator",
    "works_council",
)

_NO = Sight.NOTHING

# Fact → what each of READERS sees of it, in their order.
WHO_SEES_WHAT: Mapping[str, Sequence[Sight]] = {
    "membership": (
        Sight.ALL,
        _NO,
        _NO,
        _NO,
        Sight.COUNTS_BOTH_WAYS,
        Sight.TO_HELP_AUDITED,
        Sight.COUNTS,
    ),
    "choices": (Sight.ALL, _NO, _NO, Sight.PER_STORY, Sight.GROUPS, _NO, Sight.GROUPS),
    "habit": (Sight.ALL, _NO, _NO, _NO, Sight.GROUPS, _NO, Sight.GROUPS),
    "posts": (
        Sight.ALL,
        Sight.IF_AGREED,
        Sight.IF_ASKED,
        Sight.AS_COLLEAGUE,
        Sight.AS_COLLEAGUE,
        _NO,
        _NO,
    ),
    "points": (Sight.ALL, Sight.NEIGHBOURS, _NO, _NO, Sight.TEAM_AVERAGES, _NO, _NO),
    "decisions": (Sight.ALL, _NO, _NO, _NO, Sight.DRY_RUN, _NO, Sight.RULES_ONLY),
}


def may_be_counted(*, part: int, whole: int) -> bool:
    """Whether a part may be shown: it and what is left of the whole are both large enough."""
    return part >= SMALLEST_GROUP and whole - part >= SMALLEST_GROUP


def sight_of(*, fact: str, reader: str) -> Sight:
    """What one kind of reader sees of one kind of fact."""
    return WHO_SEES_WHAT[fact][READERS.index(reader)]


def digest_of_address(*, address: str, key: str) -> bytes:
    """An address as a keyed digest: recognisable again with the key, unreadable without."""
    derived = hashlib.sha256(b"zetje tombstone " + key.encode()).digest()
    return hmac.digest(derived, address.strip().lower().encode(), "sha256")
