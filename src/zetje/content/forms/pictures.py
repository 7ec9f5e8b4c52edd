"""Forms of the library of pictures."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.content.forms.stories import HubForm


class DescriptionForm(HubForm):
    """What a picture shows, and whose it is."""

    description = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        max_length=300,
        help_text=gettext_lazy("For who cannot see it; networks ask for it too."),
    )
    credit = forms.CharField(
        label=gettext_lazy("Whose it is"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("When the maker wants to be named, or the licence asks for it."),
    )


class UploadForm(DescriptionForm):
    """A picture for the library."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or GIF, 10 MB at most. Places and names in the file are removed."
        ),
    )
    field_order = ("picture", "description", "credit")

    def raw(self) -> bytes:
        """The file that was chosen."""
        return cast("UploadedFile[Any]", self.cleaned_data["picture"]).read()

    def clean_picture(self) -> UploadedFile[Any]:
        """Refuse a giant before it is read into memory."""
        upload = cast("UploadedFile[Any]", self.cleaned_data["picture"])
        if (upload.size or 0) > 10_000_000:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return upload
