"""Whose browser this is: the long-lived cookie that a code from the mail confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zetje.lib.peers import household
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import random_token
from zetje.people.models import Member
from zetje.people.operations import devices, limits
from zetje.people.queries.devices import (
    device_of_cookie,
    is_known_device,
    organisation_of_cookie,
)
from zetje.people.rules.browsers import browser_name
from zetje.people.rules.codes import new_code

YEAR = 365 * 24 * 3600
ASKED_SECONDS = 15 * 60


def device_cookie(request: HttpRequest) -> str:
    """The text by which this browser is known; empty when it is not."""
    return request.COOKIES.get(settings.DEVICE_COOKIE, "")


def known_device(request: HttpRequest, member: Member) -> bool:
    """Whether this is a browser that the member confirmed; the tenant's block must be open."""
    cookie = device_cookie(request)
    return bool(cookie) and is_known_device(cookie=cookie, member=member)


def device_member(request: HttpRequest) -> Member | None:
    """The member who confirmed this browser, whichever organisation they are of."""
    cookie = device_cookie(request)
    organisation = organisation_of_cookie(cookie) if cookie else None
    if organisation is None:
        return None
    with tenant(organisation.pk):
        device = device_of_cookie(cookie)
        return device.member if device else None


def ask_device_code(
    request: HttpRequest, response: HttpResponse, *, member: Member, now: datetime
) -> bool:
    """Mail the member a code that only this browser can use.

    False when too many were asked for: the codes that were mailed keep working meanwhile.
    """
    home = household(request)
    # The narrowest first, so that an ask it refuses takes no place from anybody else.
    asks = (
        (limits.DEVICE_ASKS_OF_MEMBER_AND_HOUSEHOLD, f"{member.pk} {home}"),
        (limits.DEVICE_ASKS_OF_HOUSEHOLD, home),
        (limits.DEVICE_ASKS_OF_MEMBER, str(member.pk)),
    )
    if not all(limits.take(limit, key=key, now=now) for limit, key in asks):
        return False
    browser = request.COOKIES.get(_asked_cookie(), "") or random_token(24)
    devices.request_device_code(member=member, browser=browser, code=new_code(), now=now)
    _keep(response, _asked_cookie(), browser, seconds=ASKED_SECONDS)
    return True


def waits_for_code(request: HttpRequest) -> bool:
    """Whether a code was mailed for this browser that may still be typed."""
    return bool(request.COOKIES.get(_asked_cookie(), ""))


def confirm_this_device(
    request: HttpRequest, response: HttpResponse, *, member: Member, code: str, now: datetime
) -> bool:
    """Know this browser from now on, when the code is the one that was mailed to it."""
    browser = request.COOKIES.get(_asked_cookie(), "")
    key = household(request)
    if not browser or limits.is_spent(limits.WRONG_OF_HOUSEHOLD, key=key, now=now):
        return False
    try:
        _, cookie = devices.confirm_device(
            member=member, browser=browser, code=code, name=_name(request), now=now
        )
    except devices.WrongCodeError:
        limits.take(limits.WRONG_OF_HOUSEHOLD, key=key, now=now)
        return False
    _keep(response, settings.DEVICE_COOKIE, cookie, seconds=YEAR)
    response.delete_cookie(_asked_cookie(), samesite="Lax")
    return True


def remember_this_device(
    request: HttpRequest, response: HttpResponse, *, member: Member, now: datetime
) -> None:
    """Know the browser of somebody who just signed in with a mail of their own."""
    _, cookie = devices.remember_device(
        member=member,
        cookie=device_cookie(request),
        session_key=request.session.session_key or "",
        name=_name(request),
        now=now,
    )
    _keep(response, settings.DEVICE_COOKIE, cookie, seconds=YEAR)


def _asked_cookie() -> str:
    return f"{settings.DEVICE_COOKIE}-asked"


def _name(request: HttpRequest) -> str:
    return browser_name(cast("str", request.META.get("HTTP_USER_AGENT", "")))


def _keep(response: HttpResponse, name: str, value: str, *, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
