"""What somebody chooses to take along: figures or studies, how far back, and in which form."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

# How many of the newest weeks a file may hold.
SPANS: Final = (13, 53, 104)


class TakingForm(forms.Form):
    """What to take along, of how many weeks, and as which kind of file."""

    what = forms.ChoiceField(
        label=_("What"),
        choices=[("figures", _("All figures, by week and group")), ("studies", _("All studies"))],
    )
    weeks = forms.TypedChoiceField(
        label=_("How far back"),
        coerce=int,
        choices=list(zip(SPANS, (_("A quarter"), _("A year"), _("Two years")), strict=True)),
    )
    form = forms.ChoiceField(
        label=_("As"),
        choices=[
            ("xlsx", _("a workbook (XLSX)")),
            ("csv", _("a table (CSV)")),
            ("parquet", _("typed columns (Parquet)")),
        ],
    )
