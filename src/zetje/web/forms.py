"""A form that shows what forms look like, with faults in it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class GalleryForm(forms.Form):
    """One field of each kind. Its answers go nowhere."""

    name = forms.CharField(label=_("Name"), help_text=_("As colleagues know it."))
    address = forms.EmailField(label=_("Work e-mail"))
    words = forms.CharField(label=_("Your words"), widget=forms.Textarea, required=False)
