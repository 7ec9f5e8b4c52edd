"""What of a card a notification shows: what may stand on a lock screen, and nothing else.

Whoever walks past reads it. So it takes the title and the text, which renderers write for that, and
never a section, its note (why this person got it), the footer, a button or a token. The page that
it opens asks who is there.
"""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from zetje.delivery.rules.cards import Card

# A push service takes 4,096 bytes encrypted, which leaves 3,993 (RFC 8291, 4). What a phone shows
# of it is far shorter.
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 300
LONGEST_ADDRESS: Final = 1_000


def payload(card: Card, *, tag: str) -> bytes:
    """The words of a notification, as our service worker reads them.

    Args:
        card: the message.
        tag: the same for two copies of one message, of which the browser then shows one.

    Raises:
        ValueError: when there is nothing to show.
    """
    title = _line(card.title, LONGEST_TITLE)
    if not title:
        raise ValueError("a notification needs a title")
    words = {
        "title": title,
        "body": _line(card.text, LONGEST_TEXT),
        "url": _page(card.url),
        "lang": card.language,
        "tag": tag,
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def _line(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _page(url: str) -> str:
    """The path of a page of ours; the front for an address elsewhere."""
    parts, site = urlsplit(url), urlsplit(str(settings.SITE_ADDRESS))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    ours = not parts.netloc or (parts.scheme, parts.netloc) == (site.scheme, site.netloc)
    sound = path.startswith("/") and not path.startswith("//") and len(path) <= LONGEST_ADDRESS
    return path if ours and sound else "/"
