"""The networks a story is worded for, as editors see them: name, room, fold and what readers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_LIKE, _COMMENT, _REPOST, _SEND = _("Like"), _("Comment"), _("Repost"), _("Send")
_REPLY, _BOOST, _SHARE = _("Reply"), _("Boost"), _("Share")


@dataclass(frozen=True)
class Place:
    """A network, or any of them."""

    key: str
    label: str | Promise
    room: int
    fold: int = 0
    verbs: Sequence[str | Promise] = (_LIKE, _COMMENT, _SHARE)
    host_first: bool = False


PLACES: Final = (
    Place("", _("Any network"), 3_000, 140, (_LIKE, _COMMENT, _REPOST, _SEND)),
    Place("linkedin", "LinkedIn", 3_000, 140, (_LIKE, _COMMENT, _REPOST, _SEND)),
    Place("mastodon", "Mastodon", 500, 0, (_REPLY, _BOOST, _("Favourite"), _("Bookmark")), True),
    Place("bluesky", "Bluesky", 300, 0, (_REPLY, _REPOST, _LIKE)),
    Place("x", "X", 280, 0, (_REPLY, _REPOST, _LIKE)),
    Place("threads", "Threads", 500, 0, (_LIKE, _REPLY, _REPOST, _SHARE)),
    Place("facebook", "Facebook", 5_000, 480),
    Place("instagram", "Instagram", 2_200, 125),
    Place("xing", "XING", 3_000),
    Place("whatsapp", "WhatsApp", 4_000),
)
PLACE_OF: Final = {place.key: place for place in PLACES}
