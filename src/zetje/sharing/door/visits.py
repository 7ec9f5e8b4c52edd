"""Turns a request into a click: labelled and made anonymous at once, nothing else is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zetje.sharing.door.hashing import Salts, day_of, hasher, visitor_hash
from zetje.sharing.door.linkmap import Link
from zetje.sharing.door.peers import true_peer
from zetje.sharing.door.records import LABEL_NUMBERS, pack_fields
from zetje.sharing.door.settings import Settings
from zetje.sharing.rules.clicks import label_hit

_PURPOSES = (b"sec-purpose", b"purpose", b"x-purpose", b"x-moz")
_VERDICTS_KEPT = 5_000
_SECONDS_A_DAY = 86_400
_MICROSECONDS = 1_000_000

Verdict = tuple[int, bytes]


class Visits:
    """Labels and hashes the visits of one process."""

    def __init__(self, given: Settings) -> None:
        self._trusted = given.trusted_proxies
        self._salts = Salts(given.spool)
        self._hasher = hasher(b"")
        self._day = -1
        # Which programs there are, not who used them: judging costs a hundred times a look here.
        self._verdicts: dict[tuple[str, bytes, bytes], Verdict] = {}

    def slot(self, scope: Mapping[str, Any], link: Link, now: float) -> bytes:
        """Make the click of a request to the door, as it goes to disk."""
        address: str = scope["client"][0]
        if self._trusted:
            address = self._true_peer(address, scope)
        return self.slot_of(scope["method"], dict(scope["headers"]), address, link, now)

    def slot_of(
        self, method: str, headers: dict[bytes, bytes], address: str, link: Link, now: float
    ) -> bytes:
        """Make a click, as it goes to disk; `address` is that of the true peer."""
        agent = headers.get(b"user-agent", b"")
        purpose = b"" if headers.keys().isdisjoint(_PURPOSES) else _purpose(headers)
        label, reason = self._verdict(method, agent, purpose)
        if int(now // _SECONDS_A_DAY) != self._day:
            self._begin_day(now)
        visitor = visitor_hash(self._hasher, address, agent)
        moment = int(now * _MICROSECONDS)
        return pack_fields(link.organisation_id, link.link_id, moment, label, reason, visitor)

    def _verdict(self, method: str, agent: bytes, purpose: bytes) -> Verdict:
        key = (method, agent, purpose)
        verdict = self._verdicts.get(key)
        if verdict is None:
            judged = label_hit(
                method=method,
                user_agent=agent.decode("latin-1"),
                purpose=purpose.decode("latin-1"),
            )
            verdict = (LABEL_NUMBERS[judged.label], judged.reason.encode("ascii"))
            if len(self._verdicts) >= _VERDICTS_KEPT:
                self._verdicts.clear()
            self._verdicts[key] = verdict
        return verdict

    def _begin_day(self, now: float) -> None:
        self._hasher = hasher(self._salts.salt(day_of(now)))
        self._day = int(now // _SECONDS_A_DAY)

    def _true_peer(self, connected: str, scope: Mapping[str, Any]) -> str:
        forwarded = b",".join(
            value for name, value in scope["headers"] if name == b"x-forwarded-for"
        )
        return true_peer(
            connected=connected, forwarded=forwarded.decode("latin-1"), trusted=self._trusted
        )


def _purpose(headers: Mapping[bytes, bytes]) -> bytes:
    return b" ".join(headers[name] for name in _PURPOSES if name in headers)
