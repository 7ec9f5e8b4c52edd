"""Forms for tips, and for how a feed is read. They keep what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from zetje.content.forms.stories import HubForm
from zetje.content.operations import TipWords, tip_words
from zetje.content.rules.faults import words_of
from zetje.content.rules.labels import LANGUAGES
from zetje.content.rules.tips import TipRefused, web_address

if TYPE_CHECKING:
    from zetje.content.models import Feed


class TipForm(HubForm):
    """What somebody suggests, in their own words."""

    text = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=2_000,
        required=False,
        help_text=gettext_lazy("A line is enough. The first sentence becomes its title."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    address = forms.CharField(
        label=gettext_lazy("Web address"),
        max_length=2_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    may_name = forms.BooleanField(
        label=gettext_lazy("My name may stand with the story, for colleagues"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """The form's data with the words of the tip."""
        given = super().clean() or {}
        address = str(given.get("address", "")).strip()
        if address and not web_address(address):
            self.add_error("address", words_of("bad_address"))
        elif not self.errors:
            try:
                given["words"] = tip_words(text=str(given.get("text", "")), address=address)
            except TipRefused as refusal:
                self.refuse(refusal, field="text")
        return given

    @property
    def words(self) -> TipWords:
        """The words of a form that is in order."""
        return self.cleaned_data["words"]


class FeedForm(HubForm):
    """How much of a feed may wait at once, and in which language."""

    most_waiting = forms.IntegerField(
        label=gettext_lazy("At most waiting"),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
    )
    only_language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("Every language")), *LANGUAGES.items()],
        required=False,
    )

    @classmethod
    def of(cls, feed: Feed) -> FeedForm:
        """The form as a feed has it; its fields are named after the feed."""
        return cls(
            initial={"most_waiting": feed.most_waiting, "only_language": feed.only_language},
            auto_id=f"id_{feed.token[:8]}_%s",
        )
