#!/usr/bin/env python3
"""Draws the icons of the installable page from one SVG: `python scripts/icons.py`.

The SVG holds a ground and discs, nothing else, so that Pillow is enough to draw it.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[1] / "src/zetje/web/static/app"
SIZES = (192, 512)
# Drawn this many times larger first: Pillow's circles have no soft edges.
FINER = 8


def draw(*, size: int, badge: bool = False) -> Image.Image:
    """The icon in pixels; a badge is its discs alone, in white, for Android's status line."""
    svg = ElementTree.parse(FOLDER / "icon.svg").getroot()
    wide = float(svg.attrib["viewBox"].split()[2])
    scale = size * FINER / wide
    ground = svg.find("{*}rect").attrib["fill"]
    large = Image.new("RGBA", (size * FINER,) * 2, (255, 255, 255, 0) if badge else ground)
    pen = ImageDraw.Draw(large)
    for disc in svg.iterfind("{*}circle"):
        x, y, r = (float(disc.attrib[name]) * scale for name in ("cx", "cy", "r"))
        pen.ellipse((x - r, y - r, x + r, y + r), fill="#ffffff" if badge else disc.attrib["fill"])
    return large.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Write every icon beside the SVG."""
    for size in SIZES:
        draw(size=size).convert("RGB").save(FOLDER / f"icon-{size}.png", optimize=True)
    draw(size=96, badge=True).save(FOLDER / "badge-96.png", optimize=True)


if __name__ == "__main__":
    main()
