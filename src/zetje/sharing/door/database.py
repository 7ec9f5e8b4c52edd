"""Keeps the links in memory the same as those in PostgreSQL.

The door works as a role that may read one table and nothing else. It goes on from memory while the
database is away, and takes everything anew when it is back, because notices may have been missed.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import Sequence
from typing import LiteralString

import psycopg
from psycopg.rows import class_row

from zetje.sharing.door.linkmap import LinkMap, LinkRow

log = logging.getLogger("zetje.door")

ROLE = "zetje_links"
CHANNEL = "zetje_links"
_RETRY_SECONDS = 1.0
_QUIET_SECONDS = 30.0
_ALL: LiteralString = (
    "SELECT code, id AS link_id, organisation_id, target, withdrawn_at IS NOT NULL AS is_withdrawn"
    " FROM sharing_link"
)
_SOME: LiteralString = _ALL + " WHERE code = ANY(%s)"
_ROWS_A_TURN = 1000


class Links:
    """The link map and its connection to the database."""

    def __init__(self, database_url: str, links: LinkMap) -> None:
        self._url = database_url
        self._map = links
        self._asking: psycopg.AsyncConnection[LinkRow] | None = None
        self._turn = asyncio.Lock()
        self.is_complete = asyncio.Event()

    async def follow(self) -> None:
        """Load the links and follow their changes, for ever, through restarts of the database."""
        while True:
            try:
                await self._follow_once()
            except (psycopg.Error, OSError) as fault:
                log.warning("The links cannot be followed, trying again: %s", _one_line(fault))
            await asyncio.sleep(_RETRY_SECONDS)

    async def look_up(self, code: str) -> bool:
        """Look for one link that is not in memory; False when the database cannot be asked."""
        async with self._turn:
            if code in self._map.links:
                return True
            try:
                rows = await self._rows([code])
            except (psycopg.Error, OSError) as fault:
                log.warning("A link cannot be looked up: %s", _one_line(fault))
                await self._hang_up()
                return False
        if not rows:
            self._map.note_unknown(code)
        for row in rows:
            self._map.put(row)
        return True

    async def _follow_once(self) -> None:
        connection = await self._connect()
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            await self._load(connection)
            self.is_complete.set()
            log.info("%d links are ready", len(self._map.links))
            while True:
                async for notice in connection.notifies(timeout=_QUIET_SECONDS):
                    await self._refresh(notice.payload.split(","))
                # Finds out about a connection that died without a word.
                await connection.execute("SELECT 1")

    async def _refresh(self, codes: Sequence[str]) -> None:
        """Read links that changed; those that are gone are forgotten."""
        async with self._turn:
            rows = await self._rows(codes)
        for row in rows:
            self._map.put(row)
        self._map.remove(set(codes) - {row.code for row in rows})

    async def _rows(self, codes: Sequence[str]) -> list[LinkRow]:
        if self._asking is None or self._asking.closed:
            self._asking = await self._connect()
        cursor = await self._asking.execute(_SOME, [list(codes)])
        return await cursor.fetchall()

    async def _load(self, connection: psycopg.AsyncConnection[LinkRow]) -> None:
        """Take all links anew, answering requests meanwhile; what is no more goes last."""
        before = set(self._map.links)
        async with connection.cursor() as cursor:
            number = 0
            async for row in cursor.stream(_ALL, size=_ROWS_A_TURN):
                self._map.put(row)
                before.discard(row.code)
                number += 1
                if number % _ROWS_A_TURN == 0:
                    await asyncio.sleep(0)
        self._map.remove(before)
        # The links stay: the collector need not look through a million of them again and again.
        gc.freeze()

    async def _connect(self) -> psycopg.AsyncConnection[LinkRow]:
        return await psycopg.AsyncConnection[LinkRow].connect(
            self._url,
            autocommit=True,
            row_factory=class_row(LinkRow),
            options=f"-c role={ROLE}",
            connect_timeout=5,
            application_name="zetje links",
        )

    async def _hang_up(self) -> None:
        if self._asking is not None:
            with contextlib.suppress(psycopg.Error, OSError):
                await self._asking.close()
            self._asking = None

    async def close(self) -> None:
        """End the connection that asks for single links."""
        await self._hang_up()


def _one_line(fault: BaseException) -> str:
    return " ".join(str(fault).split())
