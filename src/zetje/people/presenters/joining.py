"""Networks as lines that can be ticked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from zetje.people.rules.joining import NETWORKS
from zetje.people.rules.words import NETWORK_NAMES

_PASTE = gettext_lazy("We copy the text, you paste it and press Post.")
_FILLED = gettext_lazy("Opens with your text in it. You press Post.")

_NETWORK_HINTS = {
    "linkedin": gettext_lazy("We copy the text, you press Post."),
    "bluesky": _FILLED,
    "mastodon": gettext_lazy("Opens your own server with your text in it. You press Post."),
    "x": gettext_lazy("Opens with your text in it. Counts for your own chain only."),
    "facebook": gettext_lazy("You paste the text yourself. Counts for your own chain only."),
    "threads": _FILLED,
    "xing": _PASTE,
    "whatsapp": gettext_lazy("Opens with your text in it. You choose who gets it."),
    "instagram": gettext_lazy("We copy the text and save the picture. You do the rest."),
}


@dataclass(frozen=True)
class NetworkChoice:
    """A network as a line that can be ticked."""

    key: str
    name: str
    hint: str
    is_chosen: bool


def network_choices(chosen: list[str]) -> list[NetworkChoice]:
    """Every network with whether the member posts there."""
    return [
        NetworkChoice(key, NETWORK_NAMES[key], str(_NETWORK_HINTS[key]), key in chosen)
        for key in NETWORKS
    ]
