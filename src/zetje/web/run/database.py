"""The embedded database as a child of the supervisor: heard, and started again when it falls."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field

from zetje.web.run.children import ended, heard, how_it_ended, pause_before_restart
from zetje.web.run.cluster import explain
from zetje.web.run.errors import PlainError
from zetje.web.run.postgres import Server
from zetje.web.run.stream import Lines, Stream

_NAME = "database"
_PATIENCE = 60.0
_STEADY_AFTER = 30.0
# Clients that knock while it starts are turned away with a word that worries nobody.
_ORDINARY = ("LOG:", "HINT:", "FATAL:  the database system is ")


@dataclass(kw_only=True)
class Database:
    """Keeps the embedded PostgreSQL running.

    Args:
        server: the server, not started yet.
        stream: where its complaints go; what it says in passing is left out.
    """

    server: Server
    stream: Stream
    _ready: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _task: asyncio.Task[None] | None = field(default=None, init=False)
    _stopping: bool = field(default=False, init=False)

    async def start(self) -> None:
        """Start the database and return when it answers.

        Raises:
            PlainError: it cannot run, and why.
        """
        self._task = asyncio.create_task(self._keep_running(), name=_NAME)
        waiting = asyncio.create_task(self._ready.wait())
        done, _ = await asyncio.wait(
            {self._task, waiting}, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED
        )
        waiting.cancel()
        if self._task in done:
            await self._task
        if not self._ready.is_set():
            raise PlainError(f"PostgreSQL does not answer after {_PATIENCE:.0f} seconds.")

    async def stop(self) -> None:
        """Stop the database, after everything that uses it."""
        self._stopping = True
        await asyncio.to_thread(self.server.stop)
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _keep_running(self) -> None:
        failures = 0
        clock = asyncio.get_running_loop().time
        while not self._stopping:
            began = clock()
            lines = Lines(hear=self._hear)
            try:
                code = await self._run(lines)
            except PlainError as error:
                if not self._ready.is_set():
                    raise
                lines.last.append(str(error))
                code = 1
            if self._stopping:
                return
            failures = 1 if clock() - began > _STEADY_AFTER else failures + 1
            self._judge(lines, code=code, failures=failures)
            pause = pause_before_restart(failures=failures)
            self.stream.say(_NAME, f"{how_it_ended(code)}; starts again in {pause:.1f} s")
            await asyncio.sleep(pause)

    async def _run(self, lines: Lines) -> int:
        """Run the server once, to its end."""
        self.server.cluster.prepare(durable=self.server.durable)
        read, write = os.pipe()
        try:
            process = self.server.launch(output=write)
        finally:
            os.close(write)
        async with heard(read, lines):
            over = asyncio.create_task(ended(process))
            while not over.done() and not self.server.is_ready():
                await asyncio.sleep(0.05)
            if not over.done():
                self.server.make_database()
                self._ready.set()
            return await over

    def _judge(self, lines: Lines, *, code: int, failures: int) -> None:
        """Give up on a first start that cannot succeed; say what is wrong with a later one.

        A crash of before may hold its memory for a moment, so even a first start is tried a few
        times.
        """
        said = "\n".join(lines.last)
        wrong = explain(said, folder=self.server.cluster.home)
        if self._ready.is_set():
            if code:
                self.stream.say(_NAME, str(wrong))
        elif "pre-existing shared memory block" not in said or failures > 5:
            raise wrong

    def _hear(self, line: str) -> None:
        if not line.startswith(_ORDINARY):
            self.stream.say(_NAME, line)
