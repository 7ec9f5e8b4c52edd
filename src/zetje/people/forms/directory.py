"""Forms of the directory: bring a file, match its columns, search, add somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from zetje.people.forms.searching import SearchingForm
from zetje.people.models import Team
from zetje.people.rules.columns import DISPLAYED, NOT_KEPT, displayed
from zetje.people.rules.csv_text import BYTES_LIMIT
from zetje.people.rules.sentences import file_sentence


class UploadForm(forms.Form):
    """A staff file."""

    file = forms.FileField(
        label=gettext_lazy("Staff file"),
        help_text=gettext_lazy("A CSV file from your HR system or spreadsheet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    complete = forms.BooleanField(
        label=gettext_lazy("This file holds everybody"),
        help_text=gettext_lazy("Whoever is not in it has left. You see who, before it happens."),
        required=False,
        initial=True,
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse a file that is too large before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > BYTES_LIMIT:
            raise forms.ValidationError(
                file_sentence("file_too_large", {"megabytes": BYTES_LIMIT // 1_000_000})
            )
        return file


class ColumnsForm(forms.Form):
    """Which column means what, one choice for each heading."""

    complete = forms.BooleanField(label=gettext_lazy("This file holds everybody"), required=False)

    def __init__(self, *args: Any, columns: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        choices = [("", _("Leave out"))] + [
            (field, displayed(field, language=language))
            for field in DISPLAYED
            if field not in NOT_KEPT
        ]
        self.headings: dict[str, str] = {}
        for place, column in enumerate(columns):
            name = f"column_{place}"
            self.headings[name] = column["heading"]
            self.fields[name] = forms.ChoiceField(
                label=column["heading"] or _("Column %(number)s") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=column["field"] if column["field"] not in NOT_KEPT else "",
            )

    def by_hand(self) -> dict[str, str]:
        """Heading → field, as chosen."""
        return {heading: self.cleaned_data[name] for name, heading in self.headings.items()}


class ApplyForm(forms.Form):
    """The two things somebody must say themselves before an import goes on."""

    leave_out = forms.BooleanField(required=False)
    confirm_leavers = forms.BooleanField(required=False)


class SearchForm(SearchingForm):
    """What to look for in the directory; anything unknown is left out of the question."""

    SORTS: ClassVar[list[tuple[str, Any]]] = [
        ("name", gettext_lazy("Name")),
        ("team", gettext_lazy("Team")),
        ("email", gettext_lazy("E-mail")),
        ("start", gettext_lazy("Newest first")),
    ]

    q = forms.CharField(label=gettext_lazy("Name or e-mail"), required=False, max_length=100)
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Order by"), required=False, choices=SORTS)
    left = forms.BooleanField(label=gettext_lazy("Show who left"), required=False)

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All teams"))] + [(team.token, team.name) for team in teams]


class MemberForm(forms.Form):
    """One new member, added by hand."""

    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=80)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=80, required=False)
    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput())
