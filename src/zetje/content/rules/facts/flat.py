"""Evens out how a text is written, so that one way of reading it is enough."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

import regex

MOST_READ: Final = 20_000
_SIGNS: Final = {
    **dict.fromkeys("‘’‚‛ʼ`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\t\u00a0\u2007\u2009\u200a\u202f", " "),
}
# Signs that nobody sees and that would cut a word or a number in two.
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff\u20e3")
# Accents that only stress a word in Dutch: "méér", "níét", "dé allerbeste".
_STRESSED: Final = regex.compile(
    r"(?<!\p{L})(?:m(?:éé|ee)r|m[ií]nd[eé]r|d[éè]|h[éè]t|z[óò]|n(?:íé|íe|ié)t|n[óò]oit|g(?:éé|ée)n|w[éè]l|"
    r"n[óò]g|n[úù]|[áà]lt[ií]jd|[áà]lles?|[áà]llemaal|[éè]lke?|[íì]edere?(?:en)?|v(?:éé|ée)l|"
    r"z(?:éé|ée)r|[éè]cht|g(?:óé|óe)d|[áà]lle[eé]n|(?:aller)?b[éè]ste|[éè]nige|z[óò]nder|"
    r"\p{L}*[áéíóú]\p{L}*ste)(?!\p{L})",
    regex.IGNORECASE,
)
_UNSTRESSED: Final = str.maketrans("áàéèíìóòúùÁÀÉÈÍÌÓÒÚÙ", "aaeeiioouuAAEEIIOOUU")
_KEPT: Final = frozenset("½¼¾⅓⅔⅛")
_DIGIT: Final = regex.compile(r"\d")


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
            if _DIGIT.match(even) and not even.isascii():
                # Some are younger than this Python; such a sign counts nothing.
                even = str(unicodedata.decimal(even, "·"))
        signs.append(even)
        at.append(place)
    at.append(min(len(text), MOST_READ))
    even = "".join(signs)
    even = _STRESSED.sub(lambda match: match[0].translate(_UNSTRESSED), even)
    return Flat(even, tuple(at))
