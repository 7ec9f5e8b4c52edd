"""What a process owes the one that started it: to end with it, and to run with no more rights."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_SET_PARENT_DEATH_SIGNAL = 1
try:
    _libc = ctypes.CDLL(None, use_errno=True)
    _prctl: Callable[..., int] | None = _libc.prctl
except (OSError, AttributeError):
    _prctl = None  # not Linux: the supervisor then ends its children by hand only


def end_with_parent(*, signal_number: int = signal.SIGKILL, parent: int | None = None) -> None:
    """Ask the kernel to end this process when the one that started it is gone.

    The bond is to the *thread* that forked, so processes are started from threads that stay.

    Args:
        signal_number: what the kernel sends.
        parent: the expected parent; if it died before we asked, we end at once.
    """
    if _prctl is not None:
        _prctl(_SET_PARENT_DEATH_SIGNAL, signal_number, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signal_number)


@dataclass(frozen=True, kw_only=True)
class Account:
    """The account a process runs as, where that is not our own."""

    name: str
    uid: int
    gid: int

    def gives(self, path: Path) -> None:
        """Hand a folder or file over to this account."""
        os.chown(path, self.uid, self.gid)


def account_for_database() -> Account | None:
    """The account PostgreSQL runs as: ours, but for root, under whom it refuses to run."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(name=name, uid=entry.pw_uid, gid=entry.pw_gid)
    return Account(name="65534", uid=65534, gid=65534)


def start_process(
    command: list[str],
    *,
    folder: Path,
    environment: dict[str, str] | None = None,
    account: Account | None = None,
    output: int | None = None,
    dies_with: int = signal.SIGKILL,
    niceness: int = 0,
) -> subprocess.Popen[bytes]:
    """Start a program in its own process group, bound to our life.

    Args:
        command: the program and its arguments.
        folder: where it runs.
        environment: its environment; ours when left out.
        account: the account it runs as; ours when left out.
        output: a file descriptor for what it says; ours when left out.
        dies_with: the signal it gets when we are gone.
        niceness: how far it steps back where processors are short, 0 to 19.
    """
    ours = os.getpid()

    def bind() -> None:
        os.nice(niceness)
        # After the change of account, which clears the bond.
        end_with_parent(signal_number=dies_with, parent=ours)

    return subprocess.Popen(  # noqa: S603  the command is our own
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        process_group=0,
        user=None if account is None else account.uid,
        group=None if account is None else account.gid,
        extra_groups=None if account is None else [],
        preexec_fn=bind,
    )


def kill_group(group: int) -> None:
    """End whatever is left of a process group, at once."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def is_running(pid: int) -> bool:
    """Whether a process of this number exists and has not ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return text.rpartition(")")[2].split()[:1] == ["Z"]


def command_of(pid: int) -> str:
    """The command line of a process, or "" when there is none or it cannot be read."""
    proc = Path("/proc")
    if (proc / "self").exists():
        with contextlib.suppress(OSError):
            return (proc / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        return ""
    shown = subprocess.run(  # noqa: S603
        ["ps", "-p", str(pid), "-o", "command="],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return shown.stdout.strip()
