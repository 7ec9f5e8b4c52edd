"""Forms for what a story says, shows and whom it is for. They keep what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.content.operations import Audience, StoryWords
from zetje.content.rules.faults import Coded, words_for
from zetje.content.rules.labels import KINDS, LANGUAGES, PHASES, TONES

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Team

_FIELDS = {
    "not_an_address": "url",
    "needs_title": "title",
    "needs_summary": "summary",
    "ends_before_start": "ends_on",
    "ended_already": "ends_on",
    "end_missing": "ends_on",
    "needs_topic": "is_for_topic_only",
    "needs_reason": "said",
    "needs_comment": "said",
    "needs_name": "name",
    "campaign_known": "name",
    "needs_alt": "alt",
    "variant_unusable": "text",
    "needs_picture": "picture",
}


class HubForm(forms.Form):
    """A form that can take the refusal of an operation at the field it is about."""

    def refuse(self, fault: Coded, *, field: str = "") -> None:
        """Show a refusal, at its field where the form has it."""
        name = field or _FIELDS.get(fault.code, "")
        self.add_error(name if name in self.fields else None, words_for(fault))


class AddressForm(HubForm):
    """The address of a page or feed."""

    address = forms.CharField(
        label=gettext_lazy("Web address"),
        max_length=2_000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )


class WordsForm(HubForm):
    """What a story says."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    url = forms.CharField(
        label=gettext_lazy("Link"),
        max_length=2_000,
        required=False,
        help_text=gettext_lazy("Without one, the story gets a page of its own here."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=2_400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(KINDS.items()))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the story"), choices=list(LANGUAGES.items())
    )
    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("One or two words; colleagues choose topics they like."),
    )

    @classmethod
    def of(cls, story: Story) -> WordsForm:
        """The form with what a story says now."""
        return cls(initial={name: getattr(story, name) for name in cls.base_fields})

    def words(self) -> StoryWords:
        """What was filled in."""
        return StoryWords(**self.cleaned_data)


class NoteForm(HubForm):
    """Why a live story is corrected or withdrawn."""

    note = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=1_000,
        required=False,
        help_text=gettext_lazy("Colleagues who shared it read this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AudienceForm(HubForm):
    """Who a story is for, and when."""

    teams = forms.MultipleChoiceField(
        label=gettext_lazy("For"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Who read"),
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    phases = forms.MultipleChoiceField(
        label=gettext_lazy("In which phase"),
        required=False,
        choices=list(PHASES.items()),
        help_text=gettext_lazy("Whom that reaches is known to nobody, and counted nowhere."),
        widget=forms.CheckboxSelectMultiple,
    )
    is_for_topic_only = forms.BooleanField(
        label=gettext_lazy("Only for who asked for its topic"), required=False
    )
    starts_on = forms.DateField(
        label=gettext_lazy("Live from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Live until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Colleagues of other organisations have no team here, so their tokens are no choice.
        self._ids = {team.token: team.pk for team in teams}
        field = cast("forms.MultipleChoiceField", self.fields["teams"])
        field.choices = [(team.token, team.name) for team in teams]

    @classmethod
    def of(cls, story: Story, *, teams: Iterable[Team]) -> AudienceForm:
        """The form with whom a story is for now."""
        chosen = {row.team_id for row in story.audience.all()}
        return cls(
            teams=teams,
            initial={
                "teams": [team.token for team in teams if team.pk in chosen],
                "languages": story.languages,
                "phases": story.phases,
                "is_for_topic_only": story.is_for_topic_only,
                "starts_on": story.starts_on,
                "ends_on": story.ends_on,
            },
        )

    def audience(self) -> Audience:
        """What was filled in."""
        given = self.cleaned_data
        return Audience(
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            languages=given["languages"],
            phases=given["phases"],
            is_for_topic_only=given["is_for_topic_only"],
            team_ids=[self._ids[token] for token in given["teams"]],
        )


class VariantForm(HubForm):
    """One wording; where it belongs stands in hidden fields."""

    text = forms.CharField(
        required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 7}), strip=False
    )
    network = forms.CharField(required=False, widget=forms.HiddenInput)
    language = forms.ChoiceField(choices=list(LANGUAGES.items()), widget=forms.HiddenInput)
    tone = forms.ChoiceField(choices=list(TONES.items()), widget=forms.HiddenInput)


class PictureForm(HubForm):
    """A picture and what it shows."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or GIF, 10 MB at most. Places and names in the file are removed."
        ),
    )
    alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        max_length=300,
        help_text=gettext_lazy("For who cannot see it; networks ask for it too."),
    )

    def raw(self) -> bytes | None:
        """The file that was chosen, when one was."""
        upload = cast("UploadedFile[Any] | None", self.cleaned_data["picture"])
        return upload.read() if upload else None

    def clean_picture(self) -> UploadedFile[Any] | None:
        """Refuse a giant before it is read into memory."""
        upload = cast("UploadedFile[Any] | None", self.cleaned_data["picture"])
        if upload and (upload.size or 0) > 10_000_000:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return upload
