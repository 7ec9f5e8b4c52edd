"""The form of a click on disk: one slot of 64 bytes, whole or not there.

A slot divides a disk's sector, and carries a checksum and a version that is never zero: what a
crash left half written, or not at all, is told from a click. No address and no user agent is in it.
"""

from __future__ import annotations

import struct
from typing import NamedTuple
from zlib import crc32

from zetje.sharing.rules.clicks import LABELS

SLOT = 64
EMPTY = bytes(SLOT)
_VERSION = 1
_CHECKSUM = struct.Struct("<I")
_CONTENT = struct.Struct("<BBBxqqq12s20s")
LABEL_NUMBERS = {label: number for number, label in enumerate(LABELS)}


class BrokenSlotError(ValueError):
    """Raised for a slot that a crash or a bad disk has spoilt."""


class ClickRecord(NamedTuple):
    """A click as the door knows it. The moment is in microseconds since 1970."""

    organisation_id: int
    link_id: int
    at_microseconds: int
    label: int
    reason: bytes
    visitor: bytes


def pack(record: ClickRecord) -> bytes:
    """Write a click as a slot."""
    return pack_fields(*record)


def pack_fields(
    organisation_id: int, link_id: int, moment: int, label: int, reason: bytes, visitor: bytes
) -> bytes:
    """Write the fields of a click as a slot, without a record in between: each request does."""
    content = _CONTENT.pack(
        _VERSION, label, len(reason), moment, link_id, organisation_id, visitor, reason
    )
    return _CHECKSUM.pack(crc32(content)) + content


def unpack(slot: bytes) -> ClickRecord:
    """Read a slot.

    Raises:
        BrokenSlotError: the slot is not a whole click.
    """
    content = slot[_CHECKSUM.size :]
    if len(slot) != SLOT or _CHECKSUM.unpack_from(slot)[0] != crc32(content):
        raise BrokenSlotError
    version, label, length, moment, link_id, organisation_id, visitor, reason = _CONTENT.unpack(
        content
    )
    if version != _VERSION or label >= len(LABELS):
        raise BrokenSlotError
    return ClickRecord(organisation_id, link_id, moment, label, reason[:length], visitor)
