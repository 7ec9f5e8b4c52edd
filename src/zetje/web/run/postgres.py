"""The embedded PostgreSQL: started, watched and stopped by us, without a wrapper between."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from zetje.web.run.cluster import (
    ENVIRONMENT,
    SUPERUSER,
    Cluster,
    cluster_in,
    explain,
    server_pid,
)
from zetje.web.run.errors import PlainError
from zetje.web.run.processes import command_of, is_running, start_process

DATABASE = "zetje"
_START_PATIENCE = 60.0
_MEMORY_PATIENCE = 5.0
_MEMORY_BLOCK = "pre-existing shared memory block"
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "",
    # Statements and values may hold what a person wrote: neither goes to the log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
if sys.platform == "linux":
    # After a crash: one call for the whole disk instead of one for each of a thousand files.
    _SETTINGS["recovery_init_sync_method"] = "syncfs"
_HASTE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(kw_only=True)
class Server:
    """A PostgreSQL on a cluster of our own, reached by a UNIX socket.

    Args:
        cluster: the folder it runs on.
        durable: False for tests, where a power cut costs nothing.
    """

    cluster: Cluster
    durable: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """Where Django and psycopg find the database."""
        return url_for(self.cluster.sockets)

    def start(self) -> None:
        """Start the server and wait until it answers; tries again where a crash needs it.

        Raises:
            PlainError: it cannot run, and why.
        """
        self.cluster.prepare(durable=self.durable)
        log = self.cluster.home / "postgres.log"
        give_up_on_memory = time.monotonic() + _MEMORY_PATIENCE
        try:
            while True:
                with log.open("wb") as output:
                    self.launch(output=output.fileno())
                if self._wait_until_ready():
                    break
                said = log.read_text(errors="replace")
                if _MEMORY_BLOCK not in said or time.monotonic() > give_up_on_memory:
                    raise explain(said, folder=self.cluster.home)
                time.sleep(0.25)
            self.make_database()
        except BaseException:
            self.stop()
            raise

    def launch(self, *, output: int | None = None) -> subprocess.Popen[bytes]:
        """Start the server's process and return at once.

        Args:
            output: a file descriptor for what it says.
        """
        settings = dict(_SETTINGS) | ({} if self.durable else _HASTE)
        settings["unix_socket_directories"] = str(self.cluster.sockets)
        options = [part for pair in settings.items() for part in ("-c", "=".join(pair))]
        self.process = start_process(
            [self.cluster.binaries.program("postgres"), "-D", str(self.cluster.data), *options],
            folder=self.cluster.data,
            environment=ENVIRONMENT,
            account=self.cluster.account,
            output=output,
            dies_with=signal.SIGINT,
        )
        return self.process

    def is_ready(self) -> bool:
        """Whether the process we started, and no other, answers."""
        if self.process is None or server_pid(self.cluster.data) != self.process.pid:
            return False
        try:
            with _connect(self.cluster.sockets):
                return True
        except psycopg.OperationalError:
            return False

    def make_database(self) -> None:
        """Make the application's database where there is none yet."""
        with _connect(self.cluster.sockets) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if found.fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def stop(self) -> None:
        """Stop the server in order: open work is rolled back, all that was saved is kept."""
        process, self.process = self.process, None
        if process is not None:
            for number, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(patience)
                    break
        self.cluster.let_go()

    def _wait_until_ready(self) -> bool:
        """Wait for an answer; False when the process ended instead."""
        until = time.monotonic() + _START_PATIENCE
        while time.monotonic() < until:
            if self.is_ready():
                return True
            if self.process is None or self.process.poll() is not None:
                return False
            time.sleep(0.05)
        raise PlainError(
            f"PostgreSQL in {self.cluster.home} does not answer after "
            f"{_START_PATIENCE:.0f} seconds. Its log is {self.cluster.home / 'postgres.log'}."
        )


def embedded(data_folder: Path, *, durable: bool = True) -> Server:
    """The embedded server of an installation, not started yet.

    Args:
        data_folder: the data folder of the installation.
        durable: False for tests.
    """
    return Server(cluster=cluster_in(data_folder), durable=durable)


def running_url(data_folder: Path) -> str | None:
    """Where the installation's embedded database answers now, or None if it does not run."""
    cluster = cluster_in(data_folder)
    pid = server_pid(cluster.data)
    if pid is None or not is_running(pid) or "postgres" not in command_of(pid):
        return None
    try:
        with _connect(cluster.sockets):
            return url_for(cluster.sockets)
    except psycopg.OperationalError:
        return None


def url_for(sockets: Path) -> str:
    """The address of the application's database behind a folder of sockets."""
    return f"postgresql://{SUPERUSER}@/{DATABASE}?host={quote(os.fspath(sockets), safe='')}"


def _connect(sockets: Path) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=os.fspath(sockets),
        user=SUPERUSER,
        dbname="postgres",
        connect_timeout=5,
        autocommit=True,
    )
