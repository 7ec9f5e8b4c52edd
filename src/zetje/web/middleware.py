"""What happens around every page: the tenant, the language, the security headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_request

from zetje.lib.tenancy import tenant
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation


class Visit(HttpRequest):
    """A request with what this module adds to it. For annotations only."""

    organisation: Organisation | None
    member: Member | None
    roles: frozenset[str]
    must_accept: bool
    raised: Exception | None


Respond = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


class ContentSecurityPolicy:
    """Sends the policy with each answer that has not set one of its own."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response


class KeptByNobody:
    """Forbids everybody on the way to keep an answer, unless its view says who may.

    Pages speak to one person, also the page that sends somebody on or refuses.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if "Cache-Control" not in response.headers:
            add_never_cache_headers(response)
        return response


class PlainAddress:
    """Answers an address with a zero byte in it as one that leads nowhere, before anybody asks.

    PostgreSQL keeps no zero byte: a query for one would be a fault of ours.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            raise Http404
        return self.respond(request)


class Language:
    """Speaks the visitor's language: the one they chose, else what their browser asks for."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(get_language_from_request(request)):
            response = self.respond(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


class Tenant:
    """Runs each page in one transaction that sees the rows of the visitor's organisation alone.

    A view that raises leaves no row: what it raised is carried out of the transaction, which rolls
    back, and only then becomes an error page.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visit = cast("Visit", request)
        visit.organisation = visit.member = visit.raised = None
        visit.roles, visit.must_accept = frozenset(), True
        organisation_id = getattr(request.user, "organisation_id", None)
        with tenant(organisation_id) if organisation_id else transaction.atomic():
            if organisation_id:
                self._recognise(visit)
            response = self.respond(request)
            if visit.raised is not None:
                raise visit.raised
            return response

    def _recognise(self, visit: Visit) -> None:
        found = people.visitor_of(int(visit.user.pk or 0))
        if found is None:
            return
        visit.member, visit.organisation = found.member, found.member.organisation
        visit.roles, visit.must_accept = found.roles, found.must_accept
        if settings.LANGUAGE_COOKIE_NAME not in visit.COOKIES:
            translation.activate(found.member.language)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """Hold what a view raised until its transaction is over."""
        cast("Visit", request).raised = exception
        return HttpResponse(status=500)
