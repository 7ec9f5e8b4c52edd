"""What stands around a number: its unit, and whether it is more, less or about that much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import regex

from zetje.content.rules.facts.lexicon import between_words, words_of

_LISTS: Final = words_of("units")
_UNITS: Final[Mapping[str, list[str]]] = _LISTS["units"]
_BOUNDS: Final[Mapping[str, list[str]]] = _LISTS["bounds"]
AFTER: Final = regex.compile(
    r"[ -]?(?:"
    + "|".join(f"(?P<u{place}>{'|'.join(shapes)})" for place, shapes in enumerate(_UNITS.values()))
    + r")(?![\p{L}\p{N}])",
    regex.IGNORECASE,
)
_NAMES: Final = tuple(_UNITS)
MONEY: Final = frozenset({"eur", "usd", "gbp"})
BEFORE: Final = regex.compile(
    r"(?:(?P<eur>€|\beur(?:o)?)|(?P<usd>us\$|\$|\busd)|(?P<gbp>£|\bgbp)) ?$", regex.IGNORECASE
)
BOUND: Final = regex.compile(
    r"(?<![\p{L}\p{N}])(?:"
    + "|".join(f"(?P<b{place}>{'|'.join(shapes)})" for place, shapes in enumerate(_BOUNDS.values()))
    + r") (?:(?:de|het|een|a|an|the|al|dan) )?$",
    regex.IGNORECASE,
)
_BOUND_NAMES: Final = tuple(_BOUNDS)
PLUS: Final = regex.compile(r"\+(?![\p{N}])|(?: of|,) meer\b| or more\b| plus\b", regex.IGNORECASE)
UP: Final = between_words(_LISTS["ways"]["up"])
DOWN: Final = between_words(_LISTS["ways"]["down"])


def unit_of(match: regex.Match[str]) -> str:
    """The name of the unit that `AFTER` found."""
    return next(name for place, name in enumerate(_NAMES) if match[f"u{place}"] is not None)


def bound_of(match: regex.Match[str]) -> str:
    """The sign of the bound that `BOUND` found."""
    return next(name for place, name in enumerate(_BOUND_NAMES) if match[f"b{place}"] is not None)
