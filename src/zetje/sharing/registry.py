"""The networks that are plugged in, in the order in which people see them."""

from __future__ import annotations

from collections.abc import Sequence

from zetje.sharing.rules.composers import NotAnInstanceError, instance_host
from zetje.sharing.rules.networks import ComposerSettings, Network
from zetje.sharing.rules.texts import Count, count

__all__ = [
    "ComposerSettings",
    "Count",
    "Network",
    "NotAnInstanceError",
    "UnknownNetworkError",
    "counts",
    "instance_host",
    "network",
    "networks",
    "register",
]

_networks: dict[str, Network] = {}


class UnknownNetworkError(LookupError):
    """Raised when a network is asked for that is not plugged in."""


def register(*found: Network) -> None:
    """Plug in networks; one of the same key is replaced."""
    _networks.update({network.key: network for network in found})


def networks() -> tuple[Network, ...]:
    """Every network that is plugged in."""
    return tuple(_networks.values())


def network(key: str) -> Network:
    """The network of that key.

    Raises:
        UnknownNetworkError: it is not plugged in.
    """
    try:
        return _networks[key]
    except KeyError as fault:
        raise UnknownNetworkError(key) from fault


def counts(text: str, keys: Sequence[str]) -> dict[str, Count]:
    """How long a text is on each of the networks, by their own rules."""
    return {key: count(text, network(key).limit) for key in keys}
