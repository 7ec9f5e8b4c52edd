"""What an editor fills in about an edition: its parts in both languages, their order, and names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from zetje.recognition.operations.newsletter import BlockWords
from zetje.recognition.rules import newsletter as rules

if TYPE_CHECKING:
    from zetje.recognition.models import Edition

_PLACES = [(str(place), str(place)) for place in range(1, len(rules.KINDS))]
_LANGUAGES = {"nl": gettext_lazy("in Dutch"), "en": gettext_lazy("in English")}


class RhythmForm(forms.Form):
    """How often an edition is made by itself; empty for never."""

    rhythm = forms.ChoiceField(required=False, choices=[(each, each) for each in rules.RHYTHMS])


class EditionForm(forms.Form):
    """The parts of an edition; the fields of a part begin with its kind."""

    def __init__(
        self,
        *args: Any,
        shoutouts: Collection[str] = (),
        ticked: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._shoutouts, self._ticked = set(shoutouts), set(ticked)
        for kind in rules.KINDS:
            self._add_part(kind)

    def _add_part(self, kind: str) -> None:
        for language, named in _LANGUAGES.items():
            attrs = {"lang": language}
            self.fields[f"{kind}_heading_{language}"] = forms.CharField(
                label=self._label(gettext_lazy("Heading"), named),
                required=False,
                max_length=rules.LONGEST_HEADING,
                widget=forms.TextInput(attrs=attrs),
            )
            self.fields[f"{kind}_text_{language}"] = forms.CharField(
                label=self._label(gettext_lazy("Words"), named),
                required=False,
                max_length=rules.LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3, **attrs}),
            )
        if kind != rules.OPENING:
            self.fields[f"{kind}_is_shown"] = forms.BooleanField(
                label=gettext_lazy("Show this part"), required=False
            )
            self.fields[f"{kind}_place"] = forms.ChoiceField(
                label=gettext_lazy("Place"), required=False, choices=_PLACES
            )

    @staticmethod
    def _label(what: Any, named: Any) -> Any:
        return f"{what} {named}"

    @classmethod
    def of(cls, edition: Edition) -> EditionForm:
        """The form with what an edition holds now."""
        initial: dict[str, Any] = {}
        blocks = sorted(edition.blocks.all(), key=lambda block: block.position)
        for place, block in enumerate(blocks):
            for language in rules.LANGUAGES:
                initial[f"{block.kind}_heading_{language}"] = block.heading(language)
                initial[f"{block.kind}_text_{language}"] = block.text(language)
            initial[f"{block.kind}_is_shown"] = block.is_shown
            initial[f"{block.kind}_place"] = str(place)
        return cls(initial=initial)

    def words(self) -> Mapping[str, BlockWords]:
        """What was written, by the kind of part; ask when the form is valid."""
        given: dict[str, Any] = self.cleaned_data
        return {
            kind: BlockWords(
                is_shown=kind == rules.OPENING or bool(given[f"{kind}_is_shown"]),
                heading_nl=given[f"{kind}_heading_nl"],
                heading_en=given[f"{kind}_heading_en"],
                text_nl=given[f"{kind}_text_nl"],
                text_en=given[f"{kind}_text_en"],
            )
            for kind in rules.KINDS
        }

    def order(self) -> Sequence[str]:
        """The kinds after the opening, by the places that were chosen."""
        given: dict[str, Any] = self.cleaned_data
        kinds = [kind for kind in rules.KINDS if kind != rules.OPENING]
        return sorted(kinds, key=lambda kind: int(given[f"{kind}_place"] or len(kinds)))

    def left_out(self) -> set[str]:
        """The shout-outs that were there and are not ticked."""
        return self._shoutouts - self._ticked

    def refuse(self, sentence: str, *, kind: str = "") -> None:
        """Show why it does not go as it stands, at the part it is about."""
        self.add_error(f"{kind}_text_nl" if kind else None, sentence)
