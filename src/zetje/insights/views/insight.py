"""The page Insight, for who runs the programme and who watches over it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zetje.insights.forms.taking import TakingForm
from zetje.insights.presenters.insight import insight_page
from zetje.insights.presenters.next_steps import next_steps
from zetje.people.access import MemberRequest, role_required


@require_safe
@role_required("programme_manager", "works_council", "administrator")
def insight(request: MemberRequest) -> HttpResponse:
    """How the programme stands, in figures that were frozen."""
    here = request.organisation
    context = {
        "page": insight_page(here),
        "next": next_steps(organisation_id=here.pk, roles=request.roles),
        "taking": TakingForm(),
    }
    return render(request, "insights/insight.html", context)
