"""The form of a challenge."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from zetje.recognition.rules.challenges import (
    GOALS,
    LENGTHS,
    LONGEST_ABOUT,
    LONGEST_NAME,
    mondays,
)


class ChallengeForm(forms.Form):
    """What a manager says of a challenge. The figures are points per active person."""

    name = forms.CharField(label=_("What it is called"), max_length=LONGEST_NAME)
    about = forms.CharField(
        label=_("What it is for"),
        help_text=_("In a line or two: why now, and what happens at the end. No prize per post."),
        required=False,
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=_("What counts"),
        choices=[
            ("goal", _("All teams together reach a goal")),
            ("teams", _("Which team has most points per person")),
        ],
    )
    goal = forms.IntegerField(
        label=_("The goal, in points per active person"),
        help_text=_("For a goal only. The preview shows what the last weeks came to."),
        required=False,
        min_value=GOALS.start,
        max_value=GOALS.stop - 1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    starts_on = forms.TypedChoiceField(label=_("Begins on"), coerce=date.fromisoformat)
    weeks = forms.TypedChoiceField(label=_("How long"), coerce=int)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [(day.isoformat(), date_format(day, "l j F")) for day in mondays(today=today)]
        lengths = [(n, ngettext("%d week", "%d weeks", n) % n) for n in LENGTHS]
        self._choices("starts_on", days)
        self._choices("weeks", lengths)
        self.fields["weeks"].initial = 4

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A goal has a number; a match between teams has none."""
        given = super().clean() or {}
        if given.get("kind") == "goal" and not given.get("goal") and "goal" not in self.errors:
            self.add_error("goal", gettext("Say how many points per person you would like."))
        return given
