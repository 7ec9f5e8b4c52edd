"""The three questions: where somebody posts, when, and what about; and where they work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from zetje.people.forms.long_select import LongSelect
from zetje.people.models import Member, Preferences
from zetje.people.operations.preferences import Habits
from zetje.people.rules.joining import LANGUAGES, NETWORKS, hour_of
from zetje.people.rules.words import (
    LANGUAGE_NAMES,
    NETWORK_NAMES,
    WEEKDAYS,
    anchor_choices,
    weekday_choices,
)

_HOST = RegexValidator(
    r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$",
    message=_("Only the name of the server, such as mastodon.nl."),
)


class HabitsForm(forms.Form):
    """Networks, the moment of the week, languages and topics. Choices come from the member."""

    networks = forms.MultipleChoiceField(
        label=_("Networks"),
        required=False,
        choices=[(key, NETWORK_NAMES[key]) for key in NETWORKS],
    )
    mastodon_instance = forms.CharField(
        label=_("Your Mastodon server"),
        required=False,
        max_length=253,
        help_text=_("The part after the last @ in your name, such as mastodon.nl."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    weekday = forms.ChoiceField(label=_("Day"), widget=forms.Select(attrs={"aria-label": _("Day")}))
    anchor = forms.ChoiceField(
        label=_("After what"),
        choices=anchor_choices,
        widget=forms.Select(attrs={"aria-label": _("After what")}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(LANGUAGE_NAMES.items()),
        error_messages={"required": _("Choose at least one language.")},
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, member: Member, topics: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("weekday", weekday_choices(member.working_days))
        self._choose("topics", [(topic, topic) for topic in topics])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """The bare name of the Mastodon server, whatever is pasted around it; only for Mastodon."""
        given = super().clean() or self.cleaned_data
        typed = str(given.get("mastodon_instance", "")) if "mastodon" in self._networks() else ""
        host = typed.strip().lower().removeprefix("https://").partition("/")[0].rpartition("@")[2]
        given["mastodon_instance"] = host
        try:
            _HOST(host or "none.example")
        except forms.ValidationError as fault:
            self.add_error("mastodon_instance", fault)
        return given

    def _networks(self) -> list[str]:
        return self.cleaned_data.get("networks", [])

    def habits(self) -> Habits:
        """What was chosen, for the operation."""
        given = self.cleaned_data
        return Habits(
            digest_weekday=int(given["weekday"]),
            slot_hour=hour_of(given["anchor"]),
            anchor=given["anchor"],
            networks=given["networks"],
            mastodon_instance=given["mastodon_instance"],
            languages=given["languages"],
            topics=given["topics"],
        )


def habits_of(own: Preferences, *, weekday: int) -> dict[str, Any]:
    """A member's preferences as the form shows them at first."""
    return {
        "networks": own.networks,
        "mastodon_instance": own.mastodon_instance,
        "weekday": str(weekday),
        "anchor": own.anchor,
        "languages": own.languages or [own.member.language],
        "topics": own.topics,
    }


class WhereaboutsForm(forms.Form):
    """The language we write in, the time zone and the working days."""

    language = forms.ChoiceField(
        label=_("We write to you in"), choices=[(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        widget=LongSelect,
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in _zones()],
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Your working days"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        choices=[(str(day), name) for day, name in enumerate(WEEKDAYS)],
        error_messages={"required": _("Choose at least one day.")},
    )


class AwayForm(forms.Form):
    """Days off, the last one included."""

    starts_on = forms.DateField(
        label=_("First day away"), widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Last day away"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        """The last day may not lie before the first."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes after the first one."))
        return given


@cache
def _zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone and zone[0].isupper())
