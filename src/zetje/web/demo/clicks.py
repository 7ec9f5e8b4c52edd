"""Follows the links of the invented posts: people at first, few later, and robots at once.

Each hit goes the way of a real one: the link door's own labelling and hashing, its file on disk,
and the product's loader.
"""

from __future__ import annotations

import heapq
import tempfile
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.random import Generator

from zetje.sharing import operations as sharing
from zetje.sharing.door.linkmap import Link
from zetje.sharing.door.segments import Segment
from zetje.sharing.door.settings import Settings
from zetje.sharing.door.visits import Visits
from zetje.web.demo.chance import one_of
from zetje.web.demo.joining import Participant
from zetje.web.demo.material import HERE

if TYPE_CHECKING:
    from zetje.sharing.models import Share

# How many follow a link on each network, next to LinkedIn.
_DRAW = {"linkedin": 1.0, "whatsapp": 1.2, "facebook": 0.8, "mastodon": 0.7, "bluesky": 0.6}
_ELSEWHERE = 0.3
_OWN_WORDS_DRAW = 1.4
_AT_FIRST_HOURS = 9.0
_TAIL = 1.5
_MOST = 150


@dataclass(frozen=True, order=True)
class Hit:
    """Somebody or something follows a link."""

    at: datetime
    link_id: int
    address: str
    agent: str
    method: str = "GET"


@dataclass
class Public:
    """Everybody outside, and when they will follow which link."""

    organisation_id: int
    rng: Generator
    to_come: list[Hit] = field(default_factory=list[Hit])

    def read(self, who: Participant, share: Share) -> None:
        """Let the readers of a post come, at their own time."""
        for hit in self._people(who, share) + self._robots(share):
            heapq.heappush(self.to_come, hit)

    def follow_until(self, until: datetime) -> int:
        """Let everybody come who comes before a moment; how many hits were loaded."""
        hits: list[Hit] = []
        while self.to_come and self.to_come[0].at <= until:
            hits.append(heapq.heappop(self.to_come))
        return _load(hits, self.organisation_id) if hits else 0

    def _people(self, who: Participant, share: Share) -> list[Hit]:
        draw = _DRAW.get(share.network, _ELSEWHERE) * (_OWN_WORDS_DRAW if share.own_words else 1)
        mean = who.character.reach * draw * float(self.rng.lognormal(-0.3, 0.8))
        count = min(int(self.rng.poisson(mean)), _MOST)
        return [
            Hit(
                at=share.started_at + self._after(),
                link_id=share.link_id or 0,
                address=self._address(),
                agent=one_of(_people(), self.rng),
            )
            for _ in range(count)
        ]

    def _robots(self, share: Share) -> list[Hit]:
        """The network's own preview at once, and now and then a crawler or a scanner."""
        previews: dict[str, list[str]] = _agents()["previews"]
        names = list(previews.get(share.network, ()))
        if self.rng.random() < 0.3:
            names.append(one_of(_strangers(), self.rng))
        seconds: list[float] = self.rng.uniform(2, 900, len(names)).tolist()
        return [
            Hit(
                at=share.started_at + timedelta(seconds=after),
                link_id=share.link_id or 0,
                address=self._address(),
                agent=name,
                method="HEAD" if self.rng.random() < 0.2 else "GET",
            )
            for name, after in zip(names, seconds, strict=True)
        ]

    def _after(self) -> timedelta:
        hours = float(self.rng.lognormal(0.0, _TAIL)) * _AT_FIRST_HOURS / 2
        return timedelta(hours=min(hours, 24 * 90))

    def _address(self) -> str:
        """One of the addresses that are kept for trying things out (RFC 2544)."""
        number = int(self.rng.integers(0, 2 << 16))
        return f"198.{18 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def _load(hits: list[Hit], organisation_id: int) -> int:
    """Write hits as the link door does, and load them as its loader does."""
    with tempfile.TemporaryDirectory(prefix="zetje-demo-") as name:
        folder = Path(name)
        visits = Visits(Settings(spool=folder, database_url="", trusted_proxies=()))
        slots = [
            visits.slot_of(
                hit.method,
                {b"user-agent": hit.agent.encode()},
                hit.address,
                Link(hit.link_id, organisation_id, None),
                hit.at.timestamp(),
            )
            for hit in hits
        ]
        segment = Segment.make(folder, slots=len(slots))
        segment.write(b"".join(slots))
        segment.close()
        return sharing.load_spool(sharing.SpoolReader(folder))


def _people() -> list[str]:
    return _agents()["people"]


def _strangers() -> list[str]:
    return _agents()["strangers"]


@cache
def _agents() -> dict[str, Any]:
    return tomllib.loads((HERE / "agents.toml").read_text())
