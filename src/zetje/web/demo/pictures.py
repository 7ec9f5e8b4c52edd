"""Draws the pictures of the invented website: the discs of our drawings, as PNG."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from zetje.web.demo.discs import HEIGHT, WIDTH, composition_of, discs

_STOCK, _INKS = "#e6e8e4", {"spot": "#f64a1b", "dark": "#111c2b"}
_RING = 12
# Drawn large and made smaller, so that the edges of the discs are smooth.
_DRAWN, _SHOWN = 4, 2


_SHOWS = {
    "eclipse": "Tekening: een oranje schijf schuift half achter een blauwzwarte",
    "row": "Tekening: vijf schijven op een rij, de oranje is opgesprongen",
    "rings": "Tekening: drie ringen om één punt, en een oranje schijf die ervandoor gaat",
    "crowd": "Tekening: achttien schijven in het gelid, de oranje staan iets naar voren",
    "horizon": "Tekening: een oranje schijf komt op achter een heel grote",
}


def description(seed: str) -> str:
    """What the picture of a seed shows, for who does not see it."""
    return _SHOWS[composition_of(seed)]


@lru_cache(maxsize=64)
def picture(seed: str) -> bytes:
    """The picture of a page, always the same for the same seed."""
    sheet = Image.new("RGB", (WIDTH * _DRAWN, HEIGHT * _DRAWN), _STOCK)
    for ink, colour in _INKS.items():
        layer = Image.new("RGB", sheet.size, "white")
        press = ImageDraw.Draw(layer)
        for x, y, radius, kind in discs(seed):
            of, form = kind.split("-")
            if of == ink:
                _print(press, x, y, radius, colour, is_ring=form == "ring")
        sheet = ImageChops.multiply(sheet, layer)
    shown = sheet.resize((WIDTH * _SHOWN, HEIGHT * _SHOWN), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    shown.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _print(
    press: ImageDraw.ImageDraw, x: int, y: int, radius: int, colour: str, *, is_ring: bool
) -> None:
    box = [_DRAWN * side for side in (x - radius, y - radius, x + radius, y + radius)]
    if is_ring:
        press.ellipse(box, outline=colour, width=_RING * _DRAWN)
    else:
        press.ellipse(box, fill=colour)
