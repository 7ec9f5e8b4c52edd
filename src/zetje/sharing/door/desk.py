"""The door inside a process that does other things too: the pages answer short links as well."""

from __future__ import annotations

import atexit
import threading
from pathlib import Path

from zetje.sharing.door import answers
from zetje.sharing.door.answers import FOUND, GONE, NOT_FOUND, UNAVAILABLE, Answer
from zetje.sharing.door.linkmap import Link
from zetje.sharing.door.settings import Settings
from zetje.sharing.door.spool import Spool
from zetje.sharing.door.visits import Visits

_SLOTS = 4_095
_SPARES = 1
_PATIENCE_SECONDS = 10.0


class Desk:
    """Answers for one link at a time, with a click on disk before each redirect."""

    def __init__(self, folder: Path) -> None:
        self._spool = Spool(folder, slots=_SLOTS, spares=_SPARES)
        # Whom to believe about addresses, the pages have settled before they ask.
        self._visits = Visits(Settings(spool=folder, database_url="", trusted_proxies=()))

    def open(self) -> None:
        """Reserve room for clicks."""
        self._spool.open()
        atexit.register(self._spool.close)

    def answer(
        self,
        *,
        method: str,
        headers: dict[bytes, bytes],
        address: str,
        link: Link | None,
        now: float,
    ) -> Answer:
        """Answer a request as the link door does."""
        language = answers.language_for(headers.get(b"accept-language", b""))
        if method not in {"GET", "HEAD", "OPTIONS"}:
            return answers.WRONG_METHOD
        if link is None:
            return answers.PAGES[NOT_FOUND, language]
        if link.redirect is None:
            return answers.METHODS if method == "OPTIONS" else answers.PAGES[GONE, language]
        slot = self._visits.slot_of(method, headers, address, link, now)
        stored = self._spool.append(slot, timeout_seconds=_PATIENCE_SECONDS)
        if method == "OPTIONS":
            return answers.METHODS
        if not stored:
            return answers.page(UNAVAILABLE, language=language, target=link.redirect.target)
        return Answer(FOUND, link.redirect.headers)


_desks: dict[Path, Desk] = {}
_making = threading.Lock()


def desk_for(folder: Path) -> Desk:
    """The desk of this process for a spool folder, opened on the first need."""
    with _making:
        desk = _desks.get(folder)
        if desk is None:
            desk = Desk(folder)
            desk.open()
            _desks[folder] = desk
        return desk
