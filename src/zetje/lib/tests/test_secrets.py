"""Secrets in the database: unreadable without the key, and brought under a new one while in use."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import InvalidToken

from zetje.lib.secrets import reseal, seal, unseal


def test_what_is_sealed_comes_back_and_cannot_be_read() -> None:
    sealed = seal("smtp-geheim")

    assert unseal(sealed) == "smtp-geheim"
    assert b"geheim" not in sealed


def test_the_same_secret_is_never_sealed_alike() -> None:
    assert seal("smtp-geheim") != seal("smtp-geheim")


def test_an_altered_byte_is_noticed() -> None:
    sealed = bytearray(seal("smtp-geheim"))
    sealed[len(sealed) // 2] ^= 1

    with pytest.raises(InvalidToken):
        unseal(bytes(sealed))


def test_a_rotated_key_reads_until_all_is_sealed_anew(settings: Any) -> None:
    settings.SEAL_KEYS = ["old"]
    sealed = seal("smtp-geheim")

    settings.SEAL_KEYS = ["new", "old"]
    assert unseal(sealed) == "smtp-geheim"
    anew = reseal(sealed)

    settings.SEAL_KEYS = ["new"]
    assert unseal(anew) == "smtp-geheim"
    with pytest.raises(InvalidToken):
        unseal(sealed)
