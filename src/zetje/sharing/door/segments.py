"""Files of the spool: made whole and full of zeros in advance, then filled slot by slot.

Space that is reserved cannot run out under a click, and writing over zeros needs no change of the
file's own record, which makes flushing cheap. A segment in use is locked: a lock ends with its
process, however that ends, and so tells the loader which files nobody writes to any more.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from zetje.sharing.door.records import EMPTY, SLOT, BrokenSlotError, ClickRecord, unpack

SUFFIX = ".clicks"
_MAGIC = b"ZETJE CLICKS 1\n\0"
_KEY_LENGTH = 8


class Segment:
    """A segment that this process fills."""

    def __init__(self, path: Path, descriptor: int, slots: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._position = SLOT
        self._end = SLOT * (slots + 1)

    @classmethod
    def make(cls, folder: Path, *, slots: int) -> Self:
        """Reserve the space of a segment on disk.

        Raises:
            OSError: there is no space, or no right, to make it.
        """
        key = secrets.token_bytes(_KEY_LENGTH)
        path = folder / f"{key.hex()}{SUFFIX}"
        unfinished = path.with_suffix(".new")
        # With O_DSYNC a write comes back when it is on disk: one call instead of two.
        descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_DSYNC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            header = (_MAGIC + key).ljust(SLOT, b"\0")
            _write(descriptor, header + EMPTY * slots, 0)
            os.fsync(descriptor)
            unfinished.rename(path)
            _flush_folder(folder)
        except OSError:
            os.close(descriptor)
            unfinished.unlink(missing_ok=True)
            raise
        return cls(path, descriptor, slots)

    @property
    def room(self) -> int:
        """How many bytes still fit."""
        return self._end - self._position

    @property
    def is_untouched(self) -> bool:
        """Whether no click has been written yet."""
        return self._position == SLOT

    def write(self, slots: bytes) -> None:
        """Put slots on disk; when this returns they survive a crash.

        Raises:
            OSError: it is not certain that they are on disk; the segment must be left.
        """
        _write(self._descriptor, slots, self._position)
        self._position += len(slots)

    def close(self) -> None:
        """Leave the segment to the loader; one without clicks is removed."""
        if self.is_untouched:
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)


def _write(descriptor: int, content: bytes, position: int) -> None:
    rest = memoryview(content)
    while rest:
        written = os.pwrite(descriptor, rest, position)
        rest = rest[written:]
        position += written


def _flush_folder(folder: Path) -> None:
    """Make the name of a new file survive a crash too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class StoredClick:
    """A click as it is read back, with the id that it has for ever."""

    spool_id: str
    slot: int
    record: ClickRecord


class SegmentReader:
    """Reads a segment of any process, also one that is still being filled."""

    def __init__(self, path: Path) -> None:
        """Open a segment.

        Raises:
            FileNotFoundError: another loader has finished it.
        """
        self.path = path
        self.broken = 0
        self._descriptor = os.open(path, os.O_RDONLY)
        header = os.pread(self._descriptor, SLOT, 0)
        self._key = header[len(_MAGIC) : len(_MAGIC) + _KEY_LENGTH].hex()
        self.is_ours = header.startswith(_MAGIC)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._descriptor)

    def take_over(self) -> bool:
        """Say whether nobody writes to the segment any more; it is then ours to finish."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def clicks(self, *, first: int, finished: bool) -> Iterator[StoredClick]:
        """Give the clicks from slot `first` on.

        Of a segment that is still being filled, reading ends at the first slot that is not whole
        yet. Of a finished one every slot is looked at: what a crash spoilt is counted and passed.
        """
        number = first
        while chunk := os.pread(self._descriptor, SLOT * 1024, SLOT * (number + 1)):
            for start in range(0, len(chunk), SLOT):
                slot = chunk[start : start + SLOT]
                click = self._click(number, slot)
                if click is None and not finished:
                    return
                if click is not None:
                    yield click
                elif slot != EMPTY:
                    self.broken += 1
                number += 1

    def _click(self, number: int, slot: bytes) -> StoredClick | None:
        try:
            return StoredClick(f"{self._key}-{number}", number, unpack(slot))
        except BrokenSlotError:
            return None


def segments_in(folder: Path) -> list[Path]:
    """Give the segments of a spool folder, in no order that matters."""
    return sorted(folder.glob(f"*{SUFFIX}"))
