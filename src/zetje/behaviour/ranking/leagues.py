"""Leagues of people of whom much the same is expected.

A place near the top is easier to reach for whoever chance moves more, and chance moves small counts
most; shrinking turns that around. Among people with like expectations neither happens. The rule is
this project's own.

>>> leagues(expected=[5, 6, 40, 7, 44, 300], size=3, widest=2.0)
array([0, 0, 1, 0, 1, 2])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Ints, column


def leagues(*, expected: ArrayLike, size: int = 30, widest: float = 2.0) -> Ints:
    """Put people with like expected engagement together.

    People are sorted by expectation; within bands as wide as the factor `widest` they are dealt out
    over leagues of about `size`, in order, so that a league is never wider than its band.
    Args: `expected` (n,) clicks, weighed by certainty where that differs, above 0 for whoever takes
    part; `size` people; `widest`, the largest expectation in a league over its smallest.
    Returns: (n,) league numbers from 0, in order of expectation; −1 for who has no expectation.
    Raises ValueError for negative values, a size below 2 or a factor of 1 or less.
    """
    e = column("expected", expected)
    if np.any(e < 0):
        raise ValueError("expected must not be negative.")
    if size < 2 or not widest > 1:
        raise ValueError("A league needs a size of at least 2 and a factor above 1.")
    numbers = np.full(len(e), -1, dtype=np.int64)
    order = np.argsort(e, kind="stable")
    order = order[e[order] > 0]
    start, league = 0, 0
    while start < len(order):
        end = int(np.searchsorted(e[order], e[order[start]] * widest, side="right"))
        parts = max(1, round((end - start) / size))
        members = order[start:end]
        numbers[members] = league + np.arange(len(members)) * parts // len(members)
        start, league = end, league + parts
    return numbers
