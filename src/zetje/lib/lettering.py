"""Sets words in our own face, for what is drawn or printed and not shown by a browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER: Final = Path(__file__).resolve().parent / "fonts"
Weight = Literal["regular", "bold"]
# Given a text, how wide it is at size 1, in the same unit as the size.
Width = Callable[[str], float]


@dataclass(frozen=True)
class Lines:
    """Words broken into lines that fit a width at a size."""

    lines: tuple[str, ...]
    size: float


@lru_cache(maxsize=2)
def face(weight: Weight) -> Any:
    """The face of a weight, registered with the maker of PDFs; its name is `fontName`."""
    font = TTFont(f"RadioCanadaBig-{weight}", str(file_of(weight)))
    cast("Any", pdfmetrics).registerFont(font)  # reportlab has no types
    return font


def file_of(weight: Weight) -> Path:
    """The file of a weight."""
    return FOLDER / f"radio-canada-big-{weight}.ttf"


def width_of(weight: Weight) -> Width:
    """How wide texts are at size 1."""
    font = face(weight)
    return lambda text: float(font.stringWidth(text, 1_000)) / 1_000


def settable(text: str) -> str:
    """The text with the signs that our face has, on one line: a letter without its accent where
    only that is there, and nothing for what it lacks altogether.
    """
    known = face("regular").face.charToGlyph
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if ord(sign) in known or sign.isspace():
            kept.append(sign)
            continue
        kept += [part for part in unicodedata.normalize("NFKD", sign) if ord(part) in known]
    return " ".join("".join(kept).split())


def fitted(
    text: str, *, width: float, height: float, sizes: tuple[float, ...], leading: float, wide: Width
) -> Lines:
    """The words at the largest size at which they fit, cut with an ellipsis at the smallest.

    Args:
        text: what to set, with signs of our face alone.
        width: how wide a line may be.
        height: how high all lines may be.
        sizes: the sizes to try, the largest first.
        leading: the height of a line, as a part of its size.
        wide: how wide a text is at size 1.
    """
    for size in sizes:
        lines = _broken(text, width / size, wide)
        whole = all(wide(line) * size <= width for line in lines)
        if whole and len(lines) * size * leading <= height:
            return Lines(tuple(lines), size)
    size = sizes[-1]
    most = max(1, int(height / (size * leading)))
    lines = _broken(text, width / size, wide, within_words=True)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width / size, wide)]
    return Lines(tuple(lines), size)


def set_below(
    sheet: Any,
    text: str,
    weight: Weight,
    *,
    at: tuple[float, float],
    room: tuple[float, float],
    sizes: tuple[float, float],
    leading: float,
) -> float:
    """Set words below a point of a sheet, as large as the room allows.

    Args:
        sheet: a canvas of reportlab, with its colour set.
        text: what to set; signs that our face lacks are left out.
        weight: regular or bold.
        at: the upper left corner.
        room: how wide and how high they may be.
        sizes: the largest and the smallest size; below that the words are cut.
        leading: the height of a line, as a part of its size.

    Returns:
        how high on the sheet the last line ends.
    """
    largest, smallest = sizes
    steps = tuple(largest - (largest - smallest) * step / 12 for step in range(13))
    lines = fitted(
        settable(text),
        width=room[0],
        height=room[1],
        sizes=steps,
        leading=leading,
        wide=width_of(weight),
    )
    sheet.setFont(face(weight).fontName, lines.size)
    left, top = at
    # The ascender of our face reaches three quarters of its size above the line.
    down = top - lines.size * 0.76
    for line in lines.lines:
        sheet.drawString(left, down, line)
        down -= lines.size * leading
    return down + lines.size * (leading - 0.24)


def _broken(text: str, width: float, wide: Width, *, within_words: bool = False) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        pieces = _pieces(word, width, wide) if within_words else [word]
        for piece in pieces:
            if lines and wide(f"{lines[-1]} {piece}") <= width:
                lines[-1] = f"{lines[-1]} {piece}"
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: float, wide: Width) -> list[str]:
    """A word that is longer than a line, in parts that fit one."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and wide(pieces[-1] + sign) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _cut(line: str, width: float, wide: Width) -> str:
    while line and wide(f"{line}…") > width:
        line = line[:-1].rstrip()
    return f"{line}…"
