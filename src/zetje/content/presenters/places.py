"""The networks a story is worded for, as editors see them: name, room, fold and what readers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_LINKEDIN: Final = (
    pgettext_lazy("LinkedIn", "Like"),
    pgettext_lazy("LinkedIn", "Comment"),
    pgettext_lazy("LinkedIn", "Repost"),
    pgettext_lazy("LinkedIn", "Send"),
)
_MASTODON: Final = (
    pgettext_lazy("Mastodon", "Reply"),
    pgettext_lazy("Mastodon", "Boost"),
    pgettext_lazy("Mastodon", "Favourite"),
    pgettext_lazy("Mastodon", "Bookmark"),
)
_BLUESKY: Final = (
    pgettext_lazy("Bluesky", "Reply"),
    pgettext_lazy("Bluesky", "Repost"),
    pgettext_lazy("Bluesky", "Like"),
)
_X: Final = (
    pgettext_lazy("X", "Reply"),
    pgettext_lazy("X", "Repost"),
    pgettext_lazy("X", "Like"),
)
_THREADS: Final = (
    pgettext_lazy("Threads", "Like"),
    pgettext_lazy("Threads", "Reply"),
    pgettext_lazy("Threads", "Repost"),
    pgettext_lazy("Threads", "Share"),
)
_FACEBOOK: Final = (
    pgettext_lazy("Facebook", "Like"),
    pgettext_lazy("Facebook", "Comment"),
    pgettext_lazy("Facebook", "Share"),
)
_INSTAGRAM: Final = (
    pgettext_lazy("Instagram", "Like"),
    pgettext_lazy("Instagram", "Comment"),
    pgettext_lazy("Instagram", "Share"),
)
_XING: Final = (
    pgettext_lazy("XING", "Like"),
    pgettext_lazy("XING", "Comment"),
    pgettext_lazy("XING", "Share"),
)


@dataclass(frozen=True)
class Place:
    """A network, or any of them."""

    key: str
    label: str | Promise
    room: int
    fold: int = 0
    verbs: Sequence[str | Promise] = ()
    host_first: bool = False


PLACES: Final = (
    Place("", _("Any network"), 3_000, 140, _LINKEDIN),
    Place("linkedin", "LinkedIn", 3_000, 140, _LINKEDIN),
    Place("mastodon", "Mastodon", 500, 0, _MASTODON, host_first=True),
    Place("bluesky", "Bluesky", 300, 0, _BLUESKY),
    Place("x", "X", 280, 0, _X),
    Place("threads", "Threads", 500, 0, _THREADS),
    Place("facebook", "Facebook", 5_000, 480, _FACEBOOK),
    Place("instagram", "Instagram", 2_200, 125, _INSTAGRAM),
    Place("xing", "XING", 3_000, 0, _XING),
    Place("whatsapp", "WhatsApp", 4_000),
)
PLACE_OF: Final = {place.key: place for place in PLACES}
