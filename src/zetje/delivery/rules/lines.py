"""Makes texts from people safe to stand in one line of a mail's head."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST_LINE: Final = 250
# Joiners inside emoji and scripts are kept; every other invisible sign goes, marks that turn the
# direction of reading among them.
_KEPT: Final = frozenset({"\u200c", "\u200d"})
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)


class UnusableAddressError(ValueError):
    """Raised for an address that cannot be one recipient of a mail."""


def one_line(text: str) -> str:
    """A text on one line, without control characters and marks that change reading direction."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:_LONGEST_LINE]
    kept = "".join(_visible(sign) for sign in text)
    return " ".join(kept.split())[:_LONGEST_LINE]


def _visible(sign: str) -> str:
    if sign in _KEPT:
        return sign
    category = unicodedata.category(sign)
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    return "" if category in {"Cf", "Cs", "Co", "Cn"} else sign


def one_address(address: str) -> str:
    """The address as SMTP takes it: exactly one, its domain in ASCII.

    Raises:
        UnusableAddressError: when it is not one plain address.
    """
    address = address.strip()
    # An "xn--" was spelled by somebody: the codec says whether it can be.
    if len(address) <= 254 and _ADDRESS.fullmatch(address) and "xn--" not in address.lower():
        return address
    local, at, domain = address.rpartition("@")
    try:
        plain = f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError as fault:
        raise UnusableAddressError("not an address") from fault
    if len(plain) > 254 or _ADDRESS.fullmatch(plain) is None:
        raise UnusableAddressError("not an address")
    return plain


def same_address(address: str) -> str:
    """The form in which two ways of writing an address are compared."""
    return address.strip().casefold()
