"""The words for networks, weekdays, languages and anchors, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.people.rules.joining import ANCHORS

NETWORK_NAMES = {
    "linkedin": "LinkedIn",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "x": "X",
    "facebook": "Facebook",
    "threads": "Threads",
    "xing": "XING",
    "whatsapp": "WhatsApp",
    "instagram": "Instagram",
}
WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
_ANCHORS = {
    "first_coffee": gettext_lazy("my first coffee"),
    "stand_up": gettext_lazy("the stand-up"),
    "lunch": gettext_lazy("lunch"),
    "tea": gettext_lazy("tea"),
    "day_done": gettext_lazy("the last meeting"),
}
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


def anchor_label(anchor: str) -> str:
    """What somebody does anyway, and about when: "my first coffee, 9:00"."""
    return _("%(anchor)s, %(hour)s:00") % {"anchor": _ANCHORS[anchor], "hour": ANCHORS[anchor]}


def anchor_choices() -> list[tuple[str, str]]:
    """Every anchor with its words, in the order of the day."""
    return [(anchor, anchor_label(anchor)) for anchor in ANCHORS]


def weekday_choices(working_days: Sequence[int]) -> list[tuple[str, str]]:
    """The member's working days by name."""
    return [(str(day), str(WEEKDAYS[day])) for day in sorted(working_days)]
