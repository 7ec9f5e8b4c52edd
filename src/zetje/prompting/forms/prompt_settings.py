"""How an organisation lets decide: the hold-out, and the learning mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zetje.prompting.operations.prompt_settings import MOST_HELD_OUT, Wanted

if TYPE_CHECKING:
    from zetje.prompting.models import PromptSettings

_HUNDRED = 100


class PromptSettingsForm(forms.Form):
    """Shares and chances in hundredths, as people say them."""

    hold_out = forms.IntegerField(
        label=_("Never asked, in 100 people"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        required=False,
        min_value=0,
        max_value=int(MOST_HELD_OUT * _HUNDRED),
        help_text=_(
            "Drawn once, for good; they get the stories. Empty: nobody below 1,000 people, 10 up "
            "to 5,000, then 5. Who was drawn before stays so."
        ),
    )
    learning_chance = forms.IntegerField(
        label=_("While learning: asked in 100 times"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Half of the times teaches fastest what asking does."),
    )
    learning_until = forms.DateField(
        label=_("Learning at least until"),
        required=False,
        help_text=_("Empty: until enough is known."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, settings: PromptSettings, **kwargs: Any) -> None:
        share = settings.hold_out_share
        initial = {
            "hold_out": None if share is None else round(share * _HUNDRED),
            "learning_chance": round(settings.learning_chance * _HUNDRED),
            "learning_until": settings.learning_until,
        }
        super().__init__(*args, initial=initial, **kwargs)
        least, most = (
            round(each * _HUNDRED) for each in (settings.least_chance, settings.most_chance)
        )
        self._limits, self._settings = (least, most), settings

    def clean_learning_chance(self) -> int:
        """Nothing is ever certain, or nobody could say what it did."""
        given: int = self.cleaned_data["learning_chance"]
        least, most = self._limits
        if not least <= given <= most:
            raise forms.ValidationError(
                _(
                    "Between %(least)s and %(most)s: nothing is ever certain, or nobody could say "
                    "what it did."
                ),
                params={"least": least, "most": most},
            )
        return given

    def wanted(self) -> Wanted:
        """What was chosen; whether there are prompts at all has a button of its own."""
        given = self.cleaned_data
        held = given["hold_out"]
        return Wanted(
            is_enabled=self._settings.is_enabled,
            hold_out_share=None if held is None else held / _HUNDRED,
            learning_until=given["learning_until"],
            learning_chance=given["learning_chance"] / _HUNDRED,
        )
