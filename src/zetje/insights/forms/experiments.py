"""The form of an experiment that may begin: for how long, and what is tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zetje.insights.rules.experiments import LEAST_WEEKS, MOST_WEEKS, Template

_NUMBER: Final = {"inputmode": "numeric"}
_DAYS: Final = (
    ("-1", _("The same day")),
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
)
# Slots stand within these hours whatever is tried.
_FROM, _TILL = 8, 17


class ExperimentForm(forms.Form):
    """What somebody wants to try by a template; only what the template leaves open is asked."""

    weeks = forms.IntegerField(
        label=_("Weeks"),
        help_text=_("Twelve at least, so that one good week is not the answer."),
        initial=LEAST_WEEKS,
        min_value=LEAST_WEEKS,
        max_value=MOST_WEEKS,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    wording = forms.ChoiceField(label=_("The new words"), required=False)
    weekday = forms.ChoiceField(label=_("Day"), choices=_DAYS, required=False)
    hour = forms.IntegerField(
        label=_("Hour"),
        initial=14,
        min_value=_FROM,
        max_value=_TILL,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    rule = forms.ChoiceField(label=_("The rule"), required=False)

    def __init__(
        self,
        *args: Any,
        template: Template,
        choices: Mapping[str, Sequence[tuple[str, str]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._template = template
        asked = {
            Template.WORDING: {"wording"},
            Template.SLOT: {"weekday", "hour"},
            Template.REWARD: {"rule"},
        }.get(template, set())
        for name in {"wording", "weekday", "hour", "rule"} - asked:
            del self.fields[name]
        for name in asked:
            self.fields[name].required = True
        for name, found in choices.items():
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = list(found)

    @property
    def option(self) -> str:
        """What is tried, as an experiment keeps it; the form must be valid."""
        given = self.cleaned_data
        if self._template is Template.SLOT:
            return f"{given['weekday']}:{given['hour']}"
        return str(given.get("wording") or given.get("rule") or "")
