"""The page Insight, for who runs the programme and who watches over it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zetje.insights.forms.taking import TakingForm
from zetje.insights.presenters.insight import insight_page
from zetje.people.access import MemberRequest, role_required


@require_safe
@role_required("programme_manager", "works_council", "administrator")
def insight(request: MemberRequest) -> HttpResponse:
    """How the programme stands, in figures that were frozen."""
    context = {"page": insight_page(request.organisation), "taking": TakingForm()}
    return render(request, "insights/insight.html", context)
