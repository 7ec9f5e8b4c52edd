"""Numbers and lists as the reader writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# As long as a plus, and never taken for a dash between two words.
_MINUS: Final = "\u2212"


def plain(value: float) -> str:
    """A number with no more digits than it has, and the reader's own decimal sign."""
    return _with_minus(number_format(Decimal(f"{value:g}")))


def hundred(part: float) -> str:
    """A part as so many whole ones of a hundred."""
    return _with_minus(number_format(round(100 * part), decimal_pos=0))


def tenth(value: float) -> str:
    """A number with one decimal."""
    return _with_minus(number_format(round(value, 1) + 0.0, decimal_pos=1))


def spoken(value: float) -> str:
    """A number of points as people say it: tenths only below ten."""
    places = 0 if abs(value) >= 10 or value == int(value) else 1
    return _with_minus(number_format(round(value, places) + 0.0, decimal_pos=places))


def signed(value: float) -> str:
    """The same with its sign, also above zero."""
    return f"+{spoken(value)}" if value > 0 else spoken(value)


def _with_minus(said: str) -> str:
    return said.replace("-", _MINUS)


def listed(names: Sequence[str]) -> str:
    """One name or more as a list in a sentence."""
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
