"""The door: an address, a mail, a link or a code, and out again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zetje.lib.peers import household
from zetje.lib.returning import page_of_ours
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import InvalidToken
from zetje.people import operations, queries
from zetje.people.access import device_cookie, remember_this_device
from zetje.people.access.entrance import begin, enter, try_code, waiting_address
from zetje.people.forms.signin import AddressForm, CodeForm
from zetje.people.models import Member, User
from zetje.people.operations import limits
from zetje.people.operations.joining import HouseRulesChangedError
from zetje.people.presenters.signin import masked_address

# In the session of somebody who pressed "join" on an invitation and types the code next.
JOINING = "joining"
_NEXT = "next_address"


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address; whatever is typed, the answer and the time it takes are the same."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    if request.method != "POST":
        return _door(request, AddressForm())
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _door(request, form, status=422)
    now = timezone.now()
    address = str(form.cleaned_data["email"])
    if not ask_for_mail(request, user=queries.account_for(address), address=address, now=now):
        return too_many(request, now=now)
    request.session[_NEXT] = _next(request)
    return redirect("sign_in_code")


def ask_for_mail(request: HttpRequest, *, user: User | None, address: str, now: datetime) -> bool:
    """Let this browser wait for a code and have the mail sent; False when it asked too often.

    An account that was asked for too often gets no further mail for now: one that came within the
    last quarter of an hour still works, so that a stranger who keeps asking locks nobody out.
    """
    if not limits.take(limits.ASKS_OF_HOUSEHOLD, key=household(request), now=now):
        return False
    may_send = limits.take(limits.ASKS_OF_ACCOUNT, key=address.lower(), now=now)
    receiver = user if may_send else None
    code = begin(request, user=receiver, address=address)
    operations.request_sign_in(user=receiver, code=code, now=now)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Take the code from the mail, in the browser that asked for it."""
    address = waiting_address(request)
    if not address:
        return redirect("sign_in")
    if request.method != "POST":
        return _code_page(request, CodeForm(), address)
    now = timezone.now()
    if limits.is_spent(limits.WRONG_OF_HOUSEHOLD, key=household(request), now=now):
        return too_many(request, now=now)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, address, status=422)
    next_address = str(request.session.get(_NEXT, ""))
    response = try_code(
        request, code=form.cleaned_data["code"], next_address=_safe(request, next_address)
    )
    if response is not None:
        return _entered(request, response, now=now)
    limits.take(limits.WRONG_OF_HOUSEHOLD, key=household(request), now=now)
    return _wrong_code(request, form, address)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button to whoever opens the mailed link; only pressing it uses the link up."""
    now = timezone.now()
    try:
        if request.method == "POST":
            user = operations.use_link(token=token, now=now)
            return _entered(
                request, enter(request, user=user, next_address=_next(request)), now=now
            )
        entrance = queries.entrance_of(token=token, now=now)
    except InvalidToken:
        return render(request, "people/signin_dead.html", status=410)
    context = {
        "address": masked_address(entrance.user.email),
        "greeting": entrance.user.organisation,
    }
    return render(request, "people/signin_link.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this browser: the session ends, and the browser is forgotten."""
    member = cast("Member | None", getattr(request, "member", None))
    if member is not None:
        operations.forget_browser(member=member, cookie=device_cookie(request))
    logout(request)
    response = redirect("signed_out")
    response.delete_cookie(settings.DEVICE_COOKIE, samesite="Lax")
    return response


@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that it is done."""
    return render(request, "people/signin_out.html", _greeting())


def too_many(request: HttpRequest, *, now: datetime) -> HttpResponse:
    """Ask somebody who tries very often to wait for the rest of the quarter of an hour."""
    seconds = limits.seconds_left(now)
    context = {"minutes": -(-seconds // 60)} | _greeting()
    response = render(request, "people/signin_wait.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _entered(request: HttpRequest, response: HttpResponse, *, now: datetime) -> HttpResponse:
    """Know the browser from now on, and join whoever pressed "join" before typing the code."""
    user = request.user
    if not isinstance(user, User) or user.organisation_id is None:
        return response
    with tenant(user.organisation_id):
        member = queries.member_of_user(user.pk)
        if member is None:
            logout(request)
            return redirect("sign_in")
        remember_this_device(request, response, member=member, now=now)
        token, version = request.session.pop(JOINING, ("", 0))
        if token == member.token:
            try:
                operations.join_programme(member=member, accepted_version=int(version), now=now)
            except HouseRulesChangedError:
                return redirect("join")
    return response


def _wrong_code(request: HttpRequest, form: CodeForm, address: str) -> HttpResponse:
    if not waiting_address(request):
        return render(request, "people/signin_spent.html", _greeting(), status=422)
    form.add_error("code", form.wrong)
    return _code_page(request, form, address, status=422)


def _door(request: HttpRequest, form: AddressForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": _next(request)} | _greeting()
    return render(request, "people/signin.html", context, status=status)


def _code_page(
    request: HttpRequest, form: CodeForm, address: str, *, status: int = 200
) -> HttpResponse:
    # Somebody who holds another's invitation is not told where the code went.
    is_masked = JOINING in request.session
    shown = masked_address(address) if is_masked else address
    context = {"form": form, "address": shown, "is_masked": is_masked} | _greeting()
    return render(request, "people/signin_code.html", context, status=status)


def _greeting() -> dict[str, Any]:
    return {"greeting": queries.only_organisation()}


def _next(request: HttpRequest) -> str:
    return _safe(request, request.POST.get("next") or request.GET.get("next") or "")


def _safe(request: HttpRequest, address: str) -> str:
    return page_of_ours(request, address) or settings.LOGIN_REDIRECT_URL
