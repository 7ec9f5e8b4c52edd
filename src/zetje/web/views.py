"""Pages of the shell: the front door, theme and language, the gallery, and when things go wrong."""

from __future__ import annotations

import secrets

import structlog
from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zetje.lib.returning import page_of_ours
from zetje.people import queries as people
from zetje.web.context import THEMES
from zetje.web.forms import GalleryForm
from zetje.web.privacy.views import REPORT_READERS

_GALLERY_WEEKS = ("", "", "rest", "rest", "", "gap", "", "", "", "", "", "now")
log = structlog.get_logger()
YEAR = 365 * 24 * 3600


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Send somebody who is signed in to their week, a visitor to the door, or into the demo."""
    if request.user.is_authenticated:
        return redirect("/week/")
    return redirect("demo" if settings.DEMO else settings.LOGIN_URL)


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Answer a load balancer: the pages and the database are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def _back(request: HttpRequest) -> str:
    return page_of_ours(request, request.POST.get("next", "")) or "/"


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep day, night or the device's own choice in a cookie."""
    response = redirect(_back(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        _remember(response, settings.THEME_COOKIE, theme)
    return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the visitor's language in a cookie."""
    response = redirect(_back(request))
    language = request.POST.get("lang", "")
    if language in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_GET
def about_data(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, for how long, and who sees it."""
    roles: frozenset[str] = getattr(request, "roles", frozenset())
    return render(request, "web/about_data.html", {"reads_reports": bool(roles & REPORT_READERS)})


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with its states, where the design is shown: in the demo only."""
    if not settings.DEMO and not settings.DEBUG:
        raise Http404
    weeks = [
        {"number": number, "state": state, "current": state.startswith("now")}
        for number, state in enumerate(_GALLERY_WEEKS, start=27)
    ]
    context = {
        "form": GalleryForm({"name": "", "address": "sanne"}),
        "chains": [
            {"headline": _("Open"), "weeks": weeks},
            {"headline": _("Seated"), "weeks": [*weeks[:-1], weeks[-1] | {"state": "now seated"}]},
        ],
        "icons": ("check", "copy", "adapt", "skip", "undo", "calendar", "feed", "person", "alert"),
    }
    return render(request, "web/gallery.html", context)


@require_GET
def brand(request: HttpRequest, token: str) -> HttpResponse:
    """An organisation's own spot colour, as a style sheet of one line."""
    accent = people.accent_of(token)
    sheet = f"@layer tokens {{ :root {{ --spot: {accent} }} }}" if accent else ""
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _wrong(request: HttpRequest, status: int, template: str, number: str = "") -> HttpResponse:
    return render(request, template, {"number": number}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere, whatever the reason."""
    return _wrong(request, 404, "404.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for somebody whose role does not open this door."""
    return _wrong(request, 403, "403.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that makes no sense."""
    return _wrong(request, 400, "400.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that came from elsewhere, or waited too long."""
    return _wrong(request, 403, "csrf.html")


def failed(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours: a number to mention, and no trace."""
    number = secrets.token_hex(4)
    log.error("page failed", number=number, path=request.path)
    return _wrong(request, 500, "500.html", number)
