"""The words of a shout-out, in one language or in both."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from zetje.recognition.rules.shoutouts import LONGEST


class ShoutoutForm(forms.Form):
    """One line is enough, in either language."""

    text_nl = forms.CharField(
        label=gettext_lazy("In Dutch"),
        required=False,
        max_length=2 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "nl"}),
    )
    text_en = forms.CharField(
        label=gettext_lazy("In English"),
        required=False,
        max_length=2 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )

    def refuse(self, sentence: str) -> None:
        """Say above the form why it does not go as it stands."""
        self.add_error(None, sentence)

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by language."""
        given: dict[str, Any] = self.cleaned_data
        return {"nl": str(given.get("text_nl", "")), "en": str(given.get("text_en", ""))}
