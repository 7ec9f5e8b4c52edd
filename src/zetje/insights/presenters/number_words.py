"""Numbers and lists as the reader writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def plain(value: float) -> str:
    """A number with no more digits than it has, and the reader's own decimal sign."""
    return number_format(Decimal(f"{value:g}"))


def listed(names: Sequence[str]) -> str:
    """One name or more as a list in a sentence."""
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
