"""Counts a text as each network counts it, so that nobody is cut off after pressing Post.

Where each rule comes from:

- X: weighted length, configuration 3 of twitter-text: 280; a code point weighs 1 in four ranges
  (Latin and most alphabets, some punctuation) and 2 elsewhere; an emoji 2, however long its
  sequence; a web address 23, with or without "https://"; counted in composed form (NFC).
  https://github.com/twitter/twitter-text/blob/master/config/v3.json
- Bluesky: 300 graphemes *and* 3,000 bytes of UTF-8 (lexicon app.bsky.feed.post). The app shortens
  long addresses afterwards; we count them in full, which is never too lenient.
- Mastodon: 500 graphemes; an address with http(s):// is 23; of a mention only the local part counts
  (app/validators/status_length_validator.rb).
- Threads: 500 characters, emoji by their bytes of UTF-8
  (https://developers.facebook.com/docs/threads/posts).
- LinkedIn 3,000, Facebook 63,206, Instagram 2,200, WhatsApp 65,536: UTF-16 units, as their editors,
  which are JavaScript, count. XING publishes no figure; we keep people to 10,000 there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import regex

from zetje.sharing.rules.addresses import Span, links_in, mentions_in

Unit = Literal["weighted", "graphemes", "mastodon", "threads", "utf16"]
ADDRESS_LENGTH = 23

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
# As twemoji matches them: digits and signs only with their keycap or variation selector, everything
# else unless the text form (U+FE0E) was asked for.
_EMOJI_PART = r"(?:(?![#*0-9©®™♟])\p{Emoji}(?!\uFE0E)|[©®™♟]\uFE0F)(?:\p{Emoji_Modifier}|\uFE0F)?"
_EMOJI = regex.compile(
    rf"\p{{Regional_Indicator}}{{2}}|[#*0-9]\uFE0F?\u20E3"
    rf"|{_EMOJI_PART}(?:\u200D{_EMOJI_PART})*(?:[\U000E0020-\U000E007E]+\U000E007F)?"
)
_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True)
class Limit:
    """How long a text may be on a network, and in what that is counted."""

    most: int
    unit: Unit
    most_bytes: int | None = None


@dataclass(frozen=True)
class Count:
    """How much of a network's room a text takes."""

    used: int
    limit: int
    over: int

    @property
    def fits(self) -> bool:
        """Whether the network takes the text whole."""
        return self.over == 0


def tidy(text: str) -> str:
    """The text as it will be counted and posted: one kind of line end, no blanks around it."""
    # PostgreSQL keeps no zero byte, and no network shows one.
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def count(text: str, limit: Limit) -> Count:
    """How long a text is by the rule of a network, and by how much it is too long."""
    text = tidy(text)
    used = _COUNTERS[limit.unit](text)
    over = max(0, used - limit.most)
    if limit.most_bytes is not None and over == 0:
        over = max(0, len(text.encode()) - limit.most_bytes)
    return Count(used=used, limit=limit.most, over=over)


def _weighted(text: str) -> int:
    text = unicodedata.normalize("NFC", text)
    total = 0
    at = 0
    for link in links_in(text, unnamed=False):
        total += _weight(text[at : link.start]) + ADDRESS_LENGTH
        at = link.end
    return total + _weight(text[at:])


def _weight(text: str) -> int:
    without, emoji = _EMOJI.subn("", text)
    return 2 * emoji + sum(
        1 if any(first <= ord(sign) <= last for first, last in _LIGHT) else 2 for sign in without
    )


def _graphemes(text: str) -> int:
    return len(_GRAPHEME.findall(text))


def _mastodon(text: str) -> int:
    stand_ins = dict.fromkeys(links_in(text, bare=False, unnamed=False), "x" * ADDRESS_LENGTH)
    within = [range(link.start, link.end) for link in stand_ins]
    stand_ins |= {
        span: local
        for span, local in mentions_in(text)
        if not any(span.start in taken for taken in within)
    }
    return _graphemes(_replaced(text, stand_ins))


def _replaced(text: str, stand_ins: Mapping[Span, str]) -> str:
    for span in sorted(stand_ins, key=lambda span: span.start, reverse=True):
        text = text[: span.start] + stand_ins[span] + text[span.end :]
    return text


def _threads(text: str) -> int:
    emoji = _EMOJI.findall(text)
    return len(_EMOJI.sub("", text)) + sum(len(sign.encode()) for sign in emoji)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


_COUNTERS: Mapping[Unit, Callable[[str], int]] = {
    "weighted": _weighted,
    "graphemes": _graphemes,
    "mastodon": _mastodon,
    "threads": _threads,
    "utf16": _utf16,
}
