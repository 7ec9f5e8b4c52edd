"""People, the seats that are theirs, and the circles that those are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """A member who works here: team (0 for none), country, language, first day."""

    member: int
    team: int
    country: str
    language: str
    started_on: date | None


@dataclass(frozen=True, slots=True)
class CircleNow:
    """A circle: what its people have in common, and the block it is counted in, a circle's key."""

    key: int
    team: int
    country: str
    language: str
    started_on: date | None
    block: int


@dataclass(frozen=True, slots=True)
class SeatNow:
    """A seat: whose (0 once they were erased), in which circle (0 while waiting).

    Who left without a circle was let go of, and is not counted again when they come back: they
    would be counted with others than before.
    """

    key: int
    member: int
    circle: int
    since: int
    left: bool = False
