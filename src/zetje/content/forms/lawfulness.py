"""A form for words that posts may not hold. It keeps what was typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from zetje.content.forms.stories import HubForm


class BlockedWordsForm(HubForm):
    """Words, why they are kept out, and what to say instead."""

    words = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=200,
        help_text=gettext_lazy("As people would write them. A star stands for any ending: price*."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Colleagues read this beside their words."),
    )
    instead = forms.CharField(
        label=gettext_lazy("What to say instead"), max_length=200, required=False
    )
