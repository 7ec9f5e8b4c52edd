"""LinkedIn: the text may be pre-filled by an address that LinkedIn does not document."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from zetje.sharing.rules.composers import composer
from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.previews import Fold
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class LinkedIn(Network):
    """Opens the feed's composer; where the text is too long for an address, the link's own page."""

    key = "linkedin"
    label = "LinkedIn"
    limit = Limit(most=3000, unit="utf16")
    sameness = THRESHOLDS["linkedin"]
    prefills: frozenset[Prefill] = frozenset({"text", "link"})
    # On a phone; on a wide screen it folds somewhat later.
    fold = Fold(signs=140, lines=3)
    verbs = (
        pgettext_lazy("LinkedIn", "Like"),
        pgettext_lazy("LinkedIn", "Comment"),
        pgettext_lazy("LinkedIn", "Repost"),
        pgettext_lazy("LinkedIn", "Send"),
    )

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The feed with the text in its composer, or the documented page that takes a link only."""
        composed = composer("https://www.linkedin.com/feed/?shareActive=true", text=text)
        if text and composed is not None:
            return composed
        return composer("https://www.linkedin.com/sharing/share-offsite/", url=link)
