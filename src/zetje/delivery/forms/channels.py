"""What an administrator fills in for a channel."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from zetje.delivery.registry import Channel

_LONGEST = 4000


class ChannelForm(forms.Form):
    """The fields of a channel. A secret is never put in the page, so an empty one keeps it.

    Args:
        channel: whose fields.
        kept: the names of the secrets that are filled in already.
    """

    def __init__(self, *args: Any, channel: Channel, kept: Collection[str], **more: Any) -> None:
        super().__init__(*args, **more)
        for field in channel.fields:
            label, words = field.label, field.help
            widget: forms.Widget = forms.TextInput()
            if field.is_secret:
                widget = forms.PasswordInput(attrs={"autocomplete": "off"})
            if field.name in kept:
                words = _("Filled in. Leave it empty to keep it; it is never shown again.")
            self.fields[field.name] = forms.CharField(
                label=label, help_text=words, required=False, max_length=_LONGEST, widget=widget
            )
