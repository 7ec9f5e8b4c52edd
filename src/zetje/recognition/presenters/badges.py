"""A badge as everybody sees it who has its address: the page, and the card for link previews."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageDraw, ImageFont

from zetje.lib.lettering import Weight, file_of, fitted, settable, width_of
from zetje.recognition.rules.badge_faces import FACES, SIZE, Face, Shape

if TYPE_CHECKING:
    from zetje.people.models import Organisation
    from zetje.recognition.queries.badges import ShownBadge

WIDTH: Final = 1_200
HEIGHT: Final = 627
PAPER: Final = "#f3f5f2"
INKS: Final = {"ink": "#111c2b", "spot": "#f64a1b"}
_MARGIN: Final = 56
_DRAWING: Final = 460
# Drawn at twice the size and made smaller, so that edges are smooth.
_FINE: Final = 2
_LEADING: Final = 1.06


@dataclass(frozen=True, slots=True)
class MarkPage:
    """The page: whose mark it is, what it is for, and where its card lies."""

    face: Face
    name: str
    line: str
    address: str
    card_address: str


def mark_page(shown: ShownBadge, *, organisation: Organisation, address: str) -> MarkPage:
    """A badge that its person shows to the world. Their family name does not stand on it."""
    given = [organisation.slug, address]
    return MarkPage(
        face=shown.badge.face,
        name=shown.member.given_name,
        line=_("%(name)s at %(organisation)s, %(month)s")
        % {
            "name": shown.member.given_name,
            "organisation": organisation.name,
            "month": date_format(shown.badge.earned_at, "F Y"),
        },
        address=f"{settings.SITE_ADDRESS}{reverse('mark', args=given)}",
        card_address=f"{settings.SITE_ADDRESS}{reverse('mark_card', args=given)}",
    )


def mark_card(page: MarkPage, *, kind: str) -> bytes:
    """The card of a badge as a PNG file of 1200 by 627 pixels."""
    face = page.face
    return _drawn(kind, settable(str(face.name)), settable(str(face.reason)), settable(page.line))


def _drawn(kind: str, name: str, reason: str, line: str) -> bytes:
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    card.paste(_print_of_kind(kind), (WIDTH - _DRAWING - _MARGIN, 83))
    pen = ImageDraw.Draw(card)
    room = WIDTH - _DRAWING - 3 * _MARGIN
    top = _set(pen, name, "bold", (84.0, 72.0, 60.0, 48.0), top=_MARGIN, room=room, high=190)
    _set(pen, reason, "regular", (38.0, 34.0, 30.0), top=top + 24, room=room, high=190)
    _set(pen, line, "regular", (28.0, 24.0), top=HEIGHT - _MARGIN - 60, room=room, high=60)
    out = BytesIO()
    card.quantize(64, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=len(FACES))
def _print_of_kind(kind: str) -> Image.Image:
    return print_of(FACES[kind], size=_DRAWING)


def print_of(face: Face, *, size: int) -> Image.Image:
    """The picture of a badge as print makes it: one ink over the other darkens it."""
    scale = size * _FINE / SIZE
    sheet = Image.new("RGB", (size * _FINE, size * _FINE), PAPER)
    for plate in face.plates:
        layer = Image.new("RGB", sheet.size, "white")
        for shape in plate:
            _stamp(ImageDraw.Draw(layer), shape, scale)
        sheet = ImageChops.multiply(sheet, layer)
    return sheet.resize((size, size), Image.Resampling.LANCZOS)


def _stamp(pen: ImageDraw.ImageDraw, shape: Shape, scale: float) -> None:
    radius = (shape.radius + shape.stroke / 2) * scale
    x, y = shape.x * scale, shape.y * scale
    box = (x - radius, y - radius, x + radius, y + radius)
    ink = INKS[shape.ink]
    if shape.half:
        start = 90 if shape.half == "left" else 270
        pen.pieslice(box, start, start + 180, fill=ink)
    elif shape.stroke:
        pen.ellipse(box, outline=ink, width=round(shape.stroke * scale))
    else:
        pen.ellipse(box, fill=ink)


def _set(
    pen: ImageDraw.ImageDraw,
    text: str,
    weight: Weight,
    sizes: tuple[float, ...],
    *,
    top: float,
    room: float,
    high: float,
) -> float:
    """Set words and tell where they end."""
    words = fitted(
        text, width=room, height=high, sizes=sizes, leading=_LEADING, wide=width_of(weight)
    )
    font = ImageFont.truetype(str(file_of(weight)), words.size)
    for line in words.lines:
        pen.text((_MARGIN, top), line, font=font, fill=INKS["ink"])
        top += words.size * _LEADING
    return top
