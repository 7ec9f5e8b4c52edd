"""When to try again, and when to stop trying."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from zetje.delivery.rules import states
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused

MAX_ATTEMPTS: Final = 8
MAX_RENDERS: Final = 3
_FIRST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(hours=2)


class Chance(Protocol):
    """A source of chance: `random.Random` is one."""

    def random(self) -> float:
        """A number from 0 up to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a message becomes after it was handed over."""

    state: str
    reason: str = ""
    not_before: datetime | None = None
    suppresses: bool = False


def wait_before(attempt: int, *, rng: Chance) -> timedelta:
    """The wait after so many attempts: four times as long each time, half of it left to chance.

    The chance keeps messages that failed together from coming back together.
    """
    longest = min(_LONGEST_WAIT, _FIRST_WAIT * 4 ** max(0, attempt - 1))
    return longest / 2 + longest / 2 * rng.random()


def rest_after(troubles: int, *, rng: Chance) -> timedelta:
    """How long a relay is left alone after so many troubles in a row: up to a minute."""
    longest = timedelta(seconds=min(60, 2 ** min(troubles, 6)))
    return longest / 2 + longest / 2 * rng.random()


def settle(
    outcome: Outcome,
    *,
    attempts: int,
    now: datetime,
    rng: Chance,
    has_other_ways: bool = False,
) -> Settlement:
    """The state that follows an outcome.

    Args:
        outcome: what the transport said.
        attempts: how often the message has been handed over, this time included.
        now: the moment of the outcome.
        rng: for the jitter.
        has_other_ways: whether the person is reached elsewhere when this account is gone.
    """
    if isinstance(outcome, Accepted):
        return Settlement(states.SENT, outcome.reply)
    if isinstance(outcome, Refused):
        if outcome.bad_address and has_other_ways and attempts < MAX_ATTEMPTS:
            return Settlement(states.PLANNED, outcome.reason, not_before=now, suppresses=True)
        return Settlement(states.FAILED, outcome.reason, suppresses=outcome.bad_address)
    if isinstance(outcome, Later):
        if attempts >= MAX_ATTEMPTS:
            return Settlement(states.FAILED, f"gave up after {attempts} attempts: {outcome.reason}")
        wait = max(wait_before(attempts, rng=rng), timedelta(seconds=outcome.wait_seconds))
        return Settlement(states.PLANNED, outcome.reason, not_before=now + wait)
    return Settlement(states.UNKNOWN, outcome.reason)
