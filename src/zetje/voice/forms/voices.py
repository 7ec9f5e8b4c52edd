"""What somebody gives to learn from, and what they set of their voice by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zetje.voice.rules.editing import LONGEST, MOST_EMOJI, MOST_HASHTAGS
from zetje.voice.rules.voice_words import (
    FORMALITY_WORDS,
    LINE_BREAK_WORDS,
    OPENING_WORDS,
    WARMTH_WORDS,
    nearest_warmth,
)

_AS_HEARD: Final = ("", _("as heard"))


def _figures() -> forms.TextInput:
    # As text, so that a comma does as well as a point.
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


class SampleForm(forms.Form):
    """One text of somebody's own."""

    text = forms.CharField(
        label=_("A post of yours"),
        help_text=_("Paste one that sounds like you. It stays here, and you can take it out."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ExportForm(forms.Form):
    """The file that LinkedIn gives people of their own data."""

    file = forms.FileField(
        label=_("Your LinkedIn export"),
        help_text=_(
            "The archive, or Shares.csv out of it. On LinkedIn: Settings, Data privacy, Get a copy "
            "of your data. Only your posts are read."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.csv"}),
    )


class ProfileForm(forms.Form):
    """The profile by hand. What is left open is counted from the samples."""

    formality = forms.ChoiceField(
        label=_("In Dutch you say"),
        required=False,
        choices=[_AS_HEARD, *FORMALITY_WORDS.items()],
    )
    opening = forms.ChoiceField(
        label=_("You begin"), required=False, choices=[_AS_HEARD, *OPENING_WORDS.items()]
    )
    warmth = forms.ChoiceField(
        label=_("You sound"), required=False, choices=[_AS_HEARD, *WARMTH_WORDS.items()]
    )
    line_breaks = forms.ChoiceField(
        label=_("You lay out"), required=False, choices=[_AS_HEARD, *LINE_BREAK_WORDS.items()]
    )
    length = forms.IntegerField(
        label=_("Characters in a post"),
        required=False,
        min_value=20,
        max_value=LONGEST,
        widget=_figures(),
    )
    sentence_length = forms.IntegerField(
        label=_("Words in a sentence"),
        required=False,
        min_value=3,
        max_value=60,
        widget=_figures(),
    )
    emoji = forms.FloatField(
        label=_("Emoji in a post"),
        required=False,
        min_value=0,
        max_value=MOST_EMOJI,
        localize=True,
        widget=_figures(),
    )
    hashtags = forms.FloatField(
        label=_("Hashtags in a post"),
        required=False,
        min_value=0,
        max_value=MOST_HASHTAGS,
        localize=True,
        widget=_figures(),
    )

    def edits(self) -> dict[str, Any]:
        """The fields that were set, as `operations.edit_profile` takes them."""
        found: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        if "formality" in found:
            found["formality"] = {"nl": found["formality"]}
        if "warmth" in found:
            found["warmth"] = float(found["warmth"])
        return found


def filled(edits: Mapping[str, Any]) -> dict[str, Any]:
    """What the form begins with: the fields that were set by hand before."""
    found = {**edits}
    if "formality" in found:
        found["formality"] = found["formality"].get("nl", "")
    if "warmth" in found:
        found["warmth"] = nearest_warmth(found["warmth"])
    return found
