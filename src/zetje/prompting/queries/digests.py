"""Where a digest is read: the personal address that its mail holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from zetje.lib import tokens

PURPOSE: Final = "digest"
VALID_FOR: Final = timedelta(days=14)


def digest_address(*, organisation_id: int, digest_id: int, send_at: datetime) -> str:
    """The personal, signed address of a digest's page, for two weeks from its sending.

    `?choice=copy&story=2` behind it prepares that choice; opening it never makes one.
    """
    payload = {"o": organisation_id, "d": digest_id}
    token = tokens.sign(PURPOSE, payload, expires_at=send_at + VALID_FOR)
    return f"{settings.SITE_ADDRESS}/w/{token}/"
