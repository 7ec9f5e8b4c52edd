"""The codes that are mailed: short enough to type over, too many to guess."""

from __future__ import annotations

import secrets

DIGITS = 8


def new_code() -> str:
    """Eight digits in two groups, from the system's own chance."""
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return f"{digits[: DIGITS // 2]}-{digits[DIGITS // 2 :]}"


def plain(code: str) -> str:
    """A code as it is compared: without the signs that people type between the digits."""
    return "".join(sign for sign in code if sign.isalnum())
