"""Small tags that every template may use."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_SPRITE = Path(__file__).resolve().parents[1] / "static" / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([a-z-]+)".*?</symbol>', re.DOTALL)


@cache
def _sprite() -> dict[str, str]:
    found = _SYMBOL.finditer(_SPRITE.read_text())
    return {match[1]: match[0].replace('id="', 'id="i-', 1) for match in found}


@register.simple_tag
def symbols(*names: str) -> SafeString:
    """Inline only those symbols of the sprite that a page uses."""
    chosen = "".join(_sprite()[name] for name in names)
    return mark_safe(f"<svg hidden>{chosen}</svg>")  # noqa: S308 - our own file, no input
