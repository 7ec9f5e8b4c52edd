"""Writes a picture as SVG or as PNG, on light or dark paper, with the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final, Literal

from django.utils.html import escape
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from zetje.insights.presenters.pictures import WIDE, Disc, Picture, Shape, Stroke, Words
from zetje.lib.lettering import Weight, file_of

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class _Inks:
    """The two inks, their faint shade, and the paper: `tokens.css` in numbers."""

    paper: str
    ink: str
    faint: str
    spot: str


_THEMES: Final[dict[Theme, _Inks]] = {
    "light": _Inks("#f3f5f2", "#111c2b", "#c6cacb", "#f64a1b"),
    "dark": _Inks("#0c131e", "#e9ece6", "#363d46", "#ff7049"),
}
# Drawn so many times larger and made smaller again, so that edges are smooth.
_LARGER: Final = 2
_FACE: Final = "'Radio Canada Big', Arial, Helvetica, sans-serif"


def as_svg(picture: Picture, *, theme: Theme, language: str) -> bytes:
    """The picture as an SVG file by itself; its words are text, in any face that is there."""
    inks = _THEMES[theme]
    size = f'width="{WIDE}" height="{picture.height}" viewBox="0 0 {WIDE} {picture.height}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
        f'aria-labelledby="title says" xml:lang="{language}" font-family="{_FACE}">'
        f'<title id="title">{escape(picture.title)}</title>'
        f'<desc id="says">{escape(picture.says)}</desc>'
        f'<rect width="{WIDE}" height="{picture.height}" fill="{inks.paper}"/>'
    )
    return f"{head}{''.join(_svg(shape, inks) for shape in picture.shapes)}</svg>".encode()


def as_png(picture: Picture, *, theme: Theme) -> bytes:
    """The picture as a PNG file, with the same in words inside it."""
    inks = _THEMES[theme]
    drawn = Image.new("RGB", (WIDE * _LARGER, picture.height * _LARGER), inks.paper)
    pen = ImageDraw.Draw(drawn)
    for shape in picture.shapes:
        _draw(pen, shape, inks)
    told = PngInfo()
    told.add_itxt("Title", picture.title)
    told.add_itxt("Description", picture.says)
    out = BytesIO()
    drawn.resize((WIDE, picture.height), Image.Resampling.LANCZOS).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def _svg(shape: Shape, inks: _Inks) -> str:
    if isinstance(shape, Stroke):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        colour, width = (inks.faint, 2) if shape.faint else (inks.ink, 4)
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    if isinstance(shape, Disc):
        colour = inks.spot if shape.is_spot else inks.ink
        return f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius}" fill="{colour}"/>'
    anchor = "end" if shape.from_right else "start"
    bold = ' font-weight="700"' if shape.weight == "bold" else ""
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}" fill="{inks.ink}" '
        f'text-anchor="{anchor}"{bold}>{escape(shape.text)}</text>'
    )


def _draw(pen: ImageDraw.ImageDraw, shape: Shape, inks: _Inks) -> None:
    if isinstance(shape, Stroke):
        points = [(x * _LARGER, y * _LARGER) for x, y in shape.points]
        colour, width = (inks.faint, 2) if shape.faint else (inks.ink, 4)
        pen.line(points, fill=colour, width=width * _LARGER, joint="curve")
    elif isinstance(shape, Disc):
        x, y, radius = (value * _LARGER for value in (shape.x, shape.y, shape.radius))
        colour = inks.spot if shape.is_spot else inks.ink
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    else:
        _write(pen, shape, inks)


def _write(pen: ImageDraw.ImageDraw, shape: Words, inks: _Inks) -> None:
    pen.text(
        (shape.x * _LARGER, shape.y * _LARGER),
        shape.text,
        font=_font(shape.weight, shape.size * _LARGER),
        fill=inks.ink,
        anchor="rs" if shape.from_right else "ls",
    )


@cache
def _font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file_of(weight)), size)
