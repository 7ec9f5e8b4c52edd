"""Finds the networks that are plugged in (`registry.register` puts them here)."""

from __future__ import annotations

from collections.abc import Sequence

from zetje.sharing.rules.networks import Network
from zetje.sharing.rules.texts import Count, count

plugged_in: dict[str, Network] = {}


class UnknownNetworkError(LookupError):
    """Raised when a network is asked for that is not plugged in."""


def networks() -> tuple[Network, ...]:
    """Every network that is plugged in, in the order in which people see them."""
    return tuple(plugged_in.values())


def network(key: str) -> Network:
    """The network of that key.

    Raises:
        UnknownNetworkError: it is not plugged in.
    """
    try:
        return plugged_in[key]
    except KeyError as fault:
        raise UnknownNetworkError(key) from fault


def counts(text: str, keys: Sequence[str]) -> dict[str, Count]:
    """How long a text is on each of the networks, by their own rules."""
    return {key: count(text, network(key).limit) for key in keys}
