"""Who starts: of those who joined in a quarter, the part that shared within four weeks."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.insights.rules.release import FEW, MOST
from zetje.insights.rules.rounding import is_open, percent

Floats = NDArray[np.float64]

FOUR_WEEKS: Final = 4
_SECONDS: Final = FOUR_WEEKS * 7 * 24 * 3600


def started(*, joined_at: Floats, first_post_at: Floats, least: int) -> float | str | None:
    """The part of people who posted within four weeks after they joined.

    Args:
        joined_at: (n,) seconds.
        first_post_at: (n,) seconds; infinite for who never did. A post of before counts as well.
        least: k.

    Returns:
        per cent, in steps of what one person weighs; "few" or "most"; None for fewer than 2k
        people.
    """
    people = joined_at.size
    if people < 2 * least:
        return None
    count = int(np.count_nonzero(first_post_at < joined_at + _SECONDS))
    if is_open(count, people, least):
        return percent(count, people)
    return FEW if count < least else MOST
