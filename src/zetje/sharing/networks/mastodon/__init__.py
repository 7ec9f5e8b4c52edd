"""Mastodon: many servers, so the person is asked once on which one they are."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from zetje.sharing.rules.composers import NotAnInstanceError, composer, instance_host
from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class Mastodon(Network):
    """Opens the composer of the person's own instance."""

    key = "mastodon"
    label = "Mastodon"
    limit = Limit(most=500, unit="mastodon")
    sameness = THRESHOLDS["mastodon"]
    prefills: frozenset[Prefill] = frozenset({"text", "link"})
    asks_instance = True
    verbs = (
        pgettext_lazy("Mastodon", "Reply"),
        pgettext_lazy("Mastodon", "Boost"),
        pgettext_lazy("Mastodon", "Favourite"),
        pgettext_lazy("Mastodon", "Bookmark"),
    )

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The composer at the instance; none while it is not known or is no host name."""
        try:
            host = instance_host(settings.mastodon_instance)
        except NotAnInstanceError:
            return None
        return composer(f"https://{host}/share", text=text or link)
