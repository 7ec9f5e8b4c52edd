"""Lets many requests wait for one flush of the disk."""

from __future__ import annotations

import asyncio

from zetje.sharing.door.spool import Spool


class _Batch(asyncio.Future[bool]):
    """What the requests of one flush wait for; one that is given up does not end the others."""

    def cancel(self, msg: object = None) -> bool:
        return False


class GroupCommit:
    """Collects the clicks of one turn of the event loop; the spool collects those of many turns."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._loop = asyncio.get_running_loop()
        self._slots: list[bytes] = []
        self._batch = _Batch(loop=self._loop)
        self._is_due = False

    def add(self, slot: bytes) -> asyncio.Future[bool]:
        """Take a click along; awaiting the answer says whether it is on disk."""
        self._slots.append(slot)
        if not self._is_due:
            self._is_due = True
            # At the end of this turn of the loop, with all other requests of the turn.
            self._loop.call_soon(self._flush)
        return self._batch

    def _flush(self) -> None:
        slots, batch = b"".join(self._slots), self._batch
        self._slots, self._batch = [], _Batch(loop=self._loop)
        self._is_due = False

        def hear(stored: bool) -> None:
            self._loop.call_soon_threadsafe(batch.set_result, stored)

        self._spool.submit(slots, hear)
