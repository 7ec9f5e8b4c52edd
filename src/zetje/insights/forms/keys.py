"""What an administrator fills in for a key."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

DAYS: Final = (30, 90, 365)


class KeyForm(forms.Form):
    """What a key is for, and how long it opens."""

    name = forms.CharField(
        label=_("What it is for"),
        help_text=_("The program that reads, so that you know later which one to take away."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("How long it opens"),
        coerce=int,
        choices=list(zip(DAYS, (_("a month"), _("a quarter"), _("a year")), strict=True)),
        initial=90,
    )
