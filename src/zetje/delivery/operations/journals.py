"""The journals of the senders of this machine: one file each, in the data folder.

What `write` has taken outlives the process that wrote it, however it ends, as long as the machine
runs on; that needs no wait for the disk. So a journal is believed on the very run of the machine on
which it was written, and by nobody while its sender lives, which a lock on the file tells.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from zetje.delivery.rules import journal_lines
from zetje.delivery.rules.retries import Settlement

log = logging.getLogger("zetje.delivery")

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_SUFFIX: Final = ".journal"


@cache
def boot_name() -> str:
    """Names this run of this machine; empty where the system does not tell."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


def _origin(descriptor: int) -> str:
    """Names the run of the machine and the very file: a copy of it, as in a backup, is another."""
    return f"{boot_name()}/{os.fstat(descriptor).st_ino}"


class Journal:
    """A sender's own journal, locked for as long as it is open."""

    def __init__(self, path: Path, descriptor: int, *, sender: int) -> None:
        self._path = path
        self._descriptor = descriptor
        self._head = journal_lines.head(boot=_origin(descriptor), sender=sender)
        self._is_empty = True
        self._write(self._head)

    def take(self, *, organisation_id: int) -> None:
        """Note whose messages are about to be taken."""
        self._is_empty = False
        self._write(journal_lines.taken(organisation_id=organisation_id))

    def word(self, *, is_done: bool) -> None:
        """Note that words are about to be made of them, or are made."""
        self._write(journal_lines.worded() if is_done else journal_lines.wording())

    def announce(self, *, organisation_id: int, message_ids: Iterable[int]) -> None:
        """Note which messages' intents are about to be committed.

        Raises:
            OSError: when it could not be noted, as in every method here that writes.
        """
        self._write(
            journal_lines.announced(organisation_id=organisation_id, message_ids=message_ids)
        )

    def begin(self, message_id: int) -> None:
        """Note that a message is about to be handed over."""
        self._write(journal_lines.begun(message_id))

    def end(self, message_id: int, settlement: Settlement) -> None:
        """Note what came of it."""
        self._write(journal_lines.ended(message_id, settlement))

    def clear(self) -> None:
        """Forget messages that are all settled in the database."""
        if not self._is_empty:
            os.ftruncate(self._descriptor, len(self._head))
            self._is_empty = True

    def close(self, *, keeps: bool) -> None:
        """Let go of the journal, and take it away unless it still tells of something."""
        if not keeps:
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)

    def _write(self, line: bytes) -> None:
        if os.write(self._descriptor, line) != len(line):
            raise OSError(errno.ENOSPC, "the journal could not be written")


def open_journal(*, sender: int) -> Journal | None:
    """A journal for a sender; None where there can be none, as on a disk that is full."""
    if not boot_name():
        return None
    path = _path(sender)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return Journal(path, descriptor, sender=sender)
        except OSError:
            os.close(descriptor)
            raise
    except OSError as fault:
        log.warning("no journal, so one message at a time: %s", os.strerror(fault.errno or 0))
        return None


def is_held(sender: int) -> bool:
    """Whether a process of this machine that lives has this sender's journal."""
    with _locked(_path(sender)) as file:
        return file is None and _path(sender).exists()


def left_behind() -> list[int]:
    """The senders whose journals stand here, those that live among them."""
    names = [path.stem for path in _folder().glob(f"*{_SUFFIX}")]
    return [int(name) for name in names if name.isdigit()]


@contextmanager
def taken_over(sender: int) -> Generator[journal_lines.Journal | None]:
    """The journal of a sender that is gone, taken away once the block has used it.

    It is None when there is none, when its sender lives, or when it is a copy or of another run of
    a machine, so that its last lines may be missing.
    """
    path = _path(sender)
    with _locked(path) as file:
        if file is None:
            yield None
            return
        found = journal_lines.read(file.read())
        is_whole = found is not None and found.boot == _origin(file.fileno())
        yield found if is_whole else None
        path.unlink(missing_ok=True)


@contextmanager
def _locked(path: Path) -> Generator[BinaryIO | None]:
    """A file that nobody holds, held in the block; None when somebody does, or there is none."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    with os.fdopen(descriptor, "rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield None
            return
        yield file


def _folder() -> Path:
    return Path(settings.DATA_FOLDER) / "sending"


def _path(sender: int) -> Path:
    return _folder() / f"{sender}{_SUFFIX}"
