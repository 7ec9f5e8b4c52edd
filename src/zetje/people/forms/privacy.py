"""The privacy switches, a pause, and the word that erases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class PrivacyForm(forms.Form):
    """On or off, each by itself."""

    learns = forms.BooleanField(label=_("Learn from what I share and skip"), required=False)
    experiments = forms.BooleanField(label=_("Try out with me what works"), required=False)
    chain_shown = forms.BooleanField(label=_("Show me my chain of weeks"), required=False)
    shoutouts = forms.BooleanField(label=_("Name me in shout-outs"), required=False)
    feedback = forms.BooleanField(label=_("An expert may look at my posts"), required=False)
    league = forms.BooleanField(label=_("Take part in the league"), required=False)
    newsletter = forms.BooleanField(label=_("Send me the internal newsletter"), required=False)
    alias = forms.CharField(
        label=_("Alias"),
        required=False,
        max_length=40,
        help_text=_("Colleagues beside you in a league see this instead of your name."),
        validators=[
            RegexValidator(r"^[^@<>/\\]*$", message=_("Letters, figures and spaces only."))
        ],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PauseForm(forms.Form):
    """From when until when; open at the end when nothing is said."""

    starts_on = forms.DateField(
        label=_("Quiet from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Up to and including"),
        required=False,
        help_text=_("Leave it empty and it stays quiet until you say so."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean(self) -> dict[str, Any]:
        """A pause ends after it begins, and not in the past."""
        given = super().clean() or self.cleaned_data
        last = given.get("ends_on")
        if last and last < (given.get("starts_on") or self._today):
            self.add_error("ends_on", _("The last day comes after the first one."))
        elif last and last < self._today:
            self.add_error("ends_on", _("This day has passed."))
        return given


class EraseForm(forms.Form):
    """The word that makes sure it is meant."""

    last_administrator = _(
        "You are the only administrator. Give somebody else that role first, then come back."
    )

    word = forms.CharField(
        label=_("Type the word"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_word(self) -> str:
        """The word itself, in either case.

        Raises:
            ValidationError: when it is another word.
        """
        word = str(self.cleaned_data["word"]).strip().lower()
        if word != erase_word():
            raise forms.ValidationError(_("That is another word. Nothing was erased."))
        return word


def erase_word() -> str:
    """The word to type, in the reader's language."""
    # Translators: the one word, in lower case, that a person types to have everything erased.
    return gettext("erase")
