"""The far end of the mail: every message arrives, and is noted with whom it reached."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from zetje.delivery import operations as delivery
from zetje.delivery.registry import Accepted, Letter, Outcome, Prepared, Transport

_SEED = 1986


@dataclass(frozen=True)
class _Envelope:
    to_address: str
    kind: str


@dataclass
class Post:
    """Every mailbox at once: how many messages of each kind each address got since the last look.

    `arrived` counts (kind, address).
    """

    arrived: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    def open(self, channel: str) -> Transport:
        """A way out of the building that leads here, whichever the channel."""
        return _WayOut(self.arrived)

    def send_due(self, *, now: datetime) -> None:
        """Let the real sender send what is due at a moment."""
        delivery.send_due(now=now, rng=random.Random(_SEED), open_channel=self.open)  # noqa: S311 - jitter of retries, no secret

    def take(self, kind: str) -> Counter[str]:
        """How many messages of a kind each address got; they are forgotten here."""
        found: Counter[str] = Counter()
        for key in [one for one in self.arrived if one[0] == kind]:
            found[key[1]] = self.arrived.pop(key)
        return found


@dataclass
class _WayOut:
    arrived: Counter[tuple[str, str]]

    def prepare(self, letter: Letter) -> Prepared:
        """Keep the address and the kind, as the head of the mail names it."""
        kind = letter.headers.get("Feedback-ID", "").partition(":")[0]
        return _Envelope(letter.mail.to_address, kind)

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Take it."""
        if isinstance(prepared, _Envelope):
            self.arrived[prepared.kind, prepared.to_address] += 1
        return Accepted("of a simulation")

    def close(self) -> None:
        """Nothing is open."""
