"""How points are put into buckets, so that a place is found by adding up a few counts."""

from __future__ import annotations

from typing import Final

# A bucket of a level joins 2 ** BITS buckets of the level below.
BITS: Final = 6
LEVELS: Final = 4
MOST_POINTS: Final = 2 ** (BITS * LEVELS) - 1
# Weeks whose ranks are kept, the present one included: undone shares still move them.
WEEKS_KEPT: Final = 6
# On each side of somebody.
NEIGHBOURS: Final = 2
