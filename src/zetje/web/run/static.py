"""The product's own files, made ready to be served: compressed, and named after what is in them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from zetje.web.run.errors import PlainError

_SOURCE = Path(__file__).resolve().parents[1] / "static"


def make_static_ready(*, data: Path) -> None:
    """Collect the files once a version, in a process of its own: settings look at the result.

    Args:
        data: the data folder of the installation.

    Raises:
        PlainError: they could not be collected.
    """
    stamp = data / "static" / ".made-from"
    made_from = _fingerprint()
    if stamp.exists() and stamp.read_text() == made_from:
        return
    made = subprocess.run(
        [sys.executable, "-m", "zetje.web.cli", "collect"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if made.returncode:
        raise PlainError(f"The style sheets could not be made ready. {made.stdout.strip()}")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)


def _fingerprint() -> str:
    found = hashlib.sha256()
    for path in sorted(_SOURCE.rglob("*")):
        if path.is_file():
            found.update(f"{path.relative_to(_SOURCE)} {path.stat().st_mtime_ns}\n".encode())
    return found.hexdigest()
