"""XING: takes the link only, so the person pastes the text."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from zetje.sharing.rules.composers import composer
from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class Xing(Network):
    """Opens the share page with the link."""

    key = "xing"
    label = "XING"
    limit = Limit(most=10_000, unit="utf16")
    sameness = THRESHOLDS["xing"]
    prefills: frozenset[Prefill] = frozenset({"link"})
    verbs = (
        pgettext_lazy("XING", "Like"),
        pgettext_lazy("XING", "Comment"),
        pgettext_lazy("XING", "Share"),
    )

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The share page with the link."""
        return composer("https://www.xing.com/spi/shares/new", url=link)
