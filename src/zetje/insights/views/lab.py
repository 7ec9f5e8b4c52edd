"""The prompt lab, for who runs the programme and who watches over it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zetje.insights.presenters.experiments import experiment_rows
from zetje.insights.presenters.lab import lab_page
from zetje.people.access import MemberRequest, role_required

SWITCHES = frozenset({"programme_manager", "administrator"})
WRITES = frozenset({"editor", "administrator"})


@require_safe
@role_required("programme_manager", "works_council", "administrator")
def lab(request: MemberRequest) -> HttpResponse:
    """Which message works and for whom, and which of them are on."""
    now = timezone.now()
    context = {
        "page": lab_page(request.organisation, now=now),
        "experiments": experiment_rows(request.organisation, now=now)[:3],
        "may_start": "programme_manager" in request.roles,
        "may_switch": bool(request.roles & SWITCHES),
        "may_write": bool(request.roles & WRITES),
    }
    return render(request, "insights/lab.html", context)
