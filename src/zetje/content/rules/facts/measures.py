"""Brings figures to one measure: kilometres to metres, months to years, halving to half."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from zetje.content.rules.facts.quantities import Figure

# How many of the smallest measure of its family each holds; months and days have no fixed rate.
_FAMILIES: Final[tuple[Mapping[str, int], ...]] = (
    {"mm": 1, "cm": 10, "m": 1_000, "km": 1_000_000},
    {"mg": 1, "g": 1_000, "kg": 1_000_000, "t": 1_000_000_000},
    {"s": 1, "min": 60, "h": 3_600, "day": 86_400, "week": 604_800},
    {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1_200},
    {"w": 1, "kw": 1_000, "mw": 1_000_000},
    {"kwh": 1, "mwh": 1_000, "gwh": 1_000_000},
    {"mb": 1, "gb": 1_000, "tb": 1_000_000},
)
_MEASURES: Final[Mapping[str, tuple[str, int]]] = {
    unit: (next(iter(family)), size) for family in _FAMILIES for unit, size in family.items()
}


def measured(figure: Figure) -> tuple[Fraction, str, str]:
    """What a figure comes to: a number, its sort, and the smallest measure of its family.

    Halved is half less and doubled is as much again, where the words say which way it went.
    """
    if figure.sort == "plain" and not figure.unit:
        return figure.number, "plain", ""
    if figure.sort == "times" and figure.number == Fraction(1, 2):
        return Fraction(-1, 2), "change", ""
    if figure.sort == "times" and figure.number == 2:
        return Fraction(1), "change", ""
    if figure.sort == "share" and figure.number == Fraction(1, 2) and figure.way < 0:
        return Fraction(-1, 2), "change", ""
    if figure.sort == "share" and figure.number == 1 and figure.way > 0:
        return Fraction(1), "change", ""
    unit, size = _MEASURES.get(figure.unit, (figure.unit, 1))
    return figure.number * size, figure.sort, unit
