"""Tells visitors of one day apart without keeping who they are.

A hash of the address and the user agent, keyed with a random salt that lives for one day and is
then destroyed: after that nobody, we included, can find out which address a hash was made from.
The salt is a file in the spool folder, so that the link door and the pages of one machine agree.

What it cannot do: colleagues behind one address with the same browser are one visitor; a telephone
that goes from one network to another is two, and its owner's click on their own link then counts;
each of several machines has a salt of its own, so a visitor whom both answer is two.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path

from zetje.sharing.door import settings
from zetje.sharing.door.peers import household

HASH_LENGTH = 12
_SALT_LENGTH = 32
_SECONDS_A_DAY = 86_400
_FIRST_DAY = date(1970, 1, 1).toordinal()


class Salts:
    """The salt of today, made on the first need and destroyed with its day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._day: date | None = None
        self._salt = b""

    def salt(self, day: date) -> bytes:
        """Give the salt of a day; those of all days before it are destroyed."""
        if day != self._day:
            self.destroy_before(day)
            self._salt = self._read_or_make(self._folder / f"{day.isoformat()}.salt")
            self._day = day
        return self._salt

    def destroy_before(self, day: date) -> None:
        """Remove the salts of days that are over."""
        for path in self._folder.glob("*.salt"):
            if path.stem < day.isoformat():
                path.unlink(missing_ok=True)

    def hash(self, *, address: str, user_agent: str, day: date) -> bytes:
        """Give the visitor's hash of a day."""
        agent = user_agent.encode("latin-1", "replace")
        return visitor_hash(hasher(self.salt(day)), address, agent)

    def _read_or_make(self, path: Path) -> bytes:
        """Read the salt, or make it whole at once: of two processes that try, one wins."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = path.with_name(f".{secrets.token_hex(8)}.salt-new")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, secrets.token_bytes(_SALT_LENGTH))
            os.fsync(descriptor)
            with contextlib.suppress(FileExistsError):
                os.link(made, path)
        finally:
            os.close(descriptor)
            made.unlink()
        return path.read_bytes()


def hasher(salt: bytes) -> blake2b:
    """Begin the hashes of a day; a copy of it is cheaper than a new one for each visitor."""
    return blake2b(digest_size=HASH_LENGTH, key=salt)


def visitor_hash(begun: blake2b, address: str, user_agent: bytes) -> bytes:
    """Hash one visitor."""
    visitor = begun.copy()
    visitor.update(household(address).encode() + b"\0" + user_agent)
    return visitor.digest()


def day_of(seconds: float) -> date:
    """Give the day (UTC) of a moment in seconds since 1970."""
    return date.fromordinal(_FIRST_DAY + int(seconds // _SECONDS_A_DAY))


def day_at(moment: datetime) -> date:
    """Give the day (UTC) of a moment."""
    return moment.astimezone(UTC).date()


_salts: dict[Path, Salts] = {}


def daily_hash(address: str, user_agent: str, day: date) -> bytes:
    """Give the hash the link door of this machine makes of a visitor on a day."""
    folder = settings.read(os.environ).spool
    return _salts.setdefault(folder, Salts(folder)).hash(
        address=address, user_agent=user_agent, day=day
    )
