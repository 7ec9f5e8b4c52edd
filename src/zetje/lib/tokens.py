"""Signed, expiring tokens for addresses that leave the building, and random ones for rows.

A token says what it is for; a token of one purpose is worth nothing for another. Keys rotate: the
first of `settings.TOKEN_KEYS` signs, all of them are accepted until a token expires; a key that is
taken out of the list revokes what it signed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from django.conf import settings

SIGNATURE_BYTES = 16
_JSON = json.JSONEncoder(separators=(",", ":"), sort_keys=True)


class InvalidToken(Exception):  # noqa: N818 - reads as what it is, as in cryptography's own Fernet
    """The token is expired, altered, for something else, or signed with a key that is gone.

    One exception for every fault, so that nobody learns which it was.
    """


def random_token(size: int = 16) -> str:
    """A random identifier for the outside, `size` bytes of it, safe in an address."""
    return secrets.token_urlsafe(size)


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


@lru_cache(maxsize=64)
def _derived(key: str, purpose: str) -> bytes:
    return hashlib.blake2b(purpose.encode(), key=hashlib.sha256(key.encode()).digest()).digest()


def _signature(key: str, purpose: str, body: bytes) -> bytes:
    return hmac.digest(_derived(key, purpose), body, "sha256")[:SIGNATURE_BYTES]


def sign(purpose: str, payload: Mapping[str, str | int], *, expires_at: datetime) -> str:
    """Sign a small payload for one purpose until a moment.

    Args:
        purpose: what the token is for; `read` must name the same.
        payload: a few short values, readable by whoever holds the token.
        expires_at: an aware moment, kept to the second.

    Returns:
        text safe in an address: the body, a dot and the signature.
    """
    stamp = int(expires_at.timestamp())
    body = _JSON.encode([stamp, dict(payload)]).encode()
    return f"{_encode(body)}.{_encode(_signature(settings.TOKEN_KEYS[0], purpose, body))}"


def read(purpose: str, token: str, *, now: datetime) -> dict[str, str | int]:
    """The payload of a token that was signed for this purpose and has not expired.

    Raises:
        InvalidToken: for every fault alike; the comparison takes the same time for each.
    """
    try:
        encoded, _, signature = token.partition(".")
        body, given = _decode(encoded), _decode(signature)
        canonical = _encode(body) == encoded and _encode(given) == signature
    except (ValueError, UnicodeError):
        body, given, canonical = b"", b"", False
    matches = [
        hmac.compare_digest(_signature(key, purpose, body), given) for key in settings.TOKEN_KEYS
    ]
    if not (any(matches) and canonical):
        raise InvalidToken
    expires, payload = json.loads(body)
    if now.astimezone(UTC).timestamp() >= expires:
        raise InvalidToken
    return payload
