"""Which teams may be shown beside everybody together, so that nobody is found by subtraction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Fewer people than this are never shown, alone or as what is left beside others.
SMALLEST_TEAM: Final = 5


def teams_shown(people: Mapping[int, int], *, teamless: int = 0) -> list[int]:
    """The teams of five and more, unless what is left beside them would be one to four people.

    Everybody together is shown as well, so a rest of a few people would be seen by subtraction:
    then the smallest of the shown teams is held back too.

    Args:
        people: how many people each team has.
        teamless: how many have no team; they are part of everybody.
    """
    shown = {team: count for team, count in people.items() if count >= SMALLEST_TEAM}
    whole = sum(people.values()) + teamless
    while shown and 0 < whole - sum(shown.values()) < SMALLEST_TEAM:
        shown.pop(min(shown, key=lambda team: (shown[team], team)))
    return list(shown)
