"""The report of a month, to read and to print, and the switch for getting it by mail."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.insights.operations.reporting import ask_for_report
from zetje.insights.presenters.experiment_sheet import report_sheet
from zetje.insights.presenters.report import month_name, report_of
from zetje.insights.queries.reports import READERS
from zetje.insights.rules.months import Month, month_named
from zetje.people.access import MemberRequest, role_required

reader: Final = role_required(*READERS)


@require_safe
@reader
def report(request: MemberRequest, month: str) -> HttpResponse:
    """The report of a month as a page."""
    asked = _month(month)
    context = {
        "report": report_of(request.organisation, asked),
        "month": str(asked),
        "month_name": month_name(asked),
    }
    return render(request, "insights/report.html", context)


@require_safe
@reader
def report_file(request: MemberRequest, month: str) -> HttpResponse:
    """The same as a PDF file."""
    asked = _month(month)
    found = report_of(request.organisation, asked)
    if found is None:
        return redirect("insight_report", str(asked))
    made = report_sheet(
        title=found.headline,
        lead=found.lead,
        as_of=f"{found.title}. {found.as_of}",
        parts=found.printed,
        organisation=request.organisation,
        language=translation.get_language() or "en",
    )
    name = f"{request.organisation.slug}-{asked}.pdf"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_POST
@reader
def wish(request: MemberRequest) -> HttpResponse:
    """Get the report by mail from now on, or no more."""
    wants = bool(request.POST.get("report"))
    ask_for_report(member=request.member, wants=wants, now=timezone.now())
    said = _("It comes on the first Tuesday after each month.") if wants else _("It comes no more.")
    messages.success(request, said)
    return redirect("insight")


def _month(name: str) -> Month:
    found = month_named(name)
    if found is None:
        raise Http404
    return found
