"""Who is really at the other end of a connection, whatever its headers claim."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network


def true_peer(*, connected: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Give the address of the peer, as far as it can be believed.

    `forwarded` (X-Forwarded-For) counts only for the part that trusted proxies have written: it is
    read from the right, past each trusted proxy, and ends at the first address nobody vouches for.
    """
    peer = connected
    claimed = forwarded.split(",")
    while claimed and _is_trusted(peer, trusted):
        candidate = _address(claimed.pop())
        if candidate is None:
            return peer
        peer = str(candidate)
    return peer


def household(address: str) -> str:
    """Give the part of an address that stays the same for one connection to the internet.

    A household has one IPv4 address, and of IPv6 a whole /64 in which each device changes place.
    """
    if ":" not in address:
        return address
    parsed = _address(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False))
    return str(parsed) if parsed else address


def _is_trusted(peer: str, trusted: Sequence[Network]) -> bool:
    address = _address(peer)
    return address is not None and any(address in network for network in trusted)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
