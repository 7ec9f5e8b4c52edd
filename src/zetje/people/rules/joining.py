"""What joining asks, without a database: networks, the moment of the week, the house rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

NETWORKS: Sequence[str] = (
    "linkedin",
    "bluesky",
    "mastodon",
    "x",
    "facebook",
    "threads",
    "xing",
    "whatsapp",
    "instagram",
)

LANGUAGES: Sequence[str] = ("nl", "en")

# A habit holds when it is tied to something one does anyway; each anchor names its hour.
ANCHORS: Mapping[str, int] = {
    "first_coffee": 9,
    "stand_up": 10,
    "lunch": 13,
    "tea": 15,
    "day_done": 16,
}


@dataclass(frozen=True)
class Moment:
    """The day and hour of the week at which somebody likes to hear from us."""

    weekday: int
    hour: int


@dataclass(frozen=True)
class Standing:
    """Where a member stands: joined or not, quiet until when, and which house rules they read."""

    joined_at: datetime | None = None
    accepted_version: int | None = None
    paused_from: datetime | None = None
    paused_until: datetime | None = None

    @property
    def is_joined(self) -> bool:
        """Whether the member takes part."""
        return self.joined_at is not None

    def is_paused(self, now: datetime) -> bool:
        """Whether the member asked for quiet at this moment."""
        if self.paused_from is None or now < self.paused_from:
            return False
        return self.paused_until is None or now < self.paused_until


def moment_of(*, own_weekday: int | None, own_hour: int | None, weekday: int, hour: int) -> Moment:
    """The own day and hour where there is one, else the organisation's."""
    return Moment(
        weekday=weekday if own_weekday is None else own_weekday,
        hour=hour if own_hour is None else own_hour,
    )


def hour_of(anchor: str) -> int | None:
    """The hour that an anchor stands for; None for one we do not know."""
    return ANCHORS.get(anchor)


def must_accept(*, accepted: int | None, current: int) -> bool:
    """Whether the house rules changed since the member accepted them."""
    return accepted is None or accepted < current
