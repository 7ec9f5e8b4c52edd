"""What an administrator fills in for a language model."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.voice.operations.language_models import ModelRefusedError, ModelWords

USUAL_TOKENS = 2_000_000


class ModelForm(forms.Form):
    """A model's address and bounds. The key is never put in the page, so an empty one keeps it.

    Args:
        offered: whether the installation has a model of its own, so that no address is needed.
        has_key: whether a key is kept already.
    """

    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=2_000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    model = forms.CharField(
        label=gettext_lazy("Name of the model"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(
        label=gettext_lazy("Key"),
        required=False,
        max_length=4_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    tokens_per_month = forms.IntegerField(
        label=gettext_lazy("Tokens a month, in and out together"),
        help_text=gettext_lazy(
            "A suggestion takes about 2,500 of them. When they are used up, everything goes on "
            "without the model until the first of the month."
        ),
        min_value=1_000,
        max_value=1_000_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    marks_every_post = forms.BooleanField(
        label=gettext_lazy("Say in every post that a model helped"),
        help_text=gettext_lazy(
            "Otherwise only on networks whose rules may ask for it. Beside a suggestion it always "
            "stands."
        ),
        required=False,
    )

    def __init__(self, *args: Any, offered: bool, has_key: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["address"].required = self.fields["model"].required = not offered
        self.fields["address"].help_text = (
            _("Empty: the model of this installation.")
            if offered
            else _("OpenAI-compatible, with the version: https://models.example.nl/v1")
        )
        self.fields["key"].help_text = (
            _("Filled in. Leave it empty to keep it; it is never shown again.")
            if has_key
            else _("Empty where the model asks for none.")
        )

    def words(self) -> ModelWords:
        """What was filled in."""
        given = self.cleaned_data
        return ModelWords(
            address=given["address"].strip(),
            model=given["model"].strip(),
            key=given["key"].strip(),
            tokens_per_month=given["tokens_per_month"],
            marks_every_post=given["marks_every_post"],
        )

    def refuse(self, refusal: ModelRefusedError) -> None:
        """Show a refusal at the field it is about."""
        self.add_error(refusal.field, refusal.sentence)
