"""Hands the clicks of a spool folder to whoever writes them down for good."""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from zetje.sharing.door.hashing import Salts, day_of
from zetje.sharing.door.segments import SegmentReader, StoredClick, segments_in

log = logging.getLogger("zetje.door")

BATCH = 5_000

Write = Callable[[list[StoredClick]], object]


class SpoolReader:
    """Reads a spool folder over and over, each time what is new.

    How far it came is kept in memory only. After a crash it begins anew, and the writer must not
    mind clicks that it has seen before.
    """

    def __init__(self, folder: Path, *, batch: int = BATCH) -> None:
        self._folder = folder
        self._batch = batch
        self._next_slots: dict[Path, int] = {}

    def read(self, write: Write, *, stopping: Callable[[], bool] = lambda: False) -> int:
        """Give all new clicks to `write`, and remove the segments that are written whole.

        Returns how many there were. What `write` raises ends the reading, and so does `stopping`
        between two batches; nothing is lost by it.
        """
        found = 0
        for path in segments_in(self._folder):
            if stopping():
                break
            try:
                reader = SegmentReader(path)
            except FileNotFoundError:
                continue
            with reader:
                if reader.is_ours:
                    found += self._read_segment(reader, write, stopping)
        return found

    def tidy(self, *, now: float) -> None:
        """Destroy the salts of days that are over, and files whose maker died over them."""
        Salts(self._folder).destroy_before(day_of(now))
        for path in [*self._folder.glob("*.new"), *self._folder.glob(".*.salt-new")]:
            _remove_unless_locked(path, before=now - 60)

    def _read_segment(
        self, reader: SegmentReader, write: Write, stopping: Callable[[], bool]
    ) -> int:
        finished = reader.take_over()
        found = 0
        first = self._next_slots.get(reader.path, 0)
        for batch in _batches(reader.clicks(first=first, finished=finished), self._batch):
            write(batch)
            found += len(batch)
            self._next_slots[reader.path] = batch[-1].slot + 1
            if stopping():
                return found
        if finished:
            if reader.broken:
                log.warning("%d clicks in %s were not whole", reader.broken, reader.path.name)
            reader.path.unlink(missing_ok=True)
            self._next_slots.pop(reader.path, None)
        return found


def _batches(clicks: Iterable[StoredClick], size: int) -> Iterator[list[StoredClick]]:
    waiting = iter(clicks)
    while batch := list(islice(waiting, size)):
        yield batch


def _remove_unless_locked(path: Path, *, before: float) -> None:
    try:
        if path.stat().st_mtime > before:
            return
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
