"""Keeps secrets unreadable in the database: AEAD with a key that stands outside it."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _fernets() -> list[Fernet]:
    keys = [hashlib.sha256(b"zetje secrets " + key.encode()).digest() for key in settings.SEAL_KEYS]
    return [Fernet(base64.urlsafe_b64encode(key)) for key in keys]


def _box() -> MultiFernet:
    return MultiFernet(_fernets())


def seal(text: str) -> bytes:
    """Encrypt and authenticate a text with the first key."""
    return _box().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text again, with whichever key still listed sealed it.

    Raises:
        cryptography.fernet.InvalidToken: when no listed key fits or a byte was altered.
    """
    return _box().decrypt(bytes(sealed)).decode()


def is_newest(sealed: bytes) -> bool:
    """Whether it was the first key that sealed it, so that there is nothing to reseal."""
    try:
        _fernets()[0].decrypt(bytes(sealed))
    except InvalidToken:
        return False
    return True


def reseal(sealed: bytes) -> bytes:
    """The same text under the newest key, for rotation while the product runs."""
    return _box().rotate(bytes(sealed))
