"""Threads: text and link go along."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from zetje.sharing.rules.composers import composer, without_link
from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class Threads(Network):
    """Opens the composer with the text, and the link apart if it comes last: it becomes the card.

    https://developers.facebook.com/docs/threads/threads-web-intents
    """

    key = "threads"
    label = "Threads"
    limit = Limit(most=500, unit="threads")
    sameness = THRESHOLDS["threads"]
    prefills: frozenset[Prefill] = frozenset({"text", "link"})
    verbs = (
        pgettext_lazy("Threads", "Like"),
        pgettext_lazy("Threads", "Reply"),
        pgettext_lazy("Threads", "Repost"),
        pgettext_lazy("Threads", "Share"),
    )

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The composer with text and link."""
        words = without_link(text, link)
        url = link if words != text.rstrip() or not text else ""
        return composer("https://www.threads.com/intent/post", text=words, url=url)
