"""Draws a story that has no picture: two inks on one paper, always the same for the same story."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

WIDTH: Final = 480
HEIGHT: Final = 251


@dataclass(frozen=True)
class Disc:
    """A disc or a ring. Spot is printed first and ink over it, so that ink stays ink."""

    x: int
    y: int
    radius: int
    ink: str  # "spot" or "ink"
    stroke: int = 0  # 0: filled
    dashes: str = ""


@dataclass(frozen=True)
class Drawing:
    """The discs of a drawing, in the order in which they are printed."""

    discs: tuple[Disc, ...]
    label: str


def drawing_of(token: str) -> Drawing:
    """The drawing that belongs to a story's token."""
    chance = _Chance(token)
    discs, label = _MOTIFS[chance.below(len(_MOTIFS))](chance)
    printed = sorted(discs, key=lambda disc: disc.ink == "ink")
    return Drawing(discs=tuple(printed), label=label)


class _Chance:
    """Numbers that a token decides: the same ones on every machine and in every version."""

    def __init__(self, token: str) -> None:
        self._bytes = hashlib.blake2b(token.encode(), digest_size=64).digest()
        self._next = 0

    def below(self, limit: int) -> int:
        self._next += 1
        return self._bytes[self._next % len(self._bytes)] % limit

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)


def _rows(chance: _Chance) -> tuple[list[Disc], str]:
    """Two rows of four; one seat is left open."""
    gap = chance.below(8)
    turn = chance.below(4)
    discs: list[Disc] = []
    for seat in range(8):
        x, y = 80 + 107 * (seat % 4), 63 if seat < 4 else 188
        if seat != gap:
            discs.append(Disc(x, y, 52, "spot"))
        inner = 46 - 7 * ((seat + turn) % 4)
        discs.append(Disc(x, y, inner, "ink", stroke=12))
    return discs, _("Drawing of two rows of discs")


def _gear(chance: _Chance) -> tuple[list[Disc], str]:
    """A toothed wheel before a large sun."""
    x, side = chance.between(250, 300), chance.between(84, 96)
    teeth = chance.between(12, 18)
    dash = round(2 * 3.14159 * 72 / teeth / 2, 2)
    discs = [
        Disc(x - side, 126, chance.between(138, 152), "spot"),
        Disc(x, 126, 112, "ink", stroke=10),
        Disc(x, 126, 72, "ink", stroke=30, dashes=str(dash)),
        Disc(x, 126, chance.between(22, 36), "ink"),
    ]
    return discs, _("Drawing of a wheel before a sun")


def _links(chance: _Chance) -> tuple[list[Disc], str]:
    """Rings that hold each other, in turn in one ink and the other."""
    radius, y = chance.between(44, 54), chance.between(112, 140)
    start, step = chance.between(-10, 30), chance.between(70, 82)
    discs = [
        Disc(start + step * number, y, radius, "spot" if number % 2 else "ink", stroke=22)
        for number in range(8)
    ]
    return discs, _("Drawing of a row of links")


def _push(chance: _Chance) -> tuple[list[Disc], str]:
    """A line of discs, and one that lies a little off its place."""
    count, y = 6, 160
    loose = chance.between(1, 4)
    lift = chance.between(52, 74)
    discs = [
        Disc(65 + 70 * seat, y, 31, "ink", stroke=4, dashes="8 6" if seat == loose else "")
        for seat in range(count)
    ]
    discs += [Disc(65 + 70 * seat, y, 31, "ink") for seat in range(count) if seat != loose]
    discs.append(Disc(65 + 70 * loose + chance.between(14, 26), y - lift, 34, "spot"))
    return discs, _("Drawing of a row of discs, one of them pushed")


def _rings(chance: _Chance) -> tuple[list[Disc], str]:
    """Rings that spread from a point, as in water."""
    x, y = chance.between(130, 350), chance.between(100, 150)
    step = chance.between(24, 32)
    discs = [Disc(x, y, chance.between(50, 70), "spot")]
    discs += [Disc(x, y, 18 + step * ring, "ink", stroke=10 - ring) for ring in range(7)]
    return discs, _("Drawing of rings that spread")


_MOTIFS: Final[tuple[Callable[[_Chance], tuple[list[Disc], str]], ...]] = (
    _rows,
    _gear,
    _links,
    _push,
    _rings,
)
