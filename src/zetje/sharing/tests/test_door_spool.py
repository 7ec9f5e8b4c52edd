"""Clicks reach the disk, survive what happens to it, and are read once."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from zetje.sharing.door.reading import SpoolReader
from zetje.sharing.door.records import SLOT, ClickRecord, pack
from zetje.sharing.door.segments import Segment, StoredClick, segments_in
from zetje.sharing.door.spool import Spool

DAY = 86_400.0
Opened = Callable[..., Spool]


def slot(number: int) -> bytes:
    return pack(ClickRecord(1, number, 1_770_000_000_000_000, 0, b"browser", b"abcdefghijkl"))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    spools: list[Spool] = []

    def open_one(**given: Any) -> Spool:
        spool = Spool(tmp_path, **{"slots": 8, "spares": 2} | given)
        spool.open()
        spools.append(spool)
        return spool

    yield open_one
    for spool in spools:
        if spool._writer.is_alive():
            spool.close()


def put(spool: Spool, *numbers: int) -> list[bool]:
    return [spool.append(slot(number), timeout_seconds=5) for number in numbers]


def read(reader: SpoolReader) -> list[int]:
    found: list[StoredClick] = []
    reader.read(found.extend)
    return [click.record.link_id for click in found]


def test_clicks_are_read_while_the_door_is_open(opened: Opened, tmp_path: Path) -> None:
    spool, reader = opened(), SpoolReader(tmp_path)

    assert put(spool, 1, 2) == [True, True]
    assert read(reader) == [1, 2]
    assert put(spool, 3) == [True]

    assert read(reader) == [3]
    assert read(reader) == []


def test_many_clicks_at_once_share_a_flush_and_go_on_in_the_next_segment(
    opened: Opened, tmp_path: Path
) -> None:
    spool = opened()
    answers: list[bool] = []

    spool.submit(b"".join(map(slot, range(30))), answers.append)
    put(spool, 30)

    assert answers == [True]
    assert sorted(read(SpoolReader(tmp_path))) == list(range(31))


def test_a_written_segment_is_removed_once_it_is_loaded(opened: Opened, tmp_path: Path) -> None:
    spool, reader = opened(), SpoolReader(tmp_path)
    put(spool, *range(20))

    spool.close()

    assert sorted(read(reader)) == list(range(20))
    assert segments_in(tmp_path) == []


def test_a_loader_that_dies_reads_again_and_ids_stay_the_same(
    opened: Opened, tmp_path: Path
) -> None:
    spool = opened()
    put(spool, 1, 2)
    first: list[StoredClick] = []
    again: list[StoredClick] = []

    def fail(clicks: list[StoredClick]) -> None:
        first.extend(clicks)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        SpoolReader(tmp_path).read(fail)
    SpoolReader(tmp_path).read(again.extend)

    assert [click.spool_id for click in first] == [click.spool_id for click in again]
    assert len({click.spool_id for click in again}) == 2


def test_a_loader_that_must_stop_does_so_between_batches_and_goes_on_later(
    opened: Opened, tmp_path: Path
) -> None:
    spool, reader = opened(), SpoolReader(tmp_path, batch=2)
    put(spool, *range(5))
    spool.close()
    found: list[StoredClick] = []

    assert reader.read(found.extend, stopping=lambda: len(found) >= 2) == 2
    assert reader.read(found.extend, stopping=lambda: True) == 0
    assert segments_in(tmp_path)

    assert reader.read(found.extend) == 3
    assert [click.record.link_id for click in found] == [0, 1, 2, 3, 4]
    assert segments_in(tmp_path) == []


def test_a_torn_click_at_the_end_waits_while_the_door_lives_and_is_passed_after_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    segment = Segment.make(tmp_path, slots=8)
    segment.write(slot(1))
    reader = SpoolReader(tmp_path)
    with segment.path.open("r+b") as file:
        file.seek(SLOT * 2)
        file.write(slot(2)[:40])
        file.seek(SLOT * 3)
        file.write(slot(3))
    assert read(reader) == [1]

    # What a kill does: the lock ends with the process, nothing is tidied.
    os.close(segment._descriptor)

    assert read(reader) == [3]
    assert "1 clicks" in caplog.text
    assert segments_in(tmp_path) == []


def test_a_click_half_written_is_read_once_it_is_whole(tmp_path: Path) -> None:
    segment = Segment.make(tmp_path, slots=8)
    reader = SpoolReader(tmp_path)
    with segment.path.open("r+b") as file:
        file.seek(SLOT)
        file.write(slot(1)[:40])
    assert read(reader) == []

    segment.write(slot(1))

    assert read(reader) == [1]
    segment.close()


def test_spares_of_a_killed_door_are_cleared_away(tmp_path: Path) -> None:
    for _ in range(3):
        os.close(Segment.make(tmp_path, slots=8)._descriptor)
    (tmp_path / "0000.new").write_bytes(bytes(64))
    (tmp_path / ".aaaa.salt-new").write_bytes(bytes(32))
    (tmp_path / "2020-01-01.salt").write_bytes(bytes(32))

    reader = SpoolReader(tmp_path)
    assert read(reader) == []
    reader.tidy(now=time.time() + 120)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_being_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "0000.new").write_bytes(bytes(64))

    SpoolReader(tmp_path).tidy(now=time.time())

    assert (tmp_path / "0000.new").exists()


def test_what_is_no_segment_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.clicks").write_text("not ours")

    assert read(SpoolReader(tmp_path)) == []
    assert (tmp_path / "note.clicks").exists()


def wait_for_reserve(folder: Path) -> None:
    """Until the segment in use and its two spares are there."""
    until = time.monotonic() + 5
    while len(segments_in(folder)) < 3 and time.monotonic() < until:
        time.sleep(0.01)


class FullDisk:
    """A disk on which no new segment fits while it is full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = False
        make = Segment.make.__func__  # type: ignore[attr-defined]

        def maybe(cls: type[Segment], folder: Path, *, slots: int) -> Segment:
            if self.is_full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return make(cls, folder, slots=slots)

        monkeypatch.setattr(Segment, "make", classmethod(maybe))
        monkeypatch.setattr("zetje.sharing.door.spool._RETRY_SECONDS", 0.01)


def test_a_full_disk_stops_the_door_only_when_its_reserve_is_used_up(
    opened: Opened,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    disk = FullDisk(monkeypatch)
    spool = opened()
    put(spool, 0)
    wait_for_reserve(tmp_path)
    disk.is_full = True

    stored = put(spool, *range(1, 40))
    kept = stored.count(True)

    assert kept == 7 + 2 * 8
    assert stored == [True] * kept + [False] * (39 - kept)
    assert "No space left on device" in caplog.text
    assert "more fit; free some space" in caplog.text

    disk.is_full = False
    assert put(spool, 99) == [True]
    assert sorted(read(SpoolReader(tmp_path))) == [*range(kept + 1), 99]


def test_a_failed_flush_is_answered_by_writing_elsewhere(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = opened()
    put(spool, 1)
    real = Segment.write
    failing = iter([True])

    def sometimes(segment: Segment, slots: bytes) -> None:
        if next(failing, False):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(segment, slots)

    monkeypatch.setattr(Segment, "write", sometimes)

    assert put(spool, 2, 3) == [True, True]

    assert set(read(SpoolReader(tmp_path))) == {1, 2, 3}


def test_a_disk_that_flushes_nothing_promises_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    spool = opened()

    def never(segment: Segment, slots: bytes) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Segment, "write", never)

    assert put(spool, 1) == [False]
    assert "could not be put on disk" in caplog.text


def test_at_midnight_the_segment_and_the_salt_of_the_day_are_left(
    opened: Opened, tmp_path: Path
) -> None:
    now = [DAY * 20_000]
    spool, reader = opened(clock=lambda: now[0]), SpoolReader(tmp_path)
    put(spool, 1)
    assert spool._segment is not None
    yesterday = spool._segment.path
    (tmp_path / "2024-10-04.salt").write_bytes(bytes(32))

    now[0] += DAY
    put(spool, 2)

    assert not list(tmp_path.glob("*.salt"))
    assert sorted(read(reader)) == [1, 2]
    assert not yesterday.exists()
