"""The form for a wording of a prompt. It keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.prompting.rules.arms import FAMILIES, LONGEST, Finding, Wording

LANGUAGES = {"nl": "Nederlands", "en": "English"}
_NEEDED = {"required": gettext_lazy("This is needed: without it there is nothing to send.")}


class WordingForm(forms.Form):
    """One way to say a kind of prompt, for a mail and, if it differs, for a chat."""

    arm = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(family.key, family.label) for family in FAMILIES]
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=list(LANGUAGES.items()))
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        error_messages=_NEEDED,
        help_text=gettext_lazy("What the mail is called, also its first line."),
    )
    lead = forms.CharField(
        label=gettext_lazy("Words"),
        error_messages=_NEEDED,
        help_text=gettext_lazy("A sentence or two. The story and the choices stand below it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    title = forms.CharField(
        label=gettext_lazy("First line in a chat"),
        required=False,
        help_text=gettext_lazy("Left out, it is the subject."),
    )
    text = forms.CharField(
        label=gettext_lazy("Words in a chat"),
        required=False,
        help_text=gettext_lazy("Left out, they are those of the mail."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def wording(self) -> Wording:
        """What was filled in; ask when the form is valid."""
        given = {part: self.cleaned_data[part] for part in LONGEST}
        return Wording(
            key="", arm=self.cleaned_data["arm"], language=self.cleaned_data["language"], **given
        )

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Show what keeps the words from being sent, each where it stands."""
        for one in findings:
            said = _("“%(words)s”: %(reason)s") % {"words": one.words, "reason": one.reason}
            self.add_error(one.part, said if one.words else str(one.reason))

    def known(self) -> None:
        """Show that these words are there already."""
        self.add_error("subject", _("These words are there already, for this kind."))
