"""What a page may say about an address to somebody who has not shown that it is theirs."""

from __future__ import annotations


def masked_address(address: str) -> str:
    """Enough of an address for its owner: first letter and domain, "s…@noordnaaf.example"."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"
