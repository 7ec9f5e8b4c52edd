"""Posters with a code to scan, for places where people have no desk."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zetje.content import queries
from zetje.content.presenters import poster as show
from zetje.content.views.hub import EDITORS
from zetje.people.access import MemberRequest, role_required

SHOWN_STORIES = 50


@require_safe
@role_required(*EDITORS)
def posters(request: MemberRequest) -> HttpResponse:
    """The posters there are: of the programme, and of each live story."""
    now = timezone.now()
    stories = queries.stories_live(request.organisation, at=now)[:SHOWN_STORIES]
    return render(request, "content/posters.html", {"stories": list(stories)})


@require_safe
@role_required(*EDITORS)
def programme_poster(request: MemberRequest) -> HttpResponse:
    """The poster that asks colleagues to join, in a size and a language."""
    size, language = _asked(request)
    here = request.organisation
    content = show.programme_poster(organisation=here, size=size, language=language)
    return _file(content, name=show.file_name(about=here.name, size=size, language=language))


@require_safe
@role_required(*EDITORS)
def story_poster(request: MemberRequest, token: str) -> HttpResponse:
    """The poster of a story that can be read, in a size and a language."""
    size, language = _asked(request)
    here = request.organisation
    today = queries.today_of(here, at=timezone.now())
    story = queries.story_by_token(here.pk, token)
    if story is None or not queries.is_live_on(story, on=today):
        raise Http404
    content = show.story_poster(story, organisation=here, size=size, language=language, today=today)
    return _file(content, name=show.file_name(about=story.title, size=size, language=language))


def _asked(request: MemberRequest) -> tuple[show.Size, show.Language]:
    size = request.GET.get("size", "a4")
    language = request.GET.get("language", request.organisation.default_language)
    if size not in show.SIZES or language not in show.LANGUAGES:
        raise Http404
    return cast("show.Size", size), cast("show.Language", language)


def _file(content: bytes, *, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
