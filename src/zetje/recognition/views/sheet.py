"""The sheet for a team meeting: the newest edition on one page of paper, or on slides."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from zetje.content import queries as content
from zetje.people.access import MemberRequest, role_required
from zetje.recognition.models import Edition
from zetje.recognition.operations.newsletter import read_edition
from zetje.recognition.presenters import newsletter as show
from zetje.recognition.presenters import sheet as paper
from zetje.recognition.presenters.recognise import EDITORS, RECOGNISERS
from zetje.recognition.queries import newsletter as queries
from zetje.recognition.rules.newsletter import LANGUAGES
from zetje.recognition.views.newsletter import check_on, language_of


@require_safe
@role_required(*RECOGNISERS)
def sheet(request: MemberRequest) -> HttpResponse:
    """The editions that a meeting can have on its table or on its wall."""
    check_on(request)
    rows = show.edition_rows(request.organisation.pk, language=language_of(request))
    may_draft = bool(request.roles & EDITORS)
    shown = [row for row in rows if row.sent_at is not None or may_draft]
    context = {
        "newest": shown[0] if shown else None,
        "older": shown[1:],
        "may_make": may_draft,
        "languages": show.language_names(),
    }
    return render(request, "recognition/sheet/page.html", context)


@require_safe
@role_required(*RECOGNISERS)
def print_sheet(request: MemberRequest, token: str, language: str) -> HttpResponse:
    """An edition on one A4, as a PDF file."""
    found = _edition(request, token, language)
    today = content.today_of(request.organisation, at=timezone.now())
    read = read_edition(found, language=language)
    content_type = "application/pdf"
    name = paper.file_name(read, day=found.ends_on)
    return HttpResponse(
        paper.meeting_sheet(read, organisation=request.organisation, today=today),
        content_type=content_type,
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@require_safe
@role_required(*RECOGNISERS)
def slides(request: MemberRequest, token: str, language: str) -> HttpResponse:
    """An edition as slides that fill the screen; they are read and turned without any script."""
    found = _edition(request, token, language)
    with translation.override(language):
        read = read_edition(found, language=language)
        context = {"read": read, "slides": show.slides_of(read)}
        answer = render(request, "recognition/sheet/slides.html", context)
    answer.headers["Content-Language"] = language
    return answer


def _edition(request: MemberRequest, token: str, language: str) -> Edition:
    """The edition that an address means; a draft is there for its editors alone."""
    check_on(request)
    found = queries.edition_by_token(request.organisation.pk, token)
    if found is None or language not in LANGUAGES:
        raise Http404
    if found.sent_at is None and not request.roles & EDITORS:
        raise Http404
    return found
