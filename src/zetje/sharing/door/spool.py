"""Puts clicks on disk in groups: one flush for all that came during the one before it."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue

from zetje.sharing.door.hashing import Salts, day_of
from zetje.sharing.door.records import SLOT
from zetje.sharing.door.segments import Segment

log = logging.getLogger("zetje.door")

# 65,535 clicks and a header: 4 MiB.
SLOTS = 65_535
# What still fits on a full disk: 16 MiB, 262,140 clicks.
SPARES = 4
_LOOK_AT_CLOCK_SECONDS = 5.0
_RETRY_SECONDS = 1.0
_REPEAT_COMPLAINT_SECONDS = 60.0

Done = Callable[[bool], None]


class SpoolFullError(OSError):
    """Raised when no segment has room and none can be made."""


class Spool:
    """The clicks of this process on their way to disk. Safe to use from any thread."""

    def __init__(
        self,
        folder: Path,
        *,
        slots: int = SLOTS,
        spares: int = SPARES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._slots = slots
        self._clock = clock
        self._queue: SimpleQueue[tuple[bytes, Done] | None] = SimpleQueue()
        self._reserve = _Reserve(folder, slots=slots, spares=spares)
        self._segment: Segment | None = None
        self._day: date | None = None
        self._salts = Salts(folder)
        self._writer = threading.Thread(target=self._run, name="spool", daemon=True)

    def open(self) -> None:
        """Reserve space and begin to write."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._reserve.open()
        self._writer.start()

    def submit(self, slots: bytes, done: Done) -> None:
        """Put slots on disk; `done` hears, on another thread, whether they are."""
        self._queue.put((slots, done))

    def append(self, slot: bytes, *, timeout_seconds: float) -> bool:
        """Put one slot on disk and wait for it; False when it cannot be promised."""
        arrived = threading.Event()
        answers: list[bool] = []

        def hear(stored: bool) -> None:
            answers.append(stored)
            arrived.set()

        self.submit(slot, hear)
        return arrived.wait(timeout_seconds) and answers[0]

    def close(self) -> None:
        """Write what is left and leave the files to the loader."""
        self._queue.put(None)
        self._writer.join()
        self._reserve.close()
        self._leave_segment()

    def _run(self) -> None:
        while True:
            try:
                first = self._queue.get(timeout=_LOOK_AT_CLOCK_SECONDS)
            except Empty:
                self._look_at_clock()
                continue
            if first is None:
                return
            group, ended = self._gather(first)
            self._look_at_clock()
            stored = self._store(b"".join(slots for slots, _ in group))
            for _, done in group:
                done(stored)
            if ended:
                return

    def _gather(self, first: tuple[bytes, Done]) -> tuple[list[tuple[bytes, Done]], bool]:
        """Take all that waits, for one flush."""
        group = [first]
        try:
            while True:
                item = self._queue.get_nowait()
                if item is None:
                    return group, True
                group.append(item)
        except Empty:
            return group, False

    def _store(self, slots: bytes) -> bool:
        try:
            while slots:
                segment = self._segment_with_room()
                part = slots[: segment.room]
                self._write(segment, part)
                slots = slots[len(part) :]
        except OSError as fault:
            # The reserve has said clearly that the disk is full; anything else is said here.
            if not isinstance(fault, SpoolFullError):
                log.exception("A click could not be put on disk")
            return False
        return True

    def _write(self, segment: Segment, part: bytes) -> None:
        """Write to a segment, or leave it: after a failed flush nothing about it is certain."""
        try:
            segment.write(part)
        except OSError:
            self._leave_segment()
            self._segment_with_room().write(part)

    def _segment_with_room(self) -> Segment:
        if self._segment is not None and self._segment.room < SLOT:
            self._leave_segment()
        if self._segment is None:
            self._segment = self._reserve.take()
        return self._segment

    def _look_at_clock(self) -> None:
        """At midnight (UTC) leave the segment of the day before and destroy its salt."""
        today = day_of(self._clock())
        if today == self._day:
            return
        self._day = today
        self._salts.destroy_before(today)
        if self._segment is not None and not self._segment.is_untouched:
            self._leave_segment()

    def _leave_segment(self) -> None:
        if self._segment is not None:
            self._segment.close()
            self._segment = None


class _Reserve:
    """Segments made in advance, so that a full disk does not stop the door at once.

    When the disk is full it says so, goes on with what it has, and makes new segments by itself as
    soon as there is room again.
    """

    def __init__(self, folder: Path, *, slots: int, spares: int) -> None:
        self._folder = folder
        self._slots = slots
        self._wanted = spares
        self._spares: deque[Segment] = deque()
        self._work = threading.Event()
        self._ended = False
        self._complained_at = 0.0
        self._maker = threading.Thread(target=self._run, name="spool-reserve", daemon=True)

    def open(self) -> None:
        """Make the reserve and keep it."""
        self._fill()
        self._maker.start()
        self._work.set()

    def take(self) -> Segment:
        """Give a segment.

        Raises:
            SpoolFullError: there is none left.
        """
        self._work.set()
        try:
            return self._spares.popleft()
        except IndexError:
            if self._add_one():
                return self.take()
            raise SpoolFullError from None

    def close(self) -> None:
        """Remove what was not used."""
        self._ended = True
        self._work.set()
        self._maker.join()
        while self._spares:
            self._spares.popleft().close()

    def _run(self) -> None:
        while not self._ended:
            self._work.wait()
            self._work.clear()
            while not self._ended and not self._fill():
                time.sleep(_RETRY_SECONDS)

    def _fill(self) -> bool:
        while len(self._spares) < self._wanted and not self._ended:
            if not self._add_one():
                return False
        return True

    def _add_one(self) -> bool:
        try:
            self._spares.append(Segment.make(self._folder, slots=self._slots))
        except OSError as fault:
            self._complain(fault)
            return False
        if self._complained_at:
            log.warning("There is room for clicks again in %s", self._folder)
            self._complained_at = 0.0
        return True

    def _complain(self, fault: OSError) -> None:
        now = time.monotonic()
        if not self._complained_at or now - self._complained_at > _REPEAT_COMPLAINT_SECONDS:
            self._complained_at = now
            room = len(self._spares) * self._slots
            log.error(
                "No room for clicks in %s (%s): about %d more fit; free some space, nothing else",
                self._folder,
                fault.strerror,
                room,
            )
