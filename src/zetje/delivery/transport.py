"""What a channel must be able to do: make a message ready, and hand it over."""

from __future__ import annotations

from typing import Any, Protocol

from zetje.delivery.rules.outcomes import Outcome

__all__ = ["Prepared", "Transport"]


class Prepared(Protocol):
    """A message in the form in which a channel hands it over."""

    @property
    def to_address(self) -> str:
        """The one address it goes to."""
        ...


class Transport(Protocol):
    """A way out of the building. Each sender has its own and hands over one message at a time."""

    def prepare(self, letter: Any) -> Prepared:
        """Everything that may fail on the message's own account, done before its intent is written.

        Args:
            letter: a `Letter` for mail, a `CardLetter` for every other channel.

        Raises:
            ValueError: when the message cannot be sent as it is.
        """
        ...

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Give one message to the other side and say what came of it; no fault there raises."""
        ...

    def close(self) -> None:
        """End the connection, if there is one."""
        ...
