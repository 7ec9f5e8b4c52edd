"""Numbers as the reader writes them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format


def plain(value: float) -> str:
    """A number with no more digits than it has, and the reader's own decimal sign."""
    return number_format(Decimal(f"{value:g}"))
