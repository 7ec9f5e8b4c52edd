"""The states of a message and the steps between them.

`intent` is written durably before a message is handed over; whoever finds an intent of a sender
that is gone cannot know whether the mail left, so it becomes `unknown`, never sent by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PLANNED: Final = "planned"
INTENT: Final = "intent"
SENT: Final = "sent"
FAILED: Final = "failed"
UNKNOWN: Final = "unknown"
DROPPED: Final = "dropped"
SUPPRESSED: Final = "suppressed"

STATES: Final = (PLANNED, INTENT, SENT, FAILED, UNKNOWN, DROPPED, SUPPRESSED)

# Went out or may have gone out: these count for the weekly cap.
SPENT: Final = (INTENT, SENT, UNKNOWN)

MAY_BECOME: Final[Mapping[str, frozenset[str]]] = {
    PLANNED: frozenset({INTENT, DROPPED, SUPPRESSED, FAILED}),
    INTENT: frozenset({SENT, FAILED, UNKNOWN, PLANNED}),
    UNKNOWN: frozenset({SENT, PLANNED}),  # only by a person, or by the sender that knows better
    FAILED: frozenset({PLANNED, DROPPED}),  # only by a person
    SENT: frozenset(),
    DROPPED: frozenset(),
    SUPPRESSED: frozenset({PLANNED}),  # only by a person, once the address works again
}


def may_become(before: str, after: str) -> bool:
    """Whether a message may go from one state to another."""
    return after in MAY_BECOME[before]
