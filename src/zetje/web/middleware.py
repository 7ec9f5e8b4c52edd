"""What happens around every page: the tenant, the language, the security headers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_request

from zetje.lib.tenancy import tenant
from zetje.people import queries as people

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

    A view that raises leaves no row: its transaction is rolled back before the error page is sent.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = None  # pyright: ignore[reportAttributeAccessIssue]
        request.member = None  # pyright: ignore[reportAttributeAccessIssue]
        with transaction.atomic():
            user = request.user
            organisation_id = getattr(user, "organisation_id", None)
            if not user.is_authenticated or organisation_id is None:
                return self.respond(request)
            with tenant(organisation_id):
                return self._as_member(request)

    def _as_member(self, request: HttpRequest) -> HttpResponse:
        member = people.member_of_user(int(request.user.pk or 0))
        if member is not None:
            request.member = member  # pyright: ignore[reportAttributeAccessIssue]
            request.organisation = member.organisation  # pyright: ignore[reportAttributeAccessIssue]
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                translation.activate(member.language)
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Take the failed page's rows back."""
        transaction.set_rollback(True)
