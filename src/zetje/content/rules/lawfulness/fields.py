"""Fields of a wording that each author's own words take the place of: [name] and its like.

They are replaced as they stand, once, by plain text; nothing in them is worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import regex

# What an editor may write, with what stands there where the author has none.
FIELDS: Final = ("name", "team", "organisation")
_DUTCH: Final[Mapping[str, str]] = {
    "naam": "name",
    "voornaam": "name",
    "team": "team",
    "organisatie": "organisation",
    "bedrijf": "organisation",
}
_FIELD: Final = regex.compile(r"\[(?P<name>\p{L}[\p{L}\p{N}_ -]{0,29})\](?!\()")
# What other programmes write, so that nobody posts it unread.
_FOREIGN: Final = regex.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|"
    r"\{[\p{L}_][\p{L}\p{N}_. ]{0,40}\}|<<[^<>\n]{1,40}>>|%%\p{L}+%%"
)


def field_of(name: str) -> str:
    """The field that a word between brackets names in Dutch or English, or ""."""
    bare = name.strip().casefold()
    return bare if bare in FIELDS else _DUTCH.get(bare, "")


def filled(text: str, *, name: str, team: str, organisation: str) -> str:
    """The text with every known field filled in; others stay as they stand.

    Args:
        text: a wording.
        name: the author's given name.
        team: the author's team; "" takes the organisation.
        organisation: where the author works.
    """
    values = {"name": name, "team": team or organisation, "organisation": organisation}

    def value_of(match: regex.Match[str]) -> str:
        return values.get(field_of(match["name"])) or match[0]

    return _FIELD.sub(value_of, text)


def unknown_fields(text: str) -> list[tuple[int, int]]:
    """Where something stands that looks like a field and is none that is filled in here."""
    found = [match.span() for match in _FIELD.finditer(text) if not field_of(match["name"])]
    return sorted([*found, *(match.span() for match in _FOREIGN.finditer(text))])
