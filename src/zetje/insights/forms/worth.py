"""The form of assumptions: what a reader and a view are worth, and what a post would cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zetje.insights.models import Assumptions
from zetje.insights.operations.assumptions import Assumed
from zetje.lib.form_fields import money_field

_CENTS: Final = 100
_MOST: Final = Decimal(1000)
_LONGEST: Final = 300


def _number(label: Any, help_text: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=1,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class WorthForm(forms.Form):
    """What is assumed. What is left empty is not assumed, and then not worked out either."""

    click = money_field(
        _("What a reader is worth, in euros"),
        most=_MOST,
        help_text=_("For example what you pay for one."),
    )
    views = _number(
        _("How many people see a post"),
        _("Networks do not tell us. An estimate of yours, or empty."),
        1_000_000,
    )
    thousand = money_field(_("What a thousand views are worth, in euros"), most=_MOST)
    minutes = _number(
        _("Minutes a post would cost without Zetje"), _("To find it, write it and place it."), 240
    )
    source = forms.CharField(
        label=_("Where these come from"),
        max_length=_LONGEST,
        help_text=_("It stands beside the value, for everybody who reads it."),
    )

    @classmethod
    def of(cls, held: Assumptions | None) -> WorthForm:
        """The form with what is assumed now."""
        if held is None:
            return cls()
        return cls(
            initial={
                "click": _euros(held.click_cents),
                "views": held.views_per_post,
                "thousand": _euros(held.thousand_views_cents),
                "minutes": held.minutes_per_post,
                "source": held.source,
            }
        )

    def assumed(self) -> Assumed:
        """What was filled in; the form must be valid."""
        given = self.cleaned_data
        return Assumed(
            click_cents=_cents(given["click"]),
            views_per_post=given["views"],
            thousand_views_cents=_cents(given["thousand"]),
            minutes_per_post=given["minutes"],
            source=given["source"],
        )


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / _CENTS


def _cents(euros: Decimal | None) -> int | None:
    return None if euros is None else int(euros * _CENTS)
