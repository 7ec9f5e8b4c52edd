"""The form in which an organisation sets what earns what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zetje.recognition.rules.points import LIMITS, Rules

_LABELS = {
    "posts": _("Posts of a week that count"),
    "share": _("Points for a confirmed post"),
    "own_words": _("On top for own words"),
    "readers": _("At most for the readers of a post"),
    "tip": _("For each colleague who posts the story of a tip"),
    "tip_most": _("At most for one tip, and for all tips of a week"),
    "help": _("For an expert's word that somebody read"),
    "help_most": _("At most for help in a week"),
}


class PointRulesForm(forms.Form):
    """Every figure of the rules, within what may be set."""

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in LIMITS.items():
            self.fields[name] = forms.IntegerField(
                label=_LABELS[name],
                min_value=least,
                max_value=most,
                initial=getattr(rules, name),
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
