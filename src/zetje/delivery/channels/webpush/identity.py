"""Who we are to the push services: one key pair for the whole installation (RFC 8292).

A subscription is tied to this pair for as long as it lives, so it must not change by itself. It is
derived from a key that stands with the signing and the sealing keys, in the environment or in the
data folder: it belongs to the installation and not to an organisation, the process that sends and
the one that shows the page need the same, and a copy of the database alone must not be enough to
push in our name.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02  # pyright: ignore[reportMissingTypeStubs] -- it has none

# RFC 8292, 2: at most 24 hours. Half of it leaves room for clocks that differ.
LIFE: Final = timedelta(hours=12)
# The order of P-256 (FIPS 186-5); a private key is a number from 1 to one below it.
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_key() -> str:
    """Our public key as a browser wants it when it subscribes: 65 bytes in base64url."""
    point = _private_key(_seed()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def authorization(*, audience: str, now: datetime) -> str:
    """The Authorization line for a push service.

    Args:
        audience: the service's origin, "https://host".
        now: signed for twelve hours from the last full hour, so that many messages share one line.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    return _signed(_seed(), audience, _contact(), int((hour + LIFE).timestamp()))


@lru_cache(maxsize=64)
def _signed(seed: str, audience: str, contact: str, expires: int) -> str:
    vapid: Any = Vapid02(_private_key(seed))
    return str(vapid.sign({"aud": audience, "sub": contact, "exp": expires})["Authorization"])


def _contact() -> str:
    """How a push service reaches whoever runs this: our own address, or the sender of mails."""
    site = urlsplit(str(settings.SITE_ADDRESS))
    if site.scheme == "https" and site.port is None:
        return f"https://{site.hostname}"
    return f"mailto:{settings.DEFAULT_FROM_EMAIL}"


def _seed() -> str:
    return str(settings.PUSH_KEYS[0])


@lru_cache(maxsize=4)
def _private_key(seed: str) -> ec.EllipticCurvePrivateKey:
    # 512 bits over a 256-bit order: what the remainder favours is less than 2^-256.
    number = int.from_bytes(hashlib.sha512(b"zetje web push " + seed.encode()).digest())
    return ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())
