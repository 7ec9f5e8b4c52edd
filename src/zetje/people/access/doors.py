"""The doors of pages: signed in, joined, or with a role.

Somebody of another organisation never reaches a row: views start from `request.organisation`, and
what is not found there is 404. Who lacks a role gets the page that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zetje.people.models import Member, Organisation

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in. For annotations only."""

    organisation: Organisation
    member: Member
    roles: frozenset[str]
    must_accept: bool


MemberView = Callable[Concatenate[MemberRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(view: MemberView[P]) -> View[P]:
    """Open to members of an organisation; a visitor is shown the way in, and comes back here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if getattr(request, "member", None) is None:
            return _to_the_door(request)
        return view(cast("MemberRequest", request), *args, **kwargs)

    return guarded


def joined_required(view: MemberView[P]) -> View[P]:
    """Open to members who take part and read the house rules that hold; others go to `/join/`."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.must_accept:
            return _send(request, "/join/")
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def role_required(*roles: str) -> Callable[[MemberView[P]], View[P]]:
    """Open to members with at least one of these roles; others get the page that says so."""

    def guard(view: MemberView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: MemberRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.roles & set(roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return guard


def _to_the_door(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        # An account whose person no longer works here.
        logout(request)
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return _send(request, redirect_to_login(back, settings.LOGIN_URL).headers["Location"])


def _send(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
