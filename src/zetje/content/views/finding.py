"""Finding one's way in the hub: search, who gets too few stories, and what performed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zetje.content import queries
from zetje.content.presenters import media
from zetje.content.presenters import searching as show
from zetje.content.presenters.gaps import gaps_view
from zetje.content.presenters.performed import performed_view
from zetje.content.views.hub import EDITORS
from zetje.people.access import MemberRequest, role_required

SHOWN_STORIES = 50
SHOWN_PICTURES = 12


@require_safe
@role_required(*EDITORS)
def search(request: MemberRequest) -> HttpResponse:
    """The stories and pictures that hold every word that was typed."""
    here = request.organisation
    text = request.GET.get("q", "").strip()[:200]
    found = queries.stories_found(here.pk, text)[:SHOWN_STORIES] if text else []
    pictures = list(queries.pictures_found(here.pk, text)[:SHOWN_PICTURES]) if text else []
    today = queries.today_of(here, at=timezone.now())
    context = {
        "search": text,
        "headline": show.headline(text, len(found)),
        "stories": show.found_stories(found, today=today),
        "pictures": media.tiles(pictures, organisation=here),
    }
    return render(request, "content/search.html", context)


@require_safe
@role_required(*EDITORS)
def gaps(request: MemberRequest) -> HttpResponse:
    """Which colleagues have too few stories for their next digest."""
    view = gaps_view(organisation=request.organisation, now=timezone.now())
    return render(request, "content/gaps.html", {"gaps": view})


@require_safe
@role_required(*EDITORS)
def performed(request: MemberRequest) -> HttpResponse:
    """What stories and campaigns came to."""
    view = performed_view(organisation=request.organisation, now=timezone.now())
    return render(request, "content/performed.html", {"performed": view})
