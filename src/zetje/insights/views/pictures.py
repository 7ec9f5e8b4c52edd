"""A figure of the page Insight as a picture, to put elsewhere."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from zetje.insights.presenters.picture_files import Theme, as_png, as_svg
from zetje.insights.presenters.pictures import NAMES, picture_of
from zetje.insights.queries.reports import READERS
from zetje.people.access import MemberRequest, role_required

_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
@role_required(*READERS)
def picture(request: MemberRequest, name: str) -> HttpResponse:
    """One figure as SVG or PNG, on light or dark paper."""
    form = request.GET.get("as", "svg")
    theme: Theme = "dark" if request.GET.get("theme") == "dark" else "light"
    if name not in NAMES or form not in _TYPES:
        raise Http404
    here = request.organisation
    found = picture_of(here, name)
    if found is None:
        return redirect("insight")
    language = get_language() or "en"
    made = (
        as_png(found, theme=theme)
        if form == "png"
        else as_svg(found, theme=theme, language=language)
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{here.slug}-{name}-{theme}.{form}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(made, content_type=_TYPES[form], headers=headers)
