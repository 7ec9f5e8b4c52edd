"""Who sails together: people of like activity and like expected engagement, some 24 at a time.

Ours. Chance moves small counts most, so a place near the front is fair only among people of whom
much the same is expected (`behaviour.ranking.leagues`); and who shares twice a week is no match for
who shares twice a month.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.ranking import leagues

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SIZE: Final = 24
# Fewer than that sail with their neighbours; below SMALLEST there is no league at all.
FEWEST: Final = 12
SMALLEST: Final = 5
WIDEST: Final = 2.0
HIGHEST_WIND: Final = 8
# What counts as somebody's activity and expectation: the weeks before the league begins.
WEEKS_LOOKED_BACK: Final = 12
# A seat, and the wind that goes with it, is kept for a year.
WEEKS_KEPT: Final = 53
# The front quarter catches the next wind: six of twenty-four.
FRONT: Final = 4


def seats(*, posts: Ints, expected: Floats, wind: Ints) -> Ints:
    """Deal people out over leagues.

    People are put into bands of like activity (at most twice as many posts), within these into
    bands of like expected clicks (at most twice as many), and within a band into leagues of about
    24 by their wind. Bands of fewer than twelve are joined with the next one.

    Args:
        posts: (n,) confirmed shares of the last weeks, at least 1.
        expected: (n,) clicks to be expected of a week; 0 when nothing is known yet.
        wind: (n,) the wind each has.

    Returns:
        (n,) league numbers from 1; all 0 where there are too few people for one.
    """
    n = len(posts)
    if n < SMALLEST:
        return np.zeros(n, dtype=np.int64)
    active = leagues(expected=posts, size=n + 2, widest=WIDEST)
    known = _bands(active, expected)
    order = np.lexsort((expected, wind, known, active))
    band = _joined(active[order] * (n + 2) + known[order])
    starts = np.flatnonzero(np.diff(band, prepend=-1))
    sizes = np.diff(np.append(starts, n))
    parts = np.maximum(1, np.round(sizes / SIZE)).astype(np.int64)
    within = np.arange(n) - np.repeat(starts, sizes)
    # A joined band holds several: its people go by wind again, whichever band they came from.
    order = order[np.lexsort((expected[order], wind[order], band))]
    numbers = np.empty(n, dtype=np.int64)
    first = np.cumsum(parts) - parts
    numbers[order] = (
        1 + np.repeat(first, sizes) + within * np.repeat(parts, sizes) // np.repeat(sizes, sizes)
    )
    return numbers


def _bands(active: Ints, expected: Floats) -> Ints:
    """The band of like expectation of each within their band of activity; −1 for the unknown."""
    found = np.full(len(active), -1, dtype=np.int64)
    for band in np.unique(active).tolist():
        rows = np.flatnonzero(active == band)
        found[rows] = leagues(expected=expected[rows], size=len(rows) + 2, widest=WIDEST)
    return found


def _joined(keys: Ints) -> Ints:
    """Join bands in their order until each has twelve people; the last joins the one before it."""
    starts = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1))
    sizes = np.diff(np.append(starts, len(keys))).tolist()
    numbers: list[int] = []
    number = people = 0
    for size in sizes:
        numbers.append(number)
        people += size
        if people >= FEWEST:
            number, people = number + 1, 0
    if people and number:
        numbers = [min(each, number - 1) for each in numbers]
    return np.repeat(np.array(numbers, dtype=np.int64), sizes)


def risen(*, points: Ints, league: Ints) -> Flags:
    """Say who catches the next wind: the front quarter of each league, and whoever ties with it.

    Args:
        points: (n,) of the week; who has none does not rise.
        league: (n,) numbers.
    """
    order = np.lexsort((-points, league))
    sorted_league = league[order]
    starts = np.flatnonzero(np.diff(sorted_league, prepend=-1))
    sizes = np.diff(np.append(starts, len(league)))
    last = starts + np.maximum(1, sizes // FRONT) - 1
    needed = np.repeat(points[order][last], sizes)
    rises = np.empty(len(league), dtype=np.bool_)
    rises[order] = (points[order] >= needed) & (points[order] > 0)
    return rises
