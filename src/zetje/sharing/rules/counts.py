"""What each event of the record adds to the counts of its story, now and when they are rebuilt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

CHOICE_MADE = "choice.made"
CHOICE_UNDONE = "choice.undone"
SKIP_EXPLAINED = "skip.explained"
SHARE_STARTED = "share.started"
SHARE_CONFIRMED = "share.confirmed"
SHARE_UNDONE = "share.undone"
KINDS = (
    CHOICE_MADE,
    CHOICE_UNDONE,
    SKIP_EXPLAINED,
    SHARE_STARTED,
    SHARE_CONFIRMED,
    SHARE_UNDONE,
)


def chosen(kind: str) -> str:
    """The name of the count of members who chose so."""
    return f"chosen:{kind}"


def reason(why: str) -> str:
    """The name of the count of members who skipped for that reason."""
    return f"reason:{why}"


def started(network: str) -> str:
    """The name of the count of shares that were taken to a network."""
    return f"started:{network}"


def shared(network: str) -> str:
    """The name of the count of shares that were confirmed on a network."""
    return f"shared:{network}"


def own_words(network: str) -> str:
    """The name of the count of members who posted in their own words on a network.

    By network, because a member has one living share of a story on each: a count over all networks
    would count posts, and five posts can be of one person.
    """
    return f"own_words:{network}"


def changes(kind: str, details: Mapping[str, Any]) -> dict[str, int]:
    """By how much an event changes which counts of its story."""
    counted: Counter[str] = Counter()
    if kind in (CHOICE_MADE, CHOICE_UNDONE):
        sign = 1 if kind == CHOICE_MADE else -1
        counted[chosen(details["kind"])] += sign
        if details.get("reason"):
            counted[reason(details["reason"])] += sign
    elif kind == SKIP_EXPLAINED:
        counted[reason(details["before"])] -= bool(details["before"])
        counted[reason(details["reason"])] += bool(details["reason"])
    elif kind == SHARE_STARTED:
        counted[started(details["network"])] += 1
    elif kind == SHARE_CONFIRMED:
        counted[shared(details["network"])] += 1
        counted[own_words(details["network"])] += details["own_words"]
    elif kind == SHARE_UNDONE:
        counted[started(details["network"])] -= 1
        counted[shared(details["network"])] -= details["was_confirmed"]
        was_own = details["was_confirmed"] and details["own_words"]
        counted[own_words(details["network"])] -= was_own
    return {what: change for what, change in counted.items() if change}


def in_blocks(count: int, *, block: int = 5) -> int | None:
    """A count as others may see it: in whole blocks of people, and nothing below one block.

    Who watches the figure grow sees steps of a block, never one person (rule 2 of PRODUCT.md).
    """
    return count - count % block if count >= block else None
