"""Whether an organisation's colour can carry our words."""

from __future__ import annotations

# The ink that stands on the spot colour.
INK = "#08121f"
ENOUGH = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2.2 counts it.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def carries_ink(colour: str) -> bool:
    """Whether words in ink are readable on this colour."""
    return contrast(colour, INK) >= ENOUGH


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
