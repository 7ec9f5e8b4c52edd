"""Texts with holes, so that a template is rendered once for thousands of mails.

A template gets a hole where a personal value belongs; the rendered text is cut at its holes and
joined again with each person's values. The mark of a hole is random, so that nothing that people
write can look like one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from secrets import token_hex
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from zetje.delivery.registry import Pieced

_MARK: Final = token_hex(12)
_HOLES: Final = re.compile(f"{_MARK}:([a-z_]+):")


def hole(name: str) -> SafeString:
    """What stands in a template's context where a value will come later."""
    return mark_safe(f"{_MARK}:{name}:")  # noqa: S308 -- letters of ours


class Piece:
    """A text with holes."""

    __slots__ = ("_holes", "_parts")

    def __init__(self, text: str) -> None:
        parts = _HOLES.split(text)
        self._parts: list[str] = parts
        self._holes: list[tuple[int, str]] = [
            (index, parts[index]) for index in range(1, len(parts), 2)
        ]

    def filled(self, values: Mapping[str, str]) -> Pieced:
        """The text with these values, as they are: whoever gives them has escaped them."""
        parts = self._parts.copy()
        for index, name in self._holes:
            parts[index] = values[name]
        return Pieced.of(parts)


@lru_cache(maxsize=4096)
def piece(template: str, language: str, values: tuple[tuple[str, Any], ...]) -> Piece:
    """A template rendered in a language with values, kept for whoever needs the same again."""
    with override(language):
        return Piece(render_to_string(f"prompting/mail/{template}", dict(values)))
