"""A mark for anybody who has its address: no sign-in, no cookie, nothing counted or kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.recognition.presenters.badges import MarkPage, mark_card, mark_page
from zetje.recognition.queries.badges import shown_badge

Shown = Callable[[HttpRequest, MarkPage, str], HttpResponse]
# It may be taken back at any moment, so nothing keeps it and nobody lists it.
_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


def _found(view: Shown) -> Callable[[HttpRequest, str, str], HttpResponse]:
    """Open a mark that its person shows now; all others are not there."""

    @wraps(view)
    def opened(request: HttpRequest, slug: str, token: str) -> HttpResponse:
        organisation = people.organisation_of_slug(slug)
        if organisation is None or "\0" in token:
            raise Http404
        with tenant(organisation.pk):
            shown = shown_badge(organisation=organisation, address=token)
            if shown is None:
                raise Http404
            # The same for every reader: in its person's language.
            with translation.override(shown.member.language):
                page = mark_page(shown, organisation=organisation, address=token)
                response = view(request, page, shown.badge.kind)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        response.headers["Content-Language"] = shown.member.language
        return response

    return require_safe(opened)


@_found
def mark(request: HttpRequest, page: MarkPage, kind: str) -> HttpResponse:
    """The page of a mark."""
    frame = {"organisation": None, "me": None, "theme": "auto", "page": page, "kind": kind}
    return render(request, "recognition/badges/public.html", frame)


@_found
def card(_request: HttpRequest, page: MarkPage, kind: str) -> HttpResponse:
    """The card of a mark, for previews of its address."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return HttpResponse(mark_card(page, kind=kind), content_type="image/png", headers=headers)
