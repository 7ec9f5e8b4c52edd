"""A click on disk is whole or not there."""

from __future__ import annotations

from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.sharing.door.records import EMPTY, SLOT, BrokenSlotError, ClickRecord, pack, unpack

RECORD = ClickRecord(7, 123_456, 1_770_000_000_000_000, 0, b"browser", b"abcdefghijkl")
numbers = st.integers(min_value=0, max_value=2**63 - 1)


@given(
    st.builds(
        ClickRecord,
        organisation_id=numbers,
        link_id=numbers,
        at_microseconds=numbers,
        label=st.sampled_from([0, 1, 2]),
        reason=st.binary(max_size=20),
        visitor=st.binary(min_size=12, max_size=12),
    )
)
def test_what_is_packed_comes_back(record: ClickRecord) -> None:
    slot = pack(record)

    assert len(slot) == SLOT
    assert unpack(slot) == record


@given(st.integers(min_value=0, max_value=SLOT - 1))
def test_a_slot_cut_off_anywhere_is_no_click(kept: int) -> None:
    slot = pack(RECORD)

    for torn in (slot[:kept], slot[:kept] + bytes(SLOT - kept)):
        if torn != slot:
            with pytest.raises(BrokenSlotError):
                unpack(torn)


@given(st.integers(min_value=0, max_value=SLOT * 8 - 1))
def test_a_flipped_bit_is_noticed(bit: int) -> None:
    slot = bytearray(pack(RECORD))
    slot[bit // 8] ^= 1 << bit % 8

    with pytest.raises(BrokenSlotError):
        unpack(bytes(slot))


def test_an_empty_slot_is_no_click() -> None:
    with pytest.raises(BrokenSlotError):
        unpack(EMPTY)


def test_a_slot_of_another_version_is_no_click() -> None:
    content = b"\x09" + pack(RECORD)[5:]

    with pytest.raises(BrokenSlotError):
        unpack(crc32(content).to_bytes(4, "little") + content)
