"""Reads what a browser gives us to reach it by: where its push service is, and its keys."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from zetje.lib.fetching import FetchRefused, check_callable

# The push services of the browsers; each name stands for the domains below it too.
SERVICES: Final = (
    "fcm.googleapis.com",  # Chrome, Edge on Android, Brave, Opera, Samsung
    "push.services.mozilla.com",  # Firefox
    "web.push.apple.com",  # Safari
    "notify.windows.com",  # Edge
)
LONGEST: Final = 4_000
_AUTH_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Subscription:
    """One browser of one person.

    Attributes:
        endpoint: the address of the push service that stands for this browser.
        p256dh: the browser's public key, a point on P-256 of 65 bytes, in base64url.
        auth: a secret of 16 bytes that only this browser and we know, in base64url.
    """

    endpoint: str
    p256dh: str
    auth: str

    @property
    def text(self) -> str:
        """As it is kept; the same subscription is always the same text."""
        return json.dumps(
            {"auth": self.auth, "endpoint": self.endpoint, "p256dh": self.p256dh},
            separators=(",", ":"),
        )

    @property
    def origin(self) -> str:
        """The push service's origin, for which a VAPID token is signed."""
        parts = urlsplit(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}"


def read_subscription(text: str, *, allowed: Collection[str] = ()) -> Subscription:
    """Read a subscription as `PushSubscription.toJSON` or `Subscription.text` writes it.

    Args:
        text: JSON.
        allowed: host:port pairs of push services of the installation's own.

    Raises:
        ValueError: for whatever is none, or leads elsewhere than to a push service we know.
    """
    if len(text) > LONGEST:
        raise ValueError("too long for a subscription")
    try:
        given: Any = json.loads(text)
        keys = cast("dict[str, Any]", given.get("keys", given))
        endpoint = check_callable(str(given["endpoint"]), hosts=SERVICES, allowed=allowed).text
        point, auth = _bytes(keys["p256dh"]), _bytes(keys["auth"])
    except FetchRefused as fault:
        raise ValueError(f"push service: {fault.code}") from None
    except (KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("not a subscription") from None
    if len(auth) != _AUTH_BYTES:
        raise ValueError("the secret has another length")
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return Subscription(endpoint, _text(point), _text(auth))


def _bytes(text: object) -> bytes:
    encoded = str(text).rstrip("=").encode("ascii")
    try:
        return urlsafe_b64decode(encoded + b"=" * (-len(encoded) % 4))
    except binascii.Error:
        raise ValueError("not base64url") from None


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
