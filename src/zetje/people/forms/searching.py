"""What every form that looks for something shares."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms


class SearchingForm(forms.Form):
    """A form that asks by its address; what it does not understand is left out."""

    @property
    def address(self) -> str:
        """What was asked, as the part of an address that a link to another page begins with."""
        given = {name: self.data.get(name, "") for name in self.fields}
        asked = urlencode({name: value for name, value in given.items() if value})
        return f"{asked}&" if asked else ""
