"""Forms for what an administrator sets of the organisation."""

from __future__ import annotations

import re
from email.utils import formataddr, parseaddr
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.people.forms.long_select import LongSelect
from zetje.people.models import Organisation
from zetje.people.rules.addresses import NotAnAddressError, read_address
from zetje.people.rules.colours import carries_ink
from zetje.people.rules.csv_table import clean
from zetje.people.rules.logos import BadLogoError, read_logo
from zetje.people.rules.places import UnknownPlaceError, read_country, read_region

HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
UTM = re.compile(r"[A-Za-z0-9._~{}-]*")
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]


@cache
def _zones() -> list[tuple[str, str]]:
    names = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    return [(zone, zone.replace("_", " ")) for zone in names]


def _text(label: Any, help_text: Any = "", *, limit: int = 200, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, help_text=help_text, max_length=limit, required=False, widget=widget
    )


class OrganisationForm(forms.Form):
    """Everything an administrator sets on one page. A field that is not here cannot be set."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    accent = _text(
        gettext_lazy("Own colour"),
        gettext_lazy("As #f64a1b, light enough for dark words on it. Empty: ours."),
        limit=7,
    )
    logo_file = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("PNG, JPEG, WebP or GIF, 2 MB at most. We draw it anew."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    without_logo = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)
    default_language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), widget=LongSelect, choices=_zones
    )
    country = forms.CharField(
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("For public holidays and the disclosure in posts."),
        max_length=60,
    )
    region = _text(
        gettext_lazy("Region"), gettext_lazy("Where it has holidays of its own."), limit=40
    )
    digest_weekday = forms.TypedChoiceField(
        label=gettext_lazy("Day of the weekly three"), coerce=int, choices=list(WEEKDAYS.items())
    )
    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("From what time"),
        help_text=gettext_lazy("In each person's own time zone. A person's own day and hour win."),
        coerce=int,
        choices=[(hour, f"{hour}:00") for hour in range(6, 21)],
    )
    mail_from = _text(
        gettext_lazy("Sender of our mail"), gettext_lazy("Empty: as this installation is set.")
    )
    postal_address = _text(
        gettext_lazy("Postal address"), gettext_lazy("Stands at the foot of each mail."), rows=3
    )
    allowed_hosts = _text(
        gettext_lazy("Own websites"),
        gettext_lazy("One a line, such as www.noordnaaf.example. Links to these get the UTM tags."),
        limit=2000,
        rows=3,
    )
    utm_source = _text(gettext_lazy("UTM source"), limit=60)
    utm_medium = _text(gettext_lazy("UTM medium"), limit=60)
    utm_campaign = _text(gettext_lazy("UTM campaign"), limit=60)
    disclosure_nl = _text(
        gettext_lazy("Disclosure in Dutch"),
        gettext_lazy("Says in each post that the author works here, such as “Ik werk bij …”."),
    )
    disclosure_en = _text(gettext_lazy("Disclosure in English"))
    leaver_threshold = forms.IntegerField(
        label=gettext_lazy("Hold an import when more leave than (per cent)"),
        min_value=1,
        max_value=100,
    )

    def clean_accent(self) -> str:
        """A colour of six digits on which dark words can be read."""
        colour = str(self.cleaned_data["accent"]).strip().lower()
        if not colour:
            return ""
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            raise forms.ValidationError(_("Write the colour as # and six digits, like #f64a1b."))
        if not carries_ink(colour):
            raise forms.ValidationError(
                _("Dark words cannot be read on this colour. Choose a lighter one.")
            )
        return colour

    def clean_mail_from(self) -> str:
        """An address, with a name before it or without."""
        text = clean(str(self.cleaned_data["mail_from"]))
        if not text:
            return ""
        name, address = parseaddr(text)
        try:
            return formataddr((name, read_address(address)))
        except NotAnAddressError as error:
            raise forms.ValidationError(
                _("Write the sender as name@organisation.nl, or Name <name@organisation.nl>.")
            ) from error

    def clean_country(self) -> str:
        """A country's two letters, from its name too."""
        try:
            return read_country(clean(str(self.cleaned_data["country"])))
        except UnknownPlaceError as error:
            raise forms.ValidationError(
                _("We do not know this country. Write two letters, such as NL.")
            ) from error

    def clean_allowed_hosts(self) -> list[str]:
        """Names of websites, one a line, without address parts."""
        hosts: list[str] = []
        for line in str(self.cleaned_data["allowed_hosts"]).split():
            host = re.sub(r"^https?://", "", line.strip().lower()).split("/")[0]
            if not HOST.fullmatch(host):
                raise forms.ValidationError(
                    _("“%(host)s” is not the name of a website.") % {"host": line[:80]}
                )
            hosts.append(host)
        return list(dict.fromkeys(hosts))

    def clean_logo_file(self) -> str:
        """The logo drawn anew; nothing else of the file is kept."""
        file: UploadedFile[bytes] | None = self.cleaned_data["logo_file"]
        if not file:
            return ""
        try:
            return read_logo(file.read())
        except BadLogoError as error:
            raise forms.ValidationError(
                _("This is no picture we can use. Choose a PNG or JPEG of 2 MB at most.")
            ) from error

    def clean(self) -> dict[str, Any]:
        """The region fits its country; UTM tags hold only letters that addresses take."""
        fields: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("utm_source", "utm_medium", "utm_campaign"):
            if not UTM.fullmatch(fields.get(name, "")):
                self.add_error(name, _("Use letters, digits, dots and dashes only."))
        if fields.get("region") and fields.get("country"):
            try:
                fields["region"] = read_region(fields["region"], country=fields["country"])
            except UnknownPlaceError:
                self.add_error("region", _("We know no holidays of this region. Leave it empty."))
        return fields

    def settings(self, organisation: Organisation) -> dict[str, Any]:
        """What to write."""
        fields = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("logo_file", "without_logo")
        }
        logo = self.cleaned_data["logo_file"] or organisation.logo
        return fields | {"logo": "" if self.cleaned_data["without_logo"] else logo}


class HouseRulesForm(forms.Form):
    """A new version of the house rules, in both languages."""

    text_nl = forms.CharField(
        label=gettext_lazy("House rules in Dutch"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    text_en = forms.CharField(
        label=gettext_lazy("House rules in English"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def organisation_initial(organisation: Organisation) -> dict[str, Any]:
    """The form as the organisation stands."""
    names = [name for name in OrganisationForm.base_fields if hasattr(organisation, name)]
    fields = {name: getattr(organisation, name) for name in names}
    return fields | {"allowed_hosts": "\n".join(organisation.allowed_hosts)}
