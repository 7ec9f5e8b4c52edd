"""Bluesky: the whole text goes along; its link becomes the card."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from zetje.sharing.rules.composers import composer
from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class Bluesky(Network):
    """Opens the composer with the text.

    https://docs.bsky.app/docs/advanced-guides/intent-links
    """

    key = "bluesky"
    label = "Bluesky"
    limit = Limit(most=300, unit="graphemes", most_bytes=3000)
    sameness = THRESHOLDS["bluesky"]
    prefills: frozenset[Prefill] = frozenset({"text", "link"})
    verbs = (
        pgettext_lazy("Bluesky", "Reply"),
        pgettext_lazy("Bluesky", "Repost"),
        pgettext_lazy("Bluesky", "Like"),
    )

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The composer with text and link in one."""
        return composer("https://bsky.app/intent/compose", text=text or link)
