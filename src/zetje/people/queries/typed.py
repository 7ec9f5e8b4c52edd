"""Reads what somebody types about an organisation, for dialogues that are no pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from zetje.people.rules import addresses, logos, places
from zetje.people.rules.colours import carries_ink

_COLOUR = re.compile(r"#[0-9a-f]{6}")
T = TypeVar("T")


class UnreadableError(ValueError):
    """What was typed cannot be taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def colour(text: str) -> str:
    """A colour of six digits on which dark words can be read. Raises UnreadableError."""
    plain = text.strip().lower()
    if not _COLOUR.fullmatch(plain):
        raise UnreadableError("colour_form")
    if not carries_ink(plain):
        raise UnreadableError("colour_dark")
    return plain


def logo(content: bytes) -> str:
    """A picture drawn anew as a logo. Raises UnreadableError."""
    return _read(lambda: logos.read_logo(content), logos.BadLogoError, "logo")


def language(text: str) -> str:
    """`nl` or `en`. Raises UnreadableError."""
    return _read(lambda: places.read_language(text), places.UnknownPlaceError, "language")


def time_zone(text: str) -> str:
    """The name of a time zone. Raises UnreadableError."""
    return _read(lambda: places.read_time_zone(text), places.UnknownPlaceError, "time_zone")


def country(text: str) -> str:
    """The two letters of a country. Raises UnreadableError."""
    return _read(lambda: places.read_country(text), places.UnknownPlaceError, "country")


def address(text: str) -> str:
    """An address mail can go to. Raises UnreadableError."""
    return _read(lambda: addresses.read_address(text), addresses.NotAnAddressError, "address")


def _read(read: Callable[[], T], fault: type[Exception], code: str) -> T:
    try:
        return read()
    except fault as error:
        raise UnreadableError(code) from error
