"""Facebook: no text may be pre-filled, so the person pastes it."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from zetje.sharing.rules.addresses import pieces
from zetje.sharing.rules.composers import composer
from zetje.sharing.rules.networks import ComposerSettings, Network, Prefill
from zetje.sharing.rules.previews import Fold
from zetje.sharing.rules.sameness import THRESHOLDS
from zetje.sharing.rules.texts import Limit


class Facebook(Network):
    """Opens the share dialog with the link, and one hashtag if the organisation has an app there.

    https://developers.facebook.com/docs/sharing/reference/share-dialog
    """

    key = "facebook"
    label = "Facebook"
    limit = Limit(most=63_206, unit="utf16")
    sameness = THRESHOLDS["facebook"]
    # Its rules forbid incentives for posts.
    scored = False
    fold = Fold(signs=477, lines=5)
    verbs = (
        pgettext_lazy("Facebook", "Like"),
        pgettext_lazy("Facebook", "Comment"),
        pgettext_lazy("Facebook", "Share"),
    )

    def __init__(self, app_id: str = "") -> None:
        self.app_id = app_id
        self.prefills: frozenset[Prefill] = frozenset({"link", "tag"} if app_id else {"link"})

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The dialog of the organisation's app, or the sharer that needs none."""
        if not self.app_id:
            return composer("https://www.facebook.com/sharer/sharer.php", u=link)
        tags = (piece.text for piece in pieces(text) if piece.kind == "tag")
        return composer(
            "https://www.facebook.com/dialog/share",
            app_id=self.app_id,
            href=link,
            hashtag=next(tags, ""),
        )
