"""How the report writes its figures: few digits, the interval in brackets, a true minus sign."""

from __future__ import annotations

import math

from zetje.web.simulation.statistics import Estimate

NONE = "–"
# A line may break before a bracket, never within it.
_TO = "\u00a0to\u00a0"


def number(value: float, *, digits: int | None = None, signed: bool = False) -> str:
    """A number with as many digits as it deserves: 1,234 or 12.3 or 0.47."""
    if math.isnan(value):
        return NONE
    if digits is None:
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    sign = "+" if signed else ""
    return f"{value:{sign},.{digits}f}".replace("-", "−")


def percent(part: float, *, digits: int = 1) -> str:
    """A part of one as a percentage."""
    return NONE if math.isnan(part) else f"{number(100 * part, digits=digits)}\u00a0%"


def share(one: Estimate) -> str:
    """A part of one with its interval: 12.3 % (12.0 to 12.6)."""
    if math.isnan(one.mean):
        return NONE
    digits = 2 if abs(one.mean) < 0.01 else 1
    low, high = (number(100 * end, digits=digits) for end in (one.low, one.high))
    return f"{percent(one.mean, digits=digits)} ({low}{_TO}{high})"


def points(one: Estimate, *, digits: int = 2, signed: bool = False) -> str:
    """A figure with its interval: +0.42 (+0.31 to +0.53)."""
    if math.isnan(one.mean):
        return NONE
    mean, low, high = (
        number(each, digits=digits, signed=signed) for each in (one.mean, one.low, one.high)
    )
    return f"{mean} ({low}{_TO}{high})"


def change(times: Estimate) -> str:
    """A factor as a change in percent, with its interval: 4 is +300 %."""
    if math.isnan(times.mean):
        return NONE
    return f"{_change(times.mean)}\u00a0% ({_change(times.low)}{_TO}{_change(times.high)})"


def _change(times: float) -> str:
    return number(100 * (times - 1), digits=0, signed=True)
