"""All links in memory, so that a redirect asks nobody."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from zetje.sharing.door.answers import Redirect

CODE = re.compile(r"[A-Za-z0-9_-]{11,32}", re.ASCII)
_UNKNOWN_KEPT = 10_000
_UNKNOWN_SECONDS = 30.0
# A code that is not in memory is a guess, or a link so new that its notice is still on the way.
_LOOKUPS_A_SECOND = 50.0
_LOOKUPS_AT_ONCE = 200.0


class LinkRow(NamedTuple):
    """A link as the database has it."""

    code: str
    link_id: int
    organisation_id: int
    target: str
    is_withdrawn: bool


class Link(NamedTuple):
    """A link ready to answer; without a redirect it is withdrawn."""

    link_id: int
    organisation_id: int
    redirect: Redirect | None


class LinkMap:
    """The links, and the codes that were looked for in vain a moment ago."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.links: dict[str, Link] = {}
        self._redirects: dict[str, Redirect] = {}
        self._unknown: OrderedDict[str, float] = OrderedDict()
        self._clock = clock
        self._allowance = _LOOKUPS_AT_ONCE
        self._allowed_at = clock()

    def put(self, row: LinkRow) -> None:
        """Add a link, or change it."""
        redirect = None if row.is_withdrawn else self._redirect(row.target)
        self.links[row.code] = Link(row.link_id, row.organisation_id, redirect)
        self._unknown.pop(row.code, None)

    def remove(self, codes: Iterable[str]) -> None:
        """Forget links that are no more."""
        for code in codes:
            self.links.pop(code, None)

    def may_look_up(self, code: str) -> bool:
        """Say whether the database may be asked for a code: rarely, and not twice for one."""
        now = self._clock()
        until = self._unknown.get(code)
        if until is not None and until > now:
            return False
        earned = (now - self._allowed_at) * _LOOKUPS_A_SECOND
        self._allowance = min(_LOOKUPS_AT_ONCE, self._allowance + earned)
        self._allowed_at = now
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True

    def note_unknown(self, code: str) -> None:
        """Remember that there is no such link."""
        self._unknown[code] = self._clock() + _UNKNOWN_SECONDS
        self._unknown.move_to_end(code)
        if len(self._unknown) > _UNKNOWN_KEPT:
            self._unknown.popitem(last=False)

    def _redirect(self, target: str) -> Redirect:
        """Make a redirect once for the many links that lead to one target."""
        redirect = self._redirects.get(target)
        if redirect is None:
            redirect = self._redirects[target] = Redirect(target)
        return redirect
