"""Instagram: no composer to open; the person copies the text and downloads the picture."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.previews import Fold
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class Instagram(Network):
    """Takes a picture and pasted text, in its own app."""

    key = "instagram"
    label = "Instagram"
    limit = Limit(most=2200, unit="utf16")
    sameness = THRESHOLDS["instagram"]
    prefills: frozenset[Prefill] = frozenset()
    fold = Fold(signs=125, lines=2)
    wants_picture = True
    verbs = (
        pgettext_lazy("Instagram", "Like"),
        pgettext_lazy("Instagram", "Comment"),
        pgettext_lazy("Instagram", "Share"),
    )

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """There is none."""
        return None
