"""Whether an organisation's colour can carry our words."""

from __future__ import annotations

# The ink that stands on the spot colour.
INK = "#08121f"
ENOUGH = 4.5
_WHITE = "#ffffff"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2.2 counts it.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def carries_ink(colour: str) -> bool:
    """Whether words in ink are readable on this colour."""
    return contrast(colour, INK) >= ENOUGH


def readable_on(ground: str, colour: str) -> str:
    """The colour, mixed with ink or white until words in it can be read on that ground.

    Args:
        ground: "#" and six digits, what the words stand on.
        colour: "#" and six digits, what they would be in.
    """
    towards = INK if contrast(ground, INK) > contrast(ground, _WHITE) else _WHITE
    shares = (_mixed(colour, towards, percent / 100) for percent in range(0, 101, 5))
    return next((mixed for mixed in shares if contrast(mixed, ground) >= ENOUGH), towards)


def _mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share of another in it, 0 to 1."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _parts(colour: str) -> list[int]:
    """Red, green and blue, each 0 to 255."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _parts(colour)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
