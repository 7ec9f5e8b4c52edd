"""The pages of both documents, for who runs the programme and who watches over it."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from zetje.people.access import MemberRequest, role_required
from zetje.web.privacy.documents import Document, as_markdown
from zetje.web.privacy.reports import LANGUAGES, reports_of

REPORT_READERS = frozenset({"programme_manager", "works_council", "administrator"})
_PAGES: Final = {"works-council": "privacy_report", "dpia": "privacy_assessment"}
reader = role_required(*REPORT_READERS)


@require_safe
@reader
def report(request: MemberRequest, key: str) -> HttpResponse:
    """One of the documents as a page, with a link to the other."""
    documents = _documents(request)
    (other,) = (each for each in documents if each.key != key)
    context = {
        "document": _one(documents, key),
        "text_address": reverse(f"{_PAGES[key]}_text"),
        "other": other,
        "other_address": reverse(_PAGES[other.key]),
    }
    return render(request, "web/privacy_report.html", context)


@require_safe
@reader
def report_text(request: MemberRequest, key: str) -> HttpResponse:
    """One of the documents as a file to write on in."""
    document = _one(_documents(request), key)
    response = HttpResponse(as_markdown(document), content_type="text/markdown; charset=utf-8")
    name = f"zetje-{document.key}.{document.language}.md"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _documents(request: MemberRequest) -> tuple[Document, ...]:
    asked = get_language() or ""
    language = asked if asked in LANGUAGES else "en"
    return reports_of(request.organisation, now=timezone.now(), language=language)


def _one(documents: tuple[Document, ...], key: str) -> Document:
    (found,) = (document for document in documents if document.key == key)
    return found
