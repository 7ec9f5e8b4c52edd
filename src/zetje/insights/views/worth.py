"""Keeps the assumptions behind what readers and time are worth."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zetje.insights.forms.worth import WorthForm
from zetje.insights.operations.assumptions import assume
from zetje.insights.queries.assumptions import assumptions_of
from zetje.people.access import MemberRequest, role_required


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("programme_manager")
def worth(request: MemberRequest) -> HttpResponse:
    """The assumptions as they stand; a POST puts others in their place."""
    if request.method == "POST":
        form = WorthForm(request.POST)
        if form.is_valid():
            assume(assumed=form.assumed(), by=request.member, now=timezone.now())
            return redirect("insight")
    else:
        form = WorthForm.of(assumptions_of(request.organisation.pk))
    return render(request, "insights/worth.html", {"form": form})
