"""Signing in itself: django-allauth's code, which lives in the browser that asked for it.

allauth offers this process to its own views alone, so this is the one module that reaches inside.
"""

# allauth comes without types, and its process keeps its state in a bare dict.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import Any, cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import compare_user_code
from django.http import HttpRequest, HttpResponse

from zetje.people.models import User
from zetje.people.rules.codes import new_code

LIFE_SECONDS = 15 * 60


def begin(request: HttpRequest, *, user: User | None, address: str) -> str:
    """Let this browser wait for a code, and give the code to mail.

    For an address that nobody has, the browser waits all the same, for a code that nobody gets.
    """
    process = LoginCodeVerificationProcess.initiate(
        request=request, user=cast("Any", user), email=address
    )
    # Until somebody is in, what the session holds about them lives no longer than the code.
    request.session.set_expiry(LIFE_SECONDS)
    return process.code or new_code()


def waiting_address(request: HttpRequest) -> str:
    """The address whose code this browser waits for; empty when it waits for none."""
    process = _process(request)
    return str(process.state.get("email", "")) if process else ""


def try_code(request: HttpRequest, *, code: str, next_address: str) -> HttpResponse | None:
    """Sign in with the code that was mailed for this browser; None when it is not the one.

    The fifth wrong code ends the waiting, here and nowhere else.
    """
    process = _process(request)
    if process is None:
        return None
    if not compare_user_code(actual=code, expected=process.code):
        process.record_invalid_attempt()
        return None
    return _settled(request, process.finish(next_address))


def enter(request: HttpRequest, *, user: User, next_address: str) -> HttpResponse:
    """Sign in somebody who used their one-time link."""
    record_authentication(request, user, method="link")
    login = Login(user=user, email=user.email, redirect_url=next_address)
    return _settled(request, perform_login(request, login))


def _settled(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    request.session.set_expiry(None)
    return response


def _process(request: HttpRequest) -> LoginCodeVerificationProcess | None:
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return LoginCodeVerificationProcess.resume(stage) if stage else None
