"""Makes the codes of short links: nobody guesses one, and the same share always has the same."""

from __future__ import annotations

import hashlib
from uuid import UUID

# Without the signs that look alike in print, and without those at which programs end an address.
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# 12 of 57 signs are 69 bits.
CODE_LENGTH = 12


def code_for(
    person_key: UUID, story_id: int, network: str, *, key: str, generation: int = 0
) -> str:
    """The code of a member's link for a story on a network.

    Args:
        person_key: the sharer's random key.
        story_id: the story.
        network: the network's key.
        key: the installation's secret; without it codes cannot be foretold.
        generation: how many earlier links of the same were withdrawn.
    """
    body = f"{person_key.hex}:{story_id}:{network}:{generation}".encode()
    secret = hashlib.sha256(b"zetje links " + key.encode()).digest()
    number = int.from_bytes(hashlib.blake2b(body, key=secret, digest_size=16).digest())
    signs: list[str] = []
    for _ in range(CODE_LENGTH):
        number, at = divmod(number, len(CODE_SIGNS))
        signs.append(CODE_SIGNS[at])
    return "".join(signs)
