"""Draws a code to scan on a sheet of paper."""

from __future__ import annotations

from typing import Any

import segno


def draw_code(sheet: Any, address: str, *, at: tuple[float, float], width: float) -> None:
    """Draw the code of an address in the colour that is set, with its lower left corner at a point.

    Whoever draws it leaves four of its modules white around it: phones ask for that.

    Args:
        sheet: a canvas of reportlab.
        address: what the code says.
        at: the lower left corner.
        width: how wide it is, without the white around it.
    """
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    module = width / len(rows)
    left, top = at[0], at[1] + width
    for down, row in enumerate(rows):
        for start, end in _runs(row):
            # A hair of overlap, so that no viewer shows seams between the rows.
            box = (left + start * module, top - (down + 1) * module)
            sheet.rect(*box, (end - start) * module, module * 1.02, stroke=0, fill=1)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules stand side by side, so that each is drawn once."""
    edges = [at for at in range(len(row) + 1) if _dark(row, at) != _dark(row, at - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _dark(row: bytes, at: int) -> bool:
    return 0 <= at < len(row) and bool(row[at])
