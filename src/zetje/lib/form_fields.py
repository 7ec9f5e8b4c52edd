"""Fields of forms that more than one slice has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms

_LEAST: Final = Decimal("0.01")


def money_field(label: Any, *, most: Decimal, help_text: Any = "") -> forms.DecimalField:
    """A sum in euros to the cent, written as the language has it; it may be left empty.

    Args:
        label: what it is for.
        most: the largest sum that is taken.
        help_text: what stands below it.
    """
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=False,
        localize=True,
        min_value=_LEAST,
        max_value=most,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
