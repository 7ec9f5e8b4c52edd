"""The administrator's page of complaints about experts' words; the words are not on it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from zetje.people.access import MemberRequest, role_required
from zetje.recognition import operations, queries
from zetje.recognition.queries.own_shoutouts import shoutout_reports

_ROLE = "administrator"


@require_safe
@role_required(_ROLE)
def show_reports(request: MemberRequest) -> HttpResponse:
    """Show who reported a word of whom, when, and what they said about it."""
    found = queries.reports_of(organisation_id=request.organisation.pk)
    shoutouts = shoutout_reports(organisation_id=request.organisation.pk)
    return render(request, "recognition/reports.html", {"reports": found, "shoutouts": shoutouts})


@require_POST
@role_required(_ROLE)
def handle_report(request: MemberRequest, report: str) -> HttpResponse:
    """Note that a complaint about a word was dealt with."""
    if not operations.mark_report_handled(by=request.member, token=report, now=timezone.now()):
        raise Http404
    return redirect("feedback_reports")


@require_POST
@role_required(_ROLE)
def handle_shoutout_report(request: MemberRequest, report: str) -> HttpResponse:
    """Note that a complaint about a shout-out was dealt with."""
    if not operations.mark_shoutout_report_handled(
        by=request.member, token=report, now=timezone.now()
    ):
        raise Http404
    return redirect("feedback_reports")
