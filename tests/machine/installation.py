"""A whole installation under its supervisor, for the tests that knock it about."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import psutil

from zetje.web.run.cluster import cluster_in
from zetje.web.run.postgres import running_url

T = TypeVar("T")
PATIENCE_SECONDS = 180.0


def eventually(look: Callable[[], T | None], *, seconds: float = PATIENCE_SECONDS) -> T:
    """Wait for something to be true."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"still not so after {seconds:.0f} s: {look}")


def free_ports() -> int:
    """The first of two neighbouring ports that nobody has."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                two.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


@dataclass(kw_only=True)
class Installation:
    """What `zetje run` makes of a data folder."""

    data: Path
    port: int = field(default_factory=free_ports)
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = field(default=None, init=False)
    seen: dict[int, psutil.Process] = field(default_factory=dict, init=False)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of this installation and of no other."""
        mine = {
            name: value
            for name, value in os.environ.items()
            if name != "DATABASE_URL" and not name.startswith(("ZETJE_", "PYTEST_", "DJANGO_"))
        }
        return mine | {"ZETJE_DATA": str(self.data), "PORT": str(self.port)} | self.settings

    @property
    def log(self) -> Path:
        """All that the installation said."""
        return self.data.parent / "log"

    def zetje(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run another command of this installation to its end."""
        return subprocess.run(
            [sys.executable, "-m", "zetje.web.cli", *arguments],
            env=self.environment | settings,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def launch(self) -> None:
        """Start the supervisor."""
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "zetje.web.cli", "run"],
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start the supervisor and wait until it says that it runs."""
        self.launch()
        eventually(lambda: "Zetje runs:" in self.log.read_text() or self._must_live())
        self.look_round()

    def _must_live(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        return False

    def look_round(self) -> None:
        """Remember every process of the installation there is now."""
        assert self.process is not None
        top = psutil.Process(self.process.pid)
        self.seen |= {found.pid: found for found in [top, *top.children(recursive=True)]}

    def child(self, name: str, *, after: psutil.Process | None = None) -> psutil.Process:
        """The supervised process of a command, or "postgres"; another one than before."""
        return eventually(lambda: self._child(name, after))

    def _child(self, name: str, after: psutil.Process | None) -> psutil.Process | None:
        assert self.process is not None
        for found in psutil.Process(self.process.pid).children():
            try:
                words = found.cmdline()
            except psutil.Error:
                continue
            is_it = words[-1:] == [name] or (words and words[0].endswith(f"/{name}"))
            if is_it and (after is None or found.pid != after.pid):
                return found
        return None

    def answers(self, path: str = "/health/", *, next_port: bool = False) -> int | None:
        """The status a page answers with, or None when nobody answers."""
        address = f"http://127.0.0.1:{self.port + next_port}{path}"
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def database_url(self) -> str:
        """Where the database answers."""
        return eventually(lambda: running_url(self.data))

    def left_over(self) -> list[psutil.Process]:
        """The processes of the installation that still run."""
        return [
            found
            for found in self.seen.values()
            if found.is_running() and found.status() != psutil.STATUS_ZOMBIE
        ]

    def end(self, number: int = signal.SIGTERM) -> int:
        """Ask the supervisor to end and wait until it has."""
        assert self.process is not None
        self.look_round()
        self.process.send_signal(number)
        return self.process.wait(timeout=60)

    def remove(self) -> None:
        """End what runs and take all of its files away."""
        if self.process is not None and self.process.poll() is None:
            self.end(signal.SIGKILL)
        eventually(lambda: not self.left_over())
        home = cluster_in(self.data).home
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
