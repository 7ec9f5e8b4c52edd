"""How finely an experiment is told: never finer than one person weighs, intervals outwards.

>>> told(estimate=0.0813, lower=0.0214, upper=0.1377, people=60)
{'estimate': 0.08, 'lower': 0.02, 'upper': 0.14}
>>> told_ratio(1.74, 1.26, 2.31, base=0.2, people=60)
{'ratio': 1.7, 'ratio_lower': 1.2, 'ratio_upper': 2.4}
>>> told_ratio(1.74, 1.26, 2.31, base=0.1, people=20)
{'ratio': 1.5, 'ratio_lower': 1.25, 'ratio_upper': 2.5}
"""

from __future__ import annotations

from zetje.insights.rules.rounding import nearest, outwards, rounded, step_of

_HUNDRED = 100.0
# Steps of a ratio.
_PARTS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


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


def told_ratio(
    ratio: float, lower: float, upper: float, *, base: float, people: int
) -> dict[str, float]:
    """A ratio with its interval outwards, in tenths, or as coarsely as what it is times of.

    One step of it is at least what one person weighs, as a part of the base. An interval that
    excludes 1 is never shown to touch it.

    Args:
        ratio: how many times the base.
        lower: the lower end.
        upper: the upper end.
        base: a share of people, above 0.
        people: as `told` takes them.
    """
    weighs = step_of(people) / _HUNDRED
    step = next((each for each in _PARTS if each * base >= weighs - 1e-9), _PARTS[-1])
    low, high = outwards(lower - 1, upper - 1, step=step)
    return {
        "ratio": nearest(ratio, step=step),
        "ratio_lower": max(0.0, round(1 + low, 3)),
        "ratio_upper": round(1 + high, 3),
    }
