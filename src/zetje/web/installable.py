"""What makes the product a page that a phone can install: its manifest and its service worker."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

_WORKER: Final = Path(__file__).resolve().parent / "static/js/push-worker.js"
_SIZES: Final = ("192", "512")
# `--paper` of tokens.css by day; a manifest reads no style sheet.
_PAPER: Final = "#f4f5f3"


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """How the page is called and looks once it is installed, in the visitor's language."""
    words = {
        "id": "/",
        "name": "Zetje",
        "short_name": "Zetje",
        "description": _("A little push: share the stories you are proud of."),
        "lang": get_language(),
        "dir": "ltr",
        "start_url": "/week/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            {
                "src": static(f"app/icon-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size in _SIZES
            for purpose in ("any", "maskable")
        ],
    }
    return JsonResponse(words, content_type="application/manifest+json")


@require_GET
def push_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the top so that every page is in its reach."""
    response = HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    # It may fetch nothing at all, not even from us.
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
