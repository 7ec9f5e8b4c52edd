"""Stopping one kind of mail: a page behind the link, and the one click of a mail program."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from zetje.delivery import operations, queries
from zetje.delivery.presenters import kind_name
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import InvalidToken

ONE_CLICK = ("List-Unsubscribe", "One-Click")


@csrf_exempt  # a mail program has no cookie and no page of ours (RFC 8058); the token says who asks
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; stop the mail when it is pressed. Opening the page changes nothing."""
    now = timezone.now()
    try:
        who = queries.unsubscriber(token=token, now=now)
    except InvalidToken:
        raise Http404 from None
    if request.method == "POST":
        name, value = ONE_CLICK
        if request.POST.get(name) == value:
            operations.unsubscribe(
                organisation_id=who.organisation_id,
                member_id=who.member_id,
                kind=who.kind,
                via="page" if "page" in request.POST else "one click",
                now=now,
            )
        elif request.POST.get("again") == "yes":
            operations.subscribe_again(
                organisation_id=who.organisation_id,
                member_id=who.member_id,
                kind=who.kind,
                now=now,
            )
        else:
            return HttpResponseBadRequest()
    with tenant(who.organisation_id):
        is_stopped = queries.is_unsubscribed(member_id=who.member_id, kind=who.kind)
    context = {"kind": kind_name(who.kind), "is_stopped": is_stopped}
    return render(request, "delivery/unsubscribe.html", context)
