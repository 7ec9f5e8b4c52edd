"""Where a digest is read: the personal address that its mail holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from zetje.lib import tokens
from zetje.prompting.models import Digest

PURPOSE: Final = "digest"
VALID_FOR: Final = timedelta(days=14)


def digest_address(*, organisation_id: int, digest_id: int, send_at: datetime) -> str:
    """The personal, signed address of a digest's page, for two weeks from its sending.

    `?choice=copy&story=2` behind it prepares that choice; opening it never makes one.
    """
    payload = {"o": organisation_id, "d": digest_id}
    token = tokens.sign(PURPOSE, payload, expires_at=send_at + VALID_FOR)
    return f"{settings.SITE_ADDRESS}/w/{token}/"


def week_addresses(
    *, organisation_id: int, member_ids: Collection[int], now: datetime
) -> Mapping[int, str]:
    """Where each of some members finds their week, by member.

    It is the page of their latest digest, for two weeks from now; who had none yet signs in first.
    """
    sent = Digest.objects.filter(
        organisation_id=organisation_id, member__in=member_ids, send_at__lte=now
    )
    latest = sent.order_by("member_id", "-send_at").distinct("member_id")
    addresses = dict.fromkeys(member_ids, f"{settings.SITE_ADDRESS}/week/")
    for member_id, digest_id in latest.values_list("member_id", "pk"):
        addresses[member_id] = digest_address(
            organisation_id=organisation_id, digest_id=digest_id, send_at=now
        )
    return addresses
