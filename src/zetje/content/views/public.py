"""A story for anybody: no sign-in, no cookie, nothing counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from zetje.content import queries
from zetje.content.presenters.card import card_of
from zetje.content.presenters.public import public_view
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Organisation

_PICTURE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@require_safe
@cache_control(public=True, max_age=300)
def story(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The public page of a story: what it says, or that it was taken back."""
    organisation = _organisation(slug)
    with tenant(organisation.pk):
        found = queries.story_by_token(organisation.pk, token)
        today = queries.today_of(organisation, at=timezone.now())
        if found is None or queries.state_on(found, on=today) in {"draft", "review", "planned"}:
            raise Http404
        # The page is the same for every reader: in the story's language, with nobody's name.
        with translation.override(found.language):
            response = _shown(request, found, organisation)
        response.headers["Content-Language"] = found.language
        return response


@require_safe
@cache_control(public=True, max_age=3_600)
def card(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The share card of a story that can be read, drawn anew when its words change."""
    organisation = _organisation(slug)
    with tenant(organisation.pk):
        found = queries.story_by_token(organisation.pk, token)
        today = queries.today_of(organisation, at=timezone.now())
        hidden = {"draft", "review", "planned", "withdrawn"}
        if found is None or queries.state_on(found, on=today) in hidden:
            raise Http404
        content = card_of(found, organisation=organisation)
    return HttpResponse(content, content_type="image/png", headers=_PICTURE_HEADERS)


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def picture(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A picture, as we made it; its address changes with its content."""
    organisation = _organisation(slug)
    with tenant(organisation.pk):
        found = queries.picture_by_token(organisation.pk, token)
        if found is None:
            raise Http404
        return HttpResponse(
            bytes(found.content),
            content_type=found.content_type,
            headers=_PICTURE_HEADERS,
        )


def _shown(request: HttpRequest, found: Story, organisation: Organisation) -> HttpResponse:
    frame = {"organisation": None, "me": None, "theme": "auto", "publisher": organisation}
    if found.withdrawn_at is not None:
        return render(request, "content/public_withdrawn.html", frame, status=410)
    page = public_view(found, organisation=organisation)
    return render(request, "content/public.html", frame | {"page": page, "story": found})


def _organisation(slug: str) -> Organisation:
    organisation = people.organisation_of_slug(slug)
    if organisation is None:
        raise Http404
    return organisation
