"""By what an erased person is known again: digests of their address and their personnel number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zetje.people.rules.privacy import digest_of_address

# Set before a personnel number, so that it never equals an address.
NUMBER_MARK = "staff number\n"


def digests_of(*, email: str, external_id: str, keys: Sequence[str]) -> Iterator[bytes]:
    """The digests of a person under every key that is still listed."""
    for key in keys:
        yield digest_of_address(address=email, key=key)
        if external_id:
            yield digest_of_address(address=NUMBER_MARK + external_id, key=key)
