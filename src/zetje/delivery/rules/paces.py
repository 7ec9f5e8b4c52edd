"""How fast a channel may be given messages: a bucket that fills evenly and holds little."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

_HOLDS_SECONDS: Final = 3.0


@dataclass(slots=True)
class Pace:
    """What may go out by one channel, at so many messages a second.

    Attributes:
        per_second: 0 for no limit.
    """

    per_second: float
    room: float = 0.0
    at: datetime | None = None

    def take(self, *, wanted: int, now: datetime) -> int:
        """How many of the wanted messages may go out now; they count as gone."""
        if not self.per_second:
            return wanted
        longest = max(1.0, self.per_second * _HOLDS_SECONDS)
        if self.at is None:
            self.room = longest
        else:
            passed = max(0.0, (now - self.at).total_seconds())
            self.room = min(longest, self.room + passed * self.per_second)
        self.at = now
        given = min(wanted, int(self.room))
        self.room -= given
        return given

    def give_back(self, unused: int) -> None:
        """Return what did not go out after all."""
        self.room += unused
