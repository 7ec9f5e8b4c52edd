"""How finely an experiment is told: never finer than one person weighs, intervals outwards.

>>> told(estimate=0.0813, lower=0.0214, upper=0.1377, people=60)
{'estimate': 0.08, 'lower': 0.02, 'upper': 0.14}
>>> told_ratio(1.74, 1.26, 2.31)
{'ratio': 1.7, 'ratio_lower': 1.2, 'ratio_upper': 2.4}
"""

from __future__ import annotations

import math

from zetje.insights.rules.readings import nearest, outwards
from zetje.insights.rules.rounding import rounded, step_of

_HUNDRED = 100.0


def told(*, estimate: float, lower: float, upper: float, people: int) -> dict[str, float]:
    """An effect with its interval, in shares of people.

    Args:
        estimate: shares of people, as are the ends.
        lower: the lower end.
        upper: the upper end.
        people: how many are on the smaller side of it.
    """
    step = step_of(people)
    low, high = outwards(_HUNDRED * lower, _HUNDRED * upper, step=step)
    middle = nearest(_HUNDRED * estimate, step=step)
    return {
        name: round(value / _HUNDRED, 5) + 0.0
        for name, value in (("estimate", middle), ("lower", low), ("upper", high))
    }


def told_rate(rate: float, *, people: int) -> float:
    """A share of people, in steps of what one of them weighs."""
    return round(rounded(_HUNDRED * rate, people=people) / _HUNDRED, 3)


def told_ratio(ratio: float, lower: float, upper: float) -> dict[str, float]:
    """A ratio with its interval, in tenths, the interval outwards."""
    return {
        "ratio": round(ratio, 1),
        "ratio_lower": math.floor(10 * lower) / 10,
        "ratio_upper": math.ceil(10 * upper) / 10,
    }
