"""Which browsers a member confirmed, and whose browser this is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.sessions.models import Session

from zetje.people.models import Device, DeviceCode, Member, Organisation


@dataclass(frozen=True)
class OwnDevice:
    """A browser as its member sees it in the list of their own."""

    token: str
    name: str
    confirmed_at: datetime
    seen_on: date
    is_signed_in: bool
    is_this_one: bool


def hash_of(secret: str) -> bytes:
    """What is kept of a browser's secret: it has enough chance in it for a plain hash."""
    return hashlib.sha256(secret.encode()).digest()


def organisation_of_cookie(cookie: str) -> Organisation | None:
    """The organisation that a device cookie names, before its rows can be seen."""
    return Organisation.objects.filter(token=cookie.partition(".")[0]).first()


def device_of_cookie(cookie: str) -> Device | None:
    """The confirmed browser that a cookie stands for; the tenant's block must be open."""
    if not cookie:
        return None
    devices = Device.objects.select_related("member__organisation")
    return devices.filter(token_hash=hash_of(cookie), member__left_on__isnull=True).first()


def is_known_device(*, cookie: str, member: Member) -> bool:
    """Whether a cookie stands for a browser that this member confirmed."""
    device = device_of_cookie(cookie)
    return device is not None and device.member_id == member.pk


def open_code(*, browser: str, member: Member, now: datetime) -> DeviceCode | None:
    """The code that one browser waits for, while it can still be typed."""
    return DeviceCode.objects.filter(
        browser_hash=hash_of(browser), member=member, used_at__isnull=True, expires_at__gt=now
    ).first()


def devices_of(*, member: Member, cookie: str, now: datetime) -> Sequence[OwnDevice]:
    """The member's own browsers, the newest first."""
    devices = list(Device.objects.filter(member=member).order_by("-seen_on", "-confirmed_at"))
    keys = [device.session_key for device in devices if device.session_key]
    live = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=now).values_list(
            "session_key", flat=True
        )
    )
    this = hash_of(cookie)
    return [
        OwnDevice(
            token=device.token,
            name=device.name,
            confirmed_at=device.confirmed_at,
            seen_on=device.seen_on,
            is_signed_in=device.session_key in live,
            is_this_one=bytes(device.token_hash) == this,
        )
        for device in devices
    ]
