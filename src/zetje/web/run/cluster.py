"""The folder of the embedded database: where it is, whose it is, how it is made and kept sane."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

from zetje.web.run.binaries import Binaries, copy_binaries, find_binaries
from zetje.web.run.errors import PlainError
from zetje.web.run.processes import Account, account_for_database, command_of, is_running

SUPERUSER = "zetje"
_SOCKET_NAME = ".s.PGSQL.5432"
_SOCKET_PATH_BYTES = 107
_FIRST_WITH_PROVIDERS = 17
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(kw_only=True)
class Cluster:
    """One embedded database on disk."""

    home: Path
    sockets: Path
    binaries: Binaries
    programs: Path
    account: Account | None
    _lock: int | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        """The folder PostgreSQL calls its data directory."""
        return self.home / "data"

    @property
    def pid_file(self) -> Path:
        """What a running server writes about itself."""
        return self.data / "postmaster.pid"

    def prepare(self, *, durable: bool = True) -> None:
        """Make the folder ready for a server, whatever happened to the last one.

        Raises:
            PlainError: somebody else uses it, it is of another version, or it cannot be written.
        """
        with explained(self.home):
            self.home.mkdir(parents=True, exist_ok=True)
            self.hold()
            try:
                self._make_ready(durable=durable)
            except BaseException:
                self.let_go()
                raise

    def _make_ready(self, *, durable: bool) -> None:
        if self.account is not None:
            self.binaries = copy_binaries(self.binaries, into=self.programs)
        if not self.data.exists():
            self._create(durable=durable)
        self._check_version()
        self._check_server_of_before()
        self._make_socket_folder()

    def hold(self) -> None:
        """Take the folder for this process; a crash lets go of it.

        Raises:
            PlainError: another process has it.
        """
        if self._lock is not None:
            return
        lock = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(lock, 20, 0).decode().strip()
            os.close(lock)
            who = f" (process {holder})" if holder else ""
            raise PlainError(
                f"Zetje already runs on the database in {self.home}{who}. "
                "Stop that one first, or choose another folder with ZETJE_DATA."
            ) from None
        self._lock = lock
        os.ftruncate(lock, 0)
        with contextlib.suppress(OSError):  # a full disk: the lock holds without a name in it
            os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)

    def let_go(self) -> None:
        """Give the folder free for another process, and take the sockets' folder away."""
        if self._lock is None:
            return  # not ours: the sockets belong to whoever has the folder
        shutil.rmtree(self.sockets, ignore_errors=True)
        os.ftruncate(self._lock, 0)
        os.close(self._lock)
        self._lock = None

    def _create(self, *, durable: bool) -> None:
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if self.account is not None:
            self.account.gives(fresh)
        options = ["-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "--data-checksums"]
        if self.binaries.major >= _FIRST_WITH_PROVIDERS:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        made = subprocess.run(  # noqa: S603
            [
                self.binaries.program("initdb"),
                *("-D", str(fresh), "-U", SUPERUSER, "--no-instructions", *options),
                *(() if durable else ("--no-sync",)),
            ],
            cwd=fresh,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            user=None if self.account is None else self.account.uid,
            group=None if self.account is None else self.account.gid,
            extra_groups=None if self.account is None else [],
        )
        if made.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise explain(made.stdout, folder=self.home)
        fresh.rename(self.data)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        ours = self.binaries.major
        if found == str(ours):
            return
        older = found.isdigit() and int(found) < ours
        advice = (
            "Nothing was changed. Write it out with the Zetje that made it (pg_dump) and read it "
            "in with this one: docs/self-hosting.md says how, under Upgrades."
            if older
            else "Nothing was changed. Start the newer Zetje again, or choose another folder with "
            "ZETJE_DATA."
        )
        raise PlainError(
            f"The database in {self.data} was made by PostgreSQL {found}, "
            f"and this Zetje runs PostgreSQL {ours}. {advice}"
        )

    def _check_server_of_before(self) -> None:
        """Deal with the pid file a server of before left: dead, of somebody else, or alive."""
        pid = server_pid(self.data)
        if pid is None or not is_running(pid):
            return
        command = command_of(pid)
        if "postgres" not in command or str(self.data) not in command:
            self.pid_file.unlink()  # the number went to another program, after a restart
        elif f"unix_socket_directories={self.sockets}" in command:
            self._end_orphan(pid)
        else:
            raise PlainError(
                f"Another PostgreSQL (process {pid}) runs on {self.data}. Stop it first."
            )

    def _end_orphan(self, pid: int) -> None:
        """End a server of ours whose supervisor was killed; holding the lock, we know of it."""
        for number, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            until = time.monotonic() + patience
            while time.monotonic() < until:
                if not is_running(pid):
                    return
                time.sleep(0.05)

    def _make_socket_folder(self) -> None:
        owner = os.geteuid() if self.account is None else self.account.uid
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if self.account is not None and found.st_uid == os.geteuid():
            self.account.gives(self.sockets)
            found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise PlainError(
                f"{self.sockets} belongs to somebody else. "
                "Remove it, or set TMPDIR to a folder of your own."
            )


def cluster_in(
    data_folder: Path, *, home: Path | None = None, programs: Path | None = None
) -> Cluster:
    """The embedded database of an installation.

    For root the database stands in a folder of the application's own under /var/lib, since
    PostgreSQL refuses to run as root and the clone may be closed to everybody else.

    Args:
        data_folder: the data folder of the installation.
        home: another folder for the database than its usual one.
        programs: another folder for root's copy of the binaries than beside the database.
    """
    account = account_for_database()
    folder = data_folder.resolve()
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
    usual = folder / "postgres" if account is None else Path("/var/lib") / f"zetje-{name}"
    return Cluster(
        home=home or usual,
        sockets=_socket_folder(name),
        binaries=find_binaries(),
        programs=programs or home or usual,
        account=account,
    )


def _socket_folder(name: str) -> Path:
    places = [Path(tempfile.gettempdir()), Path("/tmp")]  # noqa: S108  the folder itself is 0700
    if os.geteuid() == 0 and os.access("/run", os.W_OK):
        places.insert(0, Path("/run"))
    for place in places:
        folder = place / f"zetje-{os.geteuid()}-{name}"
        if len(os.fsencode(folder / _SOCKET_NAME)) <= _SOCKET_PATH_BYTES:
            return folder
    raise PlainError(
        "The path of the temporary folder is too long for a socket. Set TMPDIR to /tmp."
    )


def server_pid(data: Path) -> int | None:
    """The process that the folder's pid file names, running or not."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    return None


def explain(said: str, *, folder: Path) -> PlainError:
    """What PostgreSQL's last words mean for the person who reads them."""
    if "No space left on device" in said or "Disk quota exceeded" in said:
        return PlainError(
            f"The disk of {folder} is full. Make room and start again; "
            "nothing that was saved is lost."
        )
    if "Permission denied" in said:
        return PlainError(
            f"PostgreSQL may not read or write in {folder}. Mend its rights: {last_words(said)}"
        )
    if "already exists" in said and "postmaster.pid" in said:
        return PlainError(f"Another PostgreSQL runs on {folder}. Stop it first.")
    return PlainError(f"PostgreSQL did not start in {folder}. It said: {last_words(said)}")


def last_words(said: str) -> str:
    """The last few lines of an output, in one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return " / ".join(lines[-4:]) or "nothing"


@contextlib.contextmanager
def explained(folder: Path) -> Generator[None]:
    """Turn what the disk refuses into a plain sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise explain("No space left on device", folder=folder) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise PlainError(
                f"Zetje may not write in {error.filename or folder}. "
                "Mend its rights, or choose another folder with ZETJE_DATA."
            ) from error
        raise
