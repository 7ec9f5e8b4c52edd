"""Plots that stand in a page: SVG whose colours are the page's own, so that light and dark work."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import matplotlib as untyped
from matplotlib.figure import Figure

# A third of what matplotlib's functions take has no type.
matplotlib: Any = untyped

# Colours that matplotlib draws with, each replaced by one of the page's.
INK, SPOT, MIDDLE, LIGHT, FAINT, SPOT_FAINT = (f"#00000{one}" for one in range(1, 7))
_PAGE = {
    INK: "var(--ink)",
    SPOT: "var(--spot)",
    MIDDLE: "var(--ink-50)",
    LIGHT: "var(--ink-20)",
    FAINT: "var(--ink-10)",
    SPOT_FAINT: "var(--spot-15)",
}
# 3.4 inches are 326 pixels: a plot is as wide as a telephone, and its letters are 12 pixels.
_WIDTH = 3.4
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "zetje",
    "font.size": 9.0,
    "text.color": INK,
    "axes.edgecolor": MIDDLE,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "lines.solid_capstyle": "butt",
}


class Plot:
    """One plot: draw on `axes`, then take its `svg`. Use as a context."""

    def __init__(self, *, height: float = 2.5, says: str) -> None:
        self._style, self._height, self._says = matplotlib.rc_context(_STYLE), height, says
        self.figure: Any = None
        self.axes: Any = None

    def __enter__(self) -> Plot:
        self._style.__enter__()
        self.figure = Figure(figsize=(_WIDTH, self._height), layout="constrained")
        self.axes = self.figure.add_subplot()
        self.axes.set_axisbelow(True)
        return self

    def __exit__(self, *exception: object) -> None:
        self._style.__exit__(None, None, None)

    def svg(self) -> str:
        """The plot as an element for a page, with `says` for whoever does not see it."""
        out = StringIO()
        self.figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
        text = out.getvalue()
        text = text[text.index("<svg") :]
        text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
        text = re.sub(r'<g id="[^"]*">', "<g>", text)
        for drawn, shown in _PAGE.items():
            text = text.replace(drawn, shown)
        box = re.search(r'viewBox="[^"]*"', text)
        opening = f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" {box.group(0) if box else ""}'
        said = self._says.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        return re.sub(r"<svg[^>]*", f'{opening} role="img" aria-label="{said}"', text, count=1)
