"""What may come of handing a message over: four answers, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other side said it has it."""

    reply: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Surely not taken; worth another try.

    Attributes:
        everyone: true when the trouble is the relay's and not this message's.
        wait_seconds: how long the other side asked to wait, 0 when it did not say.
    """

    reason: str
    everyone: bool = False
    wait_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Refused:
    """Surely not taken, and never will be.

    Attributes:
        bad_address: true when it is the address that does not exist.
    """

    reason: str
    bad_address: bool = False


@dataclass(frozen=True, slots=True)
class Undecided:
    """The contents went out and no answer came: nobody can know."""

    reason: str


Outcome = Accepted | Later | Refused | Undecided
