"""WhatsApp: a message to people one knows."""

from __future__ import annotations

from zetje.sharing.rules.composers import composer
from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class WhatsApp(Network):
    """Opens the app, or its web page, with the message; the person picks who gets it.

    https://faq.whatsapp.com/5913398998672934
    """

    key = "whatsapp"
    label = "WhatsApp"
    limit = Limit(most=65_536, unit="utf16")
    sameness = THRESHOLDS["whatsapp"]
    prefills: frozenset[Prefill] = frozenset({"text", "link"})
    verbs = ()

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The app with the message filled in."""
        return composer("https://wa.me/", text=text or link)
