"""Discs in two inks, 480 × 251, for the pictures of the invented website."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

WIDTH, HEIGHT = 480, 251
Disc = tuple[int, int, int, str]
Numbers = Sequence[int]


def discs(seed: str) -> list[Disc]:
    """The discs of a picture in the order in which they are printed: x, y, radius, ink and form.

    Args:
        seed: any text; the same text gives the same discs.
    """
    numbers = hashlib.blake2b(seed.encode(), digest_size=24).digest()
    return _COMPOSITIONS[numbers[0] % len(_COMPOSITIONS)](numbers[1:])


def composition_of(seed: str) -> str:
    """The name of the composition of a picture."""
    numbers = hashlib.blake2b(seed.encode(), digest_size=24).digest()
    return _COMPOSITIONS[numbers[0] % len(_COMPOSITIONS)].__name__.strip("_")


def _between(number: int, low: int, high: int) -> int:
    return low + number * (high - low) // 255


def _eclipse(numbers: Numbers) -> list[Disc]:
    """One large disc of each ink, one over the other."""
    first = _between(numbers[0], 140, 220)
    return [
        (first, _between(numbers[1], 100, 150), _between(numbers[2], 90, 150), "spot-ink"),
        (first + 110, _between(numbers[3], 100, 150), _between(numbers[4], 60, 110), "dark-ink"),
    ]


def _row(numbers: Numbers) -> list[Disc]:
    """A row of discs that wax or wane, one of them pushed off its place."""
    pushed = numbers[0] % 5
    grows = numbers[1] % 2
    row: list[Disc] = []
    for at in range(5):
        size = 22 + 8 * (at if grows else 4 - at)
        lift = -26 if at == pushed else 0
        ink = "spot-ink" if at == pushed else "dark-ink"
        row.append((60 + at * 90, 140 + lift, size, ink))
    return row


def _rings(numbers: Numbers) -> list[Disc]:
    """Rings around one point and a disc that left them."""
    x, y = _between(numbers[0], 180, 300), _between(numbers[1], 105, 145)
    rings: list[Disc] = [(x, y, size, "dark-ring") for size in (112, 82, 52)]
    side = 1 if numbers[2] % 2 else -1
    return [*rings, (x + side * 120, y - 40, _between(numbers[3], 44, 80), "spot-ink")]


def _crowd(numbers: Numbers) -> list[Disc]:
    """A field of equal discs, some of them in the spot ink and a little nearer."""
    crowd: list[Disc] = []
    for at in range(18):
        column, row = at % 6, at // 6
        called = numbers[at] % 4 == 0
        size = 34 if called else 22
        ink = "spot-ink" if called else "dark-ink"
        crowd.append((48 + column * 77, 46 + row * 80, size, ink))
    return crowd


def _horizon(numbers: Numbers) -> list[Disc]:
    """A disc that rises behind a very large one."""
    x = _between(numbers[0], 120, 360)
    return [
        (x, _between(numbers[1], 70, 110), _between(numbers[2], 50, 84), "spot-ink"),
        (480 - x, 520, 370, "dark-ink"),
    ]


_COMPOSITIONS: Sequence[Callable[[Numbers], list[Disc]]] = (
    _eclipse,
    _row,
    _rings,
    _crowd,
    _horizon,
)
