"""How finely something may be said of a group: never finer than what one person weighs in it.

Who comes or goes alone then seldom moves a figure, and never by more than a step.

>>> percent(13, 18), percent(13, 31), percent(130, 310)
(70.0, 40.0, 42.0)
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

_STEPS: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_ABOUT: Final = 10


def step_of(people: int) -> float:
    """The step, in per cent, in which something is told of so many people; two or more."""
    return next(step for step in _STEPS if step * people >= 100)


def alike(weights: ArrayLike) -> int:
    """How many people they would be if each weighed as much as whoever weighs most; two at least.

    >>> alike([1, 1, 1, 1, 1, 5]), alike([1] * 12), alike([0, 0])
    (2, 12, 2)

    Args:
        weights: (n,) what each person weighs in a figure.
    """
    weight = np.asarray(weights, dtype=np.float64)
    most = float(weight.max(initial=0.0))
    # A hair more, so that what is whole stays so.
    return max(2, int(weight.sum() / most + 1e-9)) if most > 0 else 2


def rounded(value: float, *, people: int) -> float:
    """A percentage or a difference of percentages, in steps of what one person weighs."""
    step = step_of(people)
    return round(round(value / step) * step, 1)


def percent(count: int, people: int) -> float:
    """Which part of people it is, in per cent, rounded."""
    return rounded(100 * count / people, people=people)


def is_open(count: int, people: int, least: int) -> bool:
    """Whether enough people are in it, and enough are not."""
    return least <= count <= people - least


def nearest(value: float, *, step: float) -> float:
    """A number in whole steps."""
    return round(round(value / step) * step, 2) + 0.0


def outwards(lower: float, upper: float, *, step: float) -> tuple[float, float]:
    """The ends of an interval in whole steps, away from each other.

    An end beyond zero that a step would put there is told in a tenth of a step instead.
    """
    low, high = math.floor(lower / step) * step, math.ceil(upper / step) * step
    if lower > 0 >= low:
        low = max(0.1 * step, math.floor(10 * lower / step) * step / 10)
    if upper < 0 <= high:
        high = min(-0.1 * step, math.ceil(10 * upper / step) * step / 10)
    return round(low, 3) + 0.0, round(high, 3) + 0.0


def about(count: int) -> int:
    """A count in whole tens, downwards, so that two of them tell of nobody between them."""
    return count - count % _ABOUT
