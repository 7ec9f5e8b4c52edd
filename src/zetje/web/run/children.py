"""A process kept running: started, heard, restarted with patience, ended with all it made."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from pathlib import Path

from zetje.web.run.processes import kill_group, start_process
from zetje.web.run.stream import Lines, Stream

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 30.0
_STEADY_AFTER = 30.0
_POLL = 0.1
_LAST_WORDS = 1.0


def pause_before_restart(*, failures: int) -> float:
    """How long to wait before a process is started again: doubling, up to half a minute.

    Args:
        failures: how often it ended in a row without having run steadily; 1 at the first.
    """
    return min(_FIRST_PAUSE * 2.0 ** (max(failures, 1) - 1), _LONGEST_PAUSE)


async def ended(process: subprocess.Popen[bytes]) -> int:
    """Wait until a process has ended, and give its code."""
    if not hasattr(os, "pidfd_open"):
        while process.poll() is None:
            await asyncio.sleep(_POLL)
        return process.returncode
    loop = asyncio.get_running_loop()
    gone = asyncio.Event()
    try:
        watched = os.pidfd_open(process.pid)
    except ProcessLookupError:
        return process.wait()
    loop.add_reader(watched, gone.set)
    try:
        await gone.wait()
    finally:
        loop.remove_reader(watched)
        os.close(watched)
    return process.wait()


@contextlib.asynccontextmanager
async def heard(read: int, lines: Lines) -> AsyncGenerator[None]:
    """Listen to the reading end of a pipe for as long as the block takes, and to its last words."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: lines, os.fdopen(read, "rb", 0))
    try:
        yield
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(lines.closed.wait(), _LAST_WORDS)
    finally:
        transport.close()


@dataclass(kw_only=True)
class Child:
    """One program of the installation.

    Args:
        name: what its lines are marked with.
        command: the arguments of `zetje`.
        environment: what it finds around it.
        stream: where its lines go.
        patience: the seconds it has to end when asked.
        niceness: how far it steps back where processors are short.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    stream: Stream
    patience: float = 10.0
    niceness: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _stopping: bool = field(default=False, init=False)

    async def keep_running(self) -> None:
        """Start the program again whenever it ends, until it is stopped."""
        failures = 0
        clock = asyncio.get_running_loop().time
        while not self._stopping:
            began = clock()
            code = await self.run()
            if self._stopping:
                return
            failures = 1 if clock() - began > _STEADY_AFTER else failures + 1
            pause = pause_before_restart(failures=failures)
            self.stream.say(self.name, f"{how_it_ended(code)}; starts again in {pause:.1f} s")
            await asyncio.sleep(pause)

    async def run(self, *, listener: Callable[[str], None] | None = None) -> int:
        """Run the program once, to its end; nothing it started outlives it.

        Args:
            listener: who gets its lines instead of the stream.
        """
        read, write = os.pipe()
        lines = Lines(hear=listener or (lambda line: self.stream.say(self.name, line)))
        try:
            self.process = start_process(
                [sys.executable, "-m", "zetje.web.cli", *self.command],
                folder=Path.cwd(),
                environment=self.environment,
                output=write,
                niceness=self.niceness,
            )
        finally:
            os.close(write)
        async with heard(read, lines):
            try:
                return await ended(self.process)
            finally:
                # The workers of a killed server outlive it and keep its port.
                kill_group(self.process.pid)

    async def stop(self) -> None:
        """Ask the program to end, and end it when it does not listen."""
        self._stopping = True
        process = self.process
        if process is None or process.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(ended(process), self.patience)
        except TimeoutError:
            self.stream.say(self.name, f"did not end within {self.patience:.0f} s and was ended")
        kill_group(process.pid)


def how_it_ended(code: int) -> str:
    """The end of a process in words."""
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"
