"""X: the text goes along whole, shares are counted for one's own chain only."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from zetje.sharing.rules.composers import composer, without_link
from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class X(Network):
    """Opens the composer with the text, and the link as an address of its own if it comes last."""

    key = "x"
    label = "X"
    limit = Limit(most=280, unit="weighted")
    sameness = THRESHOLDS["x"]
    prefills: frozenset[Prefill] = frozenset({"text", "link"})
    # Its rules forbid rewarding people for posts.
    scored = False
    verbs = (
        pgettext_lazy("X", "Reply"),
        pgettext_lazy("X", "Repost"),
        pgettext_lazy("X", "Like"),
        pgettext_lazy("X", "Bookmark"),
    )

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The composer. The link stands in `url` where it closes the text: X puts it there too."""
        words = without_link(text, link)
        url = link if words != text.rstrip() or not text else ""
        return composer("https://x.com/intent/tweet", text=words, url=url)
