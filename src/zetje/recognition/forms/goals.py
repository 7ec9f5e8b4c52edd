"""What all want to reach together: how many shares, from when to when, and what there is then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_DAYS = 366
LONGEST_THANKS = 80


class GoalForm(forms.Form):
    """A goal of up to a year."""

    target = forms.IntegerField(
        label=gettext_lazy("How many shares"),
        min_value=5,
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Of all colleagues together, on every network that counts."),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Up to and with"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    thanks = forms.CharField(
        label=gettext_lazy("What there is then"),
        max_length=LONGEST_THANKS,
        required=False,
        help_text=gettext_lazy("Lunch with everybody, cake, an afternoon off. Small is fine."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if isinstance(first, date) and isinstance(last, date):
            if last < first:
                self.add_error("ends_on", _("It ends before it begins."))
            elif last - first > timedelta(days=LONGEST_DAYS):
                self.add_error("ends_on", _("A goal lasts a year at most."))
        return given
