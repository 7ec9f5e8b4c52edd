"""Small pieces of text that several pages share: days, numbers, names of states and languages."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STATES: Final = {
    "draft": gettext_lazy("Draft"),
    "review": gettext_lazy("In review"),
    "planned": gettext_lazy("Planned"),
    "live": gettext_lazy("Live"),
    "expiring": gettext_lazy("Expiring"),
    "archived": gettext_lazy("Archived"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
# The discs that the style sheet knows.
STATE_DISCS: Final = {"planned": "review", "archived": "ended", "withdrawn": "ended"}
LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}
KINDS: Final = {
    "news": gettext_lazy("News"),
    "vacancy": gettext_lazy("Vacancy"),
    "event": gettext_lazy("Event"),
    "success_story": gettext_lazy("Success story"),
    "expert_example": gettext_lazy("Expert example"),
}
PHASES: Final = {
    "information": gettext_lazy("Information"),
    "application": gettext_lazy("Application"),
    "confirmation": gettext_lazy("Confirmation"),
    "consolidation": gettext_lazy("Consolidation"),
}
TONES: Final = {"plain": gettext_lazy("Plain"), "warm": gettext_lazy("Warm")}
_NUMBERS: Final = (
    gettext_lazy("no"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)


def in_words(number: int) -> str:
    """A small number as a word."""
    return str(_NUMBERS[number]) if number < len(_NUMBERS) else str(number)


def opened(sentence: str) -> str:
    """A sentence with a capital in front; the Dutch "één" loses its first accent by it."""
    if sentence.startswith("éé"):
        return f"Eé{sentence[2:]}"
    return sentence[:1].upper() + sentence[1:]


def day_in_words(day: date, *, today: date) -> str:
    """A day as one says it: today, tomorrow, Friday, or its date."""
    ahead = (day - today).days
    if ahead == 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    if 1 < ahead < 7:
        return date_format(day, "l")
    return date_format(day, "j F" if day.year == today.year else "j F Y")
