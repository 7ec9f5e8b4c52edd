"""Any figure over the weeks, for who wants to look further."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zetje.insights import queries
from zetje.insights.forms.exploring import ExploringForm
from zetje.insights.presenters.exploring import exploration_of, figures_by_family
from zetje.insights.rules.figures import Figure
from zetje.people.access import MemberRequest, role_required


@require_safe
@role_required("programme_manager", "works_council", "administrator")
def explore(request: MemberRequest) -> HttpResponse:
    """One figure by one way of grouping people, drawn and in numbers."""
    form = ExploringForm(request.GET, figures=figures_by_family())
    found = None
    if form.is_valid():
        asked = form.cleaned_data
        weeks = queries.periods(request.organisation.pk)[: asked["weeks"]]
        found = exploration_of(
            request.organisation.pk,
            figure=Figure(asked["figure"]),
            by=None if asked["by"] == "all" else asked["by"],
            weeks=weeks,
        )
    context = {"form": form, "found": found}
    return render(request, "insights/explore.html", context, status=200 if form.is_valid() else 422)
