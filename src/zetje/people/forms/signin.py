"""What a visitor types to get in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_LONGEST_ADDRESS = 254


class AddressForm(forms.Form):
    """The address that a mail with a link and a code goes to."""

    email = forms.EmailField(
        label=_("Work e-mail"),
        max_length=_LONGEST_ADDRESS,
        help_text=_("We send you a link and a code. No password to forget."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


class CodeForm(forms.Form):
    """The code that stands in the mail."""

    wrong = _("This is another code. Look in the newest mail.")

    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "size": "12",
            }
        ),
    )
