"""Evens out how a text is written, so that one way of reading it is enough."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

MOST_READ: Final = 20_000
_SIGNS: Final = {
    **dict.fromkeys("‘’‚‛ʼ`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\t\u00a0\u2007\u2009\u200a\u202f", " "),
}
# Signs that nobody sees and that would cut a word or a number in two.
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff\u20e3")
_KEPT: Final = frozenset("½¼¾⅓⅔⅛")


@dataclass(frozen=True)
class Flat:
    """A text in even writing, and where each sign of it stands in the text as it was written."""

    text: str
    at: tuple[int, ...]

    @property
    def plain(self) -> str:
        """The even text in small letters without accents, sign by sign."""
        return "".join(
            small if len(small := unicodedata.normalize("NFD", sign)[0].casefold()) == 1 else sign
            for sign in self.text
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the even text stands in the text as it was written."""
        return self.at[start], self.at[end - 1] + 1 if end > start else self.at[start]


def evened(text: str) -> Flat:
    """The text with plain quotes, dashes, blanks and digits, and without signs nobody sees."""
    signs: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text[:MOST_READ]):
        if sign in _UNSEEN:
            continue
        even = _SIGNS.get(sign, sign)
        if even == sign and not sign.isascii() and sign not in _KEPT:
            composed = unicodedata.normalize("NFKC", sign)
            even = composed if len(composed) == 1 else sign
        signs.append(even)
        at.append(place)
    at.append(min(len(text), MOST_READ))
    return Flat("".join(signs), tuple(at))
