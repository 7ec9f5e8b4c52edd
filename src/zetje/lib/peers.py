"""Finds out who is really at the other end of a request, whatever its headers claim."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_HOME_PREFIX = 64


def true_peer(request: HttpRequest) -> str:
    """The address of the person's own network, as far as it can be believed.

    `X-Forwarded-For` counts only for the part that proxies named in the settings have written: it
    is read from the right, past each trusted proxy, up to the first address nobody vouches for.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    claimed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    while claimed and _is_trusted(peer):
        candidate = _address(claimed.pop())
        if candidate is None:
            return peer
        peer = str(candidate)
    return peer


def household(request: HttpRequest) -> str:
    """The address for counting: one household of IPv6 has very many addresses, so its network."""
    address = _address(true_peer(request))
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _HOME_PREFIX), strict=False))
    return str(address or "unknown")


def _is_trusted(peer: str) -> bool:
    address = _address(peer)
    if address is None:
        return False
    return any(address in ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
