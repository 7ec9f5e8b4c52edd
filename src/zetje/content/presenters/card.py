"""Draws the share card of a story: what a link preview shows when a page has no picture.

Two inks on one paper, as on our pages: the title on the left, the story's own drawing on the right.
"""

from __future__ import annotations

import math
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from zetje.content.presenters.drawing import HEIGHT, WIDTH, Disc, drawing_of
from zetje.lib.lettering import file_of, fitted, settable, width_of

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Organisation

CARD_WIDTH: Final = 1_200
CARD_HEIGHT: Final = 627
PAPER: Final = "#f3f5f2"
TONE: Final = "#e6e8e4"
INK: Final = "#111c2b"
SPOT: Final = "#f64a1b"
_MARGIN: Final = 56
_TEXT_WIDTH: Final = 548
# Drawn at twice the size and made smaller, so that edges are smooth.
_FINE: Final = 2
_SIZES: Final = (76.0, 68.0, 60.0, 54.0, 48.0, 42.0, 36.0)
_LEADING: Final = 1.04
_INKS: Final = {"spot": SPOT, "ink": INK}


def card_of(story: Story, *, organisation: Organisation) -> bytes:
    """The share card of a story as a PNG file of 1200 by 627 pixels, the same each time."""
    return _drawn(story.token, settable(story.title), settable(organisation.name))


@lru_cache(maxsize=64)
def _drawn(token: str, title: str, name: str) -> bytes:
    card = Image.new("RGB", (CARD_WIDTH, CARD_HEIGHT), PAPER)
    card.paste(_print(token), (CARD_WIDTH // 2 + 40, 0))
    pen = ImageDraw.Draw(card)
    room = CARD_HEIGHT - 2 * _MARGIN - 70
    set_title = fitted(
        title,
        width=_TEXT_WIDTH,
        height=room,
        sizes=_SIZES,
        leading=_LEADING,
        wide=width_of("bold"),
    )
    bold = ImageFont.truetype(str(file_of("bold")), set_title.size)
    for number, line in enumerate(set_title.lines):
        at = (_MARGIN, _MARGIN + number * set_title.size * _LEADING)
        pen.text(at, line, font=bold, fill=INK)
    below = CARD_HEIGHT - _MARGIN
    pen.ellipse((_MARGIN, below - 28, _MARGIN + 24, below - 4), fill=SPOT)
    set_name = fitted(
        name,
        width=_TEXT_WIDTH - 42,
        height=40,
        sizes=(30.0,),
        leading=1.2,
        wide=width_of("regular"),
    )
    plain = ImageFont.truetype(str(file_of("regular")), set_name.size)
    for line in set_name.lines:
        pen.text((_MARGIN + 40, below - 16), line, font=plain, fill=INK, anchor="lm")
    out = BytesIO()
    card.quantize(64, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _print(token: str) -> Image.Image:
    """The middle of the story's drawing, as high as the card."""
    scale = CARD_HEIGHT / HEIGHT * _FINE
    size = (CARD_WIDTH // 2 - 40, CARD_HEIGHT)
    sheet = Image.new("RGB", (size[0] * _FINE, size[1] * _FINE), TONE)
    pen = ImageDraw.Draw(sheet)
    left = (WIDTH * scale - sheet.width) / 2
    for disc in drawing_of(token).discs:
        _stamp(pen, disc, scale=scale, left=left)
    return sheet.resize(size, Image.Resampling.LANCZOS)


def _stamp(pen: ImageDraw.ImageDraw, disc: Disc, *, scale: float, left: float) -> None:
    radius = (disc.radius + disc.stroke / 2) * scale
    x, y = disc.x * scale - left, disc.y * scale
    box = (x - radius, y - radius, x + radius, y + radius)
    ink = _INKS[disc.ink]
    if not disc.stroke:
        pen.ellipse(box, fill=ink)
        return
    width = round(disc.stroke * scale)
    if not disc.dashes:
        pen.ellipse(box, outline=ink, width=width)
        return
    parts = [float(part) for part in disc.dashes.split()]
    dash, gap = (parts * 2)[:2]
    turn = 360 / (math.tau * disc.radius)
    for start in range(round(math.tau * disc.radius / (dash + gap))):
        begin = start * (dash + gap) * turn
        pen.arc(box, begin, begin + dash * turn, fill=ink, width=width)
