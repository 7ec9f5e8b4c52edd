"""Words as Slack takes them: no longer than it allows, and no signs of its own among them."""

from __future__ import annotations

from zetje.delivery.rules import cutting
from zetje.delivery.rules.cutting import clean, length

__all__ = ["clean", "cut", "escaped", "length"]

# The three that Slack reads as its own; see "Formatting text for app surfaces" in its documents.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escaped(text: str) -> str:
    """A text in which nothing is a mention, a link or a command."""
    return text.translate(_ESCAPES)


def cut(text: str, most: int, *, escapes: bool = False) -> str:
    """The text, or as much of its beginning as fits; see `cutting.cut`.

    Args:
        text: the words.
        most: UTF-16 units that the result may take.
        escapes: whether they stand where Slack reads signs of its own.
    """
    return cutting.cut(text, most, written=escaped if escapes else str)
