"""Confirms browsers with a code from the mail, and forgets them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from zetje.lib.events import publish_on_commit
from zetje.lib.secrets import seal, unseal
from zetje.lib.tokens import random_token
from zetje.people.events import DeviceCodeRequested
from zetje.people.models import Device, DeviceCode, Member, User
from zetje.people.queries.devices import device_of_cookie, hash_of, open_code
from zetje.people.rules.codes import plain

LIFE = timedelta(minutes=15)
MAX_WRONG_TRIES = 5
NAME_LENGTH = 60


class WrongCodeError(Exception):
    """The code is not the one that was mailed to this browser, or its tries are used up."""


@transaction.atomic
def request_device_code(*, member: Member, browser: str, code: str, now: datetime) -> DeviceCode:
    """Mail a code that confirms one browser; an earlier code for the same browser dies.

    Args:
        member: whose mail it goes to.
        browser: the secret that only this browser holds.
        code: what to mail.
        now: the moment of asking; the code lives a quarter of an hour.
    """
    DeviceCode.objects.filter(browser_hash=hash_of(browser)).delete()
    asked = DeviceCode.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        browser_hash=hash_of(browser),
        sealed_code=seal(code),
        asked_at=now,
        expires_at=now + LIFE,
    )
    publish_on_commit(
        DeviceCodeRequested(
            organisation_id=member.organisation_id, member_id=member.pk, code_id=asked.pk
        )
    )
    return asked


def confirm_device(
    *, member: Member, browser: str, code: str, name: str, now: datetime
) -> tuple[Device, str]:
    """Confirm the browser that asked for a code, and give the cookie it is known by from now on.

    Raises:
        WrongCodeError: for a wrong, old or used code; a fifth wrong one uses it up.
    """
    asked = open_code(browser=browser, member=member, now=now)
    if asked is None or asked.wrong_tries >= MAX_WRONG_TRIES:
        raise WrongCodeError
    if not constant_time_compare(plain(code), plain(unseal(asked.sealed_code))):
        DeviceCode.objects.filter(pk=asked.pk).update(wrong_tries=F("wrong_tries") + 1)
        raise WrongCodeError
    if not DeviceCode.objects.filter(pk=asked.pk, used_at__isnull=True).update(used_at=now):
        raise WrongCodeError
    return remember_device(member=member, cookie="", session_key="", name=name, now=now)


@transaction.atomic
def remember_device(
    *, member: Member, cookie: str, session_key: str, name: str, now: datetime
) -> tuple[Device, str]:
    """Know a browser from now on, after its person proved that the mailbox is theirs.

    Returns:
        the device, and its cookie: the one it came with when that is the member's.
    """
    device = device_of_cookie(cookie)
    if device is not None and device.member_id == member.pk:
        device.session_key = session_key or device.session_key
        device.seen_on = now.date()
        device.save(update_fields=["session_key", "seen_on"])
        return device, cookie
    cookie = f"{member.organisation.token}.{random_token(24)}"
    device = Device.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        token_hash=hash_of(cookie),
        session_key=session_key,
        name=name[:NAME_LENGTH],
        confirmed_at=now,
        seen_on=now.date(),
    )
    return device, cookie


def follow_session(*, member: Member, before: str, after: str) -> None:
    """Keep a browser tied to its session when that changes its name, so that it can be ended."""
    if before:
        Device.objects.filter(member=member, session_key=before).update(session_key=after)


@transaction.atomic
def end_device(*, member: Member, token: str) -> bool:
    """Forget one of the member's own browsers and end the session it is signed in with."""
    device = Device.objects.filter(member=member, token=token).first()
    if device is None:
        return False
    Session.objects.filter(session_key=device.session_key).delete()
    device.delete()
    return True


@transaction.atomic
def forget_browser(*, member: Member, cookie: str) -> None:
    """Forget the browser that signs out."""
    device = device_of_cookie(cookie)
    if device is not None and device.member_id == member.pk:
        device.delete()


@transaction.atomic
def sign_out_everywhere(*, member: Member) -> None:
    """End every session and forget every browser of a member."""
    forget_browsers(member_ids=[member.pk])
    User.objects.filter(pk=member.user_id).update(session_epoch=F("session_epoch") + 1)


def forget_browsers(*, member_ids: Sequence[int]) -> None:
    """Forget every browser of these members, with its session and the codes that wait for it."""
    devices = Device.objects.filter(member__in=member_ids)
    keys = devices.exclude(session_key="").values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    devices.delete()
    DeviceCode.objects.filter(member__in=member_ids).delete()


def forget_old_codes(*, now: datetime) -> int:
    """Remove device codes that can no longer be typed, in the open tenant."""
    return DeviceCode.objects.filter(expires_at__lt=now).delete()[0]
