"""How many messages a sender takes in hand at once.

What is read for a batch serves all of it: the larger, the less falls on each message. But an answer
that somebody waits for comes after the batch in hand, so only a quick channel gets large ones.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

BATCH: Final = 200
_LARGEST: Final = 500
_SMALLEST: Final = 25
_QUICK: Final = timedelta(seconds=1)
_SLOW: Final = timedelta(seconds=4)


def next_size(size: int, *, took: timedelta, is_full: bool) -> int:
    """How many to take next, after a batch of up to `size` that took so long."""
    if took > _SLOW:
        return max(_SMALLEST, size // 2)
    return min(2 * size, _LARGEST) if is_full and took < _QUICK else size
