"""Small tags that every template may use."""

from __future__ import annotations

from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@cache
def _sprite() -> dict[str, str]:
    path = finders.find("icons.svg")
    if not isinstance(path, str):
        return {}
    from pathlib import Path

    from lxml import etree

    root = etree.fromstring(Path(path).read_bytes())
    space = "{http://www.w3.org/2000/svg}symbol"
    return {
        symbol.get("id", ""): etree.tostring(symbol, with_tail=False).decode()
        for symbol in root.iter(space)
    }


@register.simple_tag
def symbols(*names: str) -> SafeString:
    """Inline only those symbols of the sprite that a page uses."""
    found = "".join(_sprite()[name].replace('id="', 'id="i-', 1) for name in names)
    return mark_safe(f"<svg hidden>{found}</svg>")  # noqa: S308 - our own file, no input
