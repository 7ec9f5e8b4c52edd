"""Plugs networks in; `web/plugins.py` calls it with one line a network."""

from __future__ import annotations

from zetje.sharing.queries.known_networks import plugged_in
from zetje.sharing.queries.rewarding import register_rewards
from zetje.sharing.rules.networks import ComposerSettings, Network

__all__ = ["ComposerSettings", "Network", "register", "register_rewards"]


def register(*networks: Network) -> None:
    """Plug in networks, in the order in which people see them; one of the same key is replaced."""
    plugged_in.update({network.key: network for network in networks})
