"""Counts of people as others may see them: whole blocks, and what is left over hides nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LEAST: Final = 5


def whole_groups(counts: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The groups that may be shown, and the rest of them taken together.

    Every shown group holds five people or more, and so does the rest, if there is any: otherwise
    the smallest of the shown ones joins it. Figures are cut to whole blocks of five.

    Args:
        counts: people by group; each person stands in one group.

    Returns:
        the shown groups, the largest first, and the rest; 0 where there is none to show.
    """
    shown = {key: count for key, count in counts.items() if count >= LEAST}
    rest = sum(counts.values()) - sum(shown.values())
    while shown and 0 < rest < LEAST:
        rest += shown.pop(min(shown, key=lambda key: (shown[key], key)))
    inorder = sorted(shown.items(), key=lambda pair: (-pair[1], pair[0]))
    return {key: in_blocks(count) for key, count in inorder}, in_blocks(rest)


def in_blocks(count: int) -> int:
    """A count in whole blocks of people; 0 for fewer than one block."""
    return count - count % LEAST
